"""`python -m training`: makes the weights of the reader, in steps that are kept in a working folder and not done twice.

1. A large network (the teacher) is trained on the labelled texts but for one quarter of the gold, and
2. labels passages of the corpus that nobody labelled.
3. A small network is trained on the same labelled texts and those passages, and scored on the quarter kept aside: the held-out figures.
4. The small network that ships is trained the same way, with all of the gold.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from servanda.read.tagger.encode import Encoder, Gate
from servanda.read.tagger.network import WEIGHTS
from training.bases import LARGE, SMALL, unpacked
from training.export import export
from training.fit import Recipe, Taught, fit, teach
from training.gate import fit_gate
from training.model import Tagger
from training.score import score_folder
from training.texts import Text, gold, own, unlabelled
from training.windows import Example, examples, windows

TEACHER = Recipe(epochs=3, rate=5e-5, head_rate=5e-4)
STUDENT = Recipe(epochs=6, rate=1.2e-4, head_rate=1e-3)
TAUGHT_PIECES = 500_000


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="where gold/ and corpus/ lie")
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="where the steps keep what they made")
    parser.add_argument("--fold", type=int, default=0, help="the quarter of the gold that is kept aside")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", choices=["held-out", "final"], help="do only one of the last two steps")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    labelled, more = list(gold(args.shared / "gold")), list(own(args.shared / "corpus"))
    train = [text for text in labelled if text.fold != args.fold]
    taught = _taught(train + more, args.shared, args.work)
    if args.only != "final":
        folder = args.work / "held-out"
        _make(train + more, taught, folder)
        figures = score_folder(folder, args.shared, [text.name for text in labelled if text.fold == args.fold])
        report = {"held_out": figures, "texts": len(labelled) - len(train), "trained_on": len(train) + len(more)}
        WEIGHTS.mkdir(parents=True, exist_ok=True)
        (WEIGHTS / "report.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
        print(json.dumps(report, indent=1), flush=True)
    if args.only != "held-out":
        _make(labelled + more, taught, WEIGHTS)


def _encoded(texts: Sequence[Text]) -> tuple[Gate, Encoder, list[Example]]:
    tokenizer = Tokenizer.from_file(str(SMALL / "tokenizer.json"))
    gate = fit_gate(texts, Encoder(tokenizer, None))
    encoder = Encoder(tokenizer, gate)
    found = list(examples(texts, encoder))
    pieces = sum(len(e.window.ids) for e in found)
    print(f"{len(texts)} texts, {sum(len(t.labels) for t in texts)} commitments, {len(found)} windows, {pieces} pieces", flush=True)
    return gate, encoder, found


def _taught(texts: Sequence[Text], shared: Path, work: Path) -> list[Taught]:
    """Steps 1 and 2."""
    kept = work / "taught.pickle"
    if kept.exists():
        loaded: list[Taught] = pickle.loads(kept.read_bytes())
        return loaded
    _, encoder, found = _encoded(texts)
    base = unpacked(LARGE, work)
    weights = work / "teacher.pt"
    teacher = Tagger(base, SMALL / "tokenizer.json")
    if weights.exists():
        teacher.load_state_dict(torch.load(weights, weights_only=True))
    else:
        torch.save(fit(teacher, found, [], TEACHER).state_dict(), weights)
    unseen = windows(unlabelled(shared), encoder)
    random.Random(1).shuffle(unseen)
    chosen, pieces = [], 0
    for window in unseen:
        if pieces >= TAUGHT_PIECES:
            break
        chosen.append(window)
        pieces += len(window.ids)
    result = teach(teacher, chosen)
    kept.write_bytes(pickle.dumps(result))
    return result


def _make(texts: Sequence[Text], taught: Sequence[Taught], folder: Path) -> None:
    """Steps 3 and 4."""
    gate, _, found = _encoded(texts)
    student = fit(Tagger(SMALL, SMALL / "tokenizer.json"), found, taught, STUDENT)
    export(student, gate, SMALL, folder)


if __name__ == "__main__":
    main()
