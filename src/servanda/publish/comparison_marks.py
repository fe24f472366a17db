"""Which words of two compared texts are marked: the passages that were paired or stand alone, and in them the words that differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from servanda.model.comparison import Alone, Comparison, Pair
from servanda.model.document import Document
from servanda.model.span import Span
from servanda.publish.blocks import Block, blocks
from servanda.publish.comparison_words import ORDER
from servanda.publish.marks import Mark, Piece, pieces

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_NEAR = 0.5  # from this likeness on two passages are shown word against word; else only the words of their facets are marked


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair with its number and identifiers on the page."""

    number: int
    key: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class Part:
    """A block of one text with its marks, and the numbers of the pairs that begin in it."""

    block: Block
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts, ready to be set."""

    key: str
    document: Document
    parts: tuple[Part, ...]


def verdicts(comparison: Comparison) -> list[Verdict]:
    """The pairs in the order of the left text, numbered from 1."""
    return [Verdict(n, f"pair-{n}", pair) for n, pair in enumerate(comparison.pairs, 1)]


def differing(left: Span, right: Span) -> tuple[list[Span], list[Span]]:
    """The words of each passage that the other does not have in that place; none when the two are too unlike for that."""
    words = [list(_WORD.finditer(side.text)) for side in (left, right)]
    plain = [[w.group().lower() for w in side] for side in words]
    matcher = SequenceMatcher(None, plain[0], plain[1], autojunk=False)
    if matcher.ratio() < _NEAR:
        return [], []
    found: tuple[list[Span], list[Span]] = ([], [])
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            for side, (first, last), base, into in ((words[0], (i, j), left, found[0]), (words[1], (k, m), right, found[1])):
                if last > first:
                    start, end = side[first].start(), side[last - 1].end()
                    into.append(Span(base.start + start, base.start + end, base.text[start:end]))
    return found


def sides(comparison: Comparison, shown: list[Verdict]) -> tuple[Side, Side]:
    """Both texts with their marks."""
    left = _Marks(comparison.only_left, "left", coverage=comparison.mode == "coverage")
    right = _Marks(comparison.only_right, "right", coverage=False)
    for verdict in shown:
        pair = verdict.pair
        left.add(verdict, pair.left.span)
        right.add(verdict, pair.right.span)
        if pair.relation != "same":
            near = differing(pair.left.span, pair.right.span)
            left.words.extend([*near[0], *(f.left for f in pair.facets if f.left is not None and f.left != pair.left.span)])
            right.words.extend([*near[1], *(f.right for f in pair.facets if f.right is not None and f.right != pair.right.span)])
    return (
        Side("left", comparison.left.document, tuple(_parts(comparison.left.document, left.marks()))),
        Side("right", comparison.right.document, tuple(_parts(comparison.right.document, right.marks()))),
    )


class _Marks:
    """The marks of one text, gathered: a passage that stands in several pairs is marked once and carries all their numbers."""

    def __init__(self, alone: tuple[Alone, ...], side: str, *, coverage: bool) -> None:
        self.side = side
        self.alone = [a for a in alone if a.unsupported or not coverage]
        self.paired: dict[Span, list[Verdict]] = defaultdict(list)
        self.words: list[Span] = []

    def add(self, verdict: Verdict, span: Span) -> None:
        self.paired[span].append(verdict)

    def marks(self) -> list[Mark]:
        found: list[Mark | None] = []
        for span, verdicts in self.paired.items():
            worst = min(verdicts, key=lambda v: ORDER.index(v.pair.relation))
            keys = " ".join(v.key for v in verdicts)
            label = ", ".join(str(v.number) for v in verdicts)
            found.append(Mark.at(span, "anchor", keys, tone=worst.pair.relation, number=verdicts[0].number, label=label))
        for n, alone in enumerate(self.alone):
            found.append(Mark.at(alone.passage.span, "anchor", f"{self.side}-alone-{n}", tone="alone"))
        # The role of a named thing nests inside an anchor; here it is a word that differs.
        found.extend(Mark.at(span, "named") for span in _merged(self.words))
        return [mark for mark in found if mark is not None]


def _merged(spans: list[Span]) -> list[Span]:
    """Spans without those that lie inside another."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept


def _parts(document: Document, marks: list[Mark]) -> Iterator[Part]:
    waiting = sorted(marks, key=lambda m: m.start, reverse=True)
    live: list[Mark] = []
    for block in blocks(document.text, document.heading):
        while waiting and waiting[-1].start < block.end:
            live.append(waiting.pop())
        live = [m for m in live if m.end > block.start]
        yield Part(block, tuple(pieces(document.text, block, live)))
