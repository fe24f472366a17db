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
from servanda.publish.comparison_words import ORDER
from servanda.publish.marks import Mark
from servanda.publish.parts import Part, parts
from servanda.publish.printable import printable

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_NEAR = 0.5  # from this likeness on two passages are shown word against word; else only the words of their facets are marked


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a passage; `differs` says that its counterpart does not have them there."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair with its number and identifiers on the page, and the words of both its passages."""

    number: int
    key: str
    pair: Pair
    left: tuple[Run, ...]
    right: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts, ready to be set."""

    key: str
    document: Document
    parts: tuple[Part, ...]


def verdicts(comparison: Comparison) -> list[Verdict]:
    """The pairs in the order of the left text, numbered from 1."""
    found = []
    for n, pair in enumerate(comparison.pairs, 1):
        left, right = differing(pair)
        found.append(Verdict(n, f"pair-{n}", pair, tuple(runs(pair.left.span, left)), tuple(runs(pair.right.span, right))))
    return found


def runs(passage: Span, marked: list[Span]) -> Iterator[Run]:
    """The words of a passage in order, those of `marked` spans as differing."""
    at = passage.start
    for span in merged([s for s in marked if passage.contains(s)]):
        for start, end, differs in ((at, max(span.start, at), False), (max(span.start, at), span.end, True)):
            if end > start:
                yield Run(printable(passage.text[start - passage.start : end - passage.start]), differs)
        at = max(span.end, at)
    if at < passage.end:
        yield Run(printable(passage.text[at - passage.start :]), False)


def differing(pair: Pair) -> tuple[list[Span], list[Span]]:
    """The words of each text that differ: those of the facets, and those that the other passage does not have in that place."""
    if pair.relation == "same":
        return [], []
    near = _word_by_word(pair.left.span, pair.right.span)
    left = [f.left for f in pair.facets if f.left is not None and f.left != pair.left.span]
    right = [f.right for f in pair.facets if f.right is not None and f.right != pair.right.span]
    return [*near[0], *left], [*near[1], *right]


def _word_by_word(left: Span, right: Span) -> tuple[list[Span], list[Span]]:
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
        words = differing(pair)
        left.words.extend(words[0])
        right.words.extend(words[1])
    return (
        Side("left", comparison.left.document, tuple(parts(comparison.left.document, left.marks()))),
        Side("right", comparison.right.document, tuple(parts(comparison.right.document, right.marks()))),
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
        found.extend(Mark.at(span, "named") for span in merged(self.words))
        return [mark for mark in found if mark is not None]


def merged(spans: list[Span]) -> list[Span]:
    """Spans without those that lie inside another."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept
