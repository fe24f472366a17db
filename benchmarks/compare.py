"""How long comparing takes, and how it grows with the number of commitments: `python -m benchmarks.compare`."""

from __future__ import annotations

import argparse
import random
import time

from servanda.compare import compare, compare_many, prepare
from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.document import Document, Source
from servanda.model.reading import Reading
from servanda.model.span import Span

VERBS = ("train", "open", "finance", "inspect", "publish", "repair", "share", "protect", "review", "extend")
THINGS = (
    "investigators",
    "harbours",
    "satellite images",
    "undersea cables",
    "hotlines",
    "tariffs",
    "patrol boats",
    "archives",
    "bridges",
    "licences",
)
ENDS = ("by the end of 2033", "in Port Amity", "every three months", "subject to domestic law", "with 12 officers", "before the next round")


def invented(count: int, seed: int, *, report: bool = False) -> Reading:
    """A text of `count` commitments (or claims) of two invented states among other sentences, the same for the same seed."""
    draw = random.Random(seed)
    lines, spans, sentences, at = [], [], [], 0
    for _ in range(count):
        before = f"The two sides reviewed with satisfaction what their {draw.choice(THINGS)} services had done since they last met. "
        lead = "They agreed, in the spirit of the first round, that their governments will "
        action = (
            f"{draw.choice(VERBS)} {draw.randint(2, 90)} {draw.choice(THINGS)} of the {draw.choice(THINGS)} service {draw.choice(ENDS)}"
        )
        start = at + len(before)
        lines.append(f"{before}{lead}{action}.")
        spans.append((start + len(lead), start + len(lead) + len(action)))
        sentences.append((start, at + len(lines[-1])))
        at += len(lines[-1]) + 1
    text = "\n".join(lines) + "\n"
    document = Document(Source(f"sha256:{seed}", f"{seed}.txt", text, "en"), "report" if report else "communique", parties=("MRN", "VAL"))
    words = [Span.of(text, start, end) for start, end in spans]
    around = [Span.of(text, start, end) for start, end in sentences]
    if report:
        return Reading(document, claims=tuple(Claim(f"k{n}", w, "commitment") for n, w in enumerate(words)))
    made = (Commitment(f"c{n}", w, s, ("MRN", "VAL"), "do", "firm", "act") for n, (w, s) in enumerate(zip(words, around, strict=True)))
    return Reading(document, commitments=tuple(made))


def main() -> None:
    """Print seconds of this process for growing texts, and for many reports against one text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 20, 40, 80, 160])
    parser.add_argument("--reports", type=int, default=50, help="how many press reports are held against one text")
    args = parser.parse_args()
    compare(invented(2, 1), invented(2, 2))  # start-up: the weights are read once
    for size in args.sizes:
        left, right = invented(size, 1), invented(size, 2)
        start = time.process_time()
        pairs = len(compare(left, right).pairs)
        words = len(left.document.text.split())
        print(f"{size:5} commitments in {words:5} words each: {time.process_time() - start:7.3f} s, {pairs} pairs")
    against = prepare(invented(30, 3))
    start = time.process_time()
    done = sum(1 for _ in compare_many((invented(15, 100 + n, report=True) for n in range(args.reports)), against))
    taken = time.process_time() - start
    print(f"{done} reports of 15 claims against one text: {taken:.2f} s, {1000 * taken / max(done, 1):.0f} ms a report")


if __name__ == "__main__":
    main()
