"""Holding one text against another: alignment proposes, fields decide, and every verdict shows the words of both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from servanda.compare.coverage import compare_coverage
from servanda.compare.meaning import Meaning, shipped
from servanda.compare.mode import CompareError, mode_notes, mode_of
from servanda.compare.prepared import Prepared
from servanda.compare.rounds import Matrix, matrix
from servanda.compare.texts import compare_texts
from servanda.model.comparison import Comparison, Mode
from servanda.model.reading import Reading

__all__ = ["CompareError", "Matrix", "Prepared", "compare", "compare_many", "follow", "mode_of", "prepare"]


def prepare(reading: Reading, meaning: Meaning | None = None) -> Prepared:
    """A reading ready to be compared; `meaning` is the sentence encoder (default: the one that ships)."""
    return Prepared(reading, meaning or shipped())


def compare(left: Reading | Prepared, right: Reading | Prepared, mode: Mode | None = None) -> Comparison:
    """Hold one reading against another; the mode is detected unless given. Raises `CompareError` when they cannot be compared."""
    a = left if isinstance(left, Prepared) else prepare(left)
    b = right if isinstance(right, Prepared) else prepare(right)
    chosen = mode_of(a.reading.document, b.reading.document, mode)
    found = compare_coverage(a, b) if chosen == "coverage" else compare_texts(a, b, chosen)
    notes = mode_notes(a.reading.document, b.reading.document, chosen, mode)
    return replace(found, notes=(*notes, *found.notes)) if notes else found


def compare_many(lefts: Iterable[Reading], right: Reading | Prepared, mode: Mode | None = None) -> Iterator[Comparison]:
    """Hold many readings, such as press reports, against one text that is prepared only once. Raises as `compare` does."""
    against = right if isinstance(right, Prepared) else prepare(right)
    for left in lefts:
        yield compare(prepare(left, against.meaning), against, mode)


def follow(readings: Sequence[Reading], meaning: Meaning | None = None) -> Matrix:
    """The commitments of several rounds, in the order given, as a matrix. Raises `CompareError` when two neighbours cannot be compared."""
    for left, right in pairwise(readings):
        mode_of(left.document, right.document, "rounds")
    return matrix([prepare(reading, meaning) for reading in readings])
