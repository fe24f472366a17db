"""Marking what was found in a text, in parts and never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from servanda_ledger.search.results import Part
from servanda_ledger.search.syntax import Sought, Term
from servanda_ledger.search.words import UNSPACED, words

_GAP = "…"
_AHEAD = 80  # characters that a word may take with what separates it from the next
_ACCENTED = "À-ɏḀ-ỿ"  # letters that may be one of a to z with an accent
_MARKS = "[\u0300-\u036f]"


def marked(text: str, sought: Sought, longest: int = 0) -> tuple[Part, ...]:
    """The text in parts. When it is longer than `longest` code points (0: any length), a passage around the first mark of it."""
    marks = list(_marks(text, sought))
    start, end = 0, len(text)
    if longest and len(text) > longest:
        start, end = _window(text, marks[0][0] if marks else 0, longest)
    return tuple(_parts(text, marks, start, end))


def passages(text: str, sought: Sought, most: int = 3, longest: int = 160) -> tuple[Part, ...]:
    """Up to `most` passages of a long text that show different marks, in order; empty when nothing is found."""
    windows: list[tuple[int, int]] = []
    marks: list[tuple[int, int]] = []
    for mark in _marks(text, sought):
        if not windows or mark[1] > windows[-1][1]:
            if len(windows) == most:
                break  # the rest of the text need not be read
            windows.append(_window(text, mark[0], longest, windows[-1][1] if windows else 0))
        marks.append(mark)
    made: list[Part] = []
    for start, end in windows:
        parts = list(_parts(text, marks, start, end))
        made += parts[1:] if made and made[-1] == parts[0] else parts
    return tuple(made)


def _marks(text: str, sought: Sought) -> Iterator[tuple[int, int]]:
    """Where terms stand, in order and without overlaps."""
    terms = sought.terms()
    if not terms:
        return
    size = max(len(term.stems) for term in terms)
    reached = 0
    for match in _likely(terms).finditer(text):
        if match.start() < reached:
            continue
        # Only what follows is taken apart, not the whole text.
        ahead = list(islice(words(text[match.start() : match.start() + _AHEAD * size]), size))
        length = max((len(term.stems) for term in terms if term.begins(ahead)), default=0)
        if length:
            reached = match.start() + ahead[length - 1].end
            yield match.start() + ahead[0].start, reached


@lru_cache(maxsize=256)
def _likely(terms: tuple[Term, ...]) -> re.Pattern[str]:
    """A pattern for the beginnings of words that may have the first stem of a term."""
    beginnings = {term.stems[0][: max(1, len(term.stems[0]) - 2)] for term in terms}
    spelled = ["".join(f"[{c}{_ACCENTED}]{_MARKS}?" if c.isascii() and c.isalpha() else re.escape(c) for c in b) for b in beginnings]
    return re.compile(rf"(?<![^\W_{UNSPACED}])(?:{'|'.join(sorted(spelled))})", re.IGNORECASE)


def _window(text: str, first: int, longest: int, after: int = 0) -> tuple[int, int]:
    """A stretch of the text around `first`, from `after` on, that begins and ends between words."""
    start = max(after, min(first - longest // 3, len(text) - longest))
    end = min(len(text), start + longest)
    if start > after:
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        blank = text.rfind(" ", max(start, first), end)
        end = blank if blank > first else end
    return start, end


def _parts(text: str, marks: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Part]:
    if start:
        yield Part(_GAP)
    place = start
    for first, last in marks:
        if first < place or last > end:
            continue
        if first > place:
            yield Part(text[place:first])
        yield Part(text[first:last], found=True)
        place = last
    if place < end:
        yield Part(text[place:end])
    if end < len(text):
        yield Part(_GAP)
