"""A matrix of rounds as one self-contained HTML page: the table, and below it the course of every commitment with its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from servanda.model.matrix import Cell, Line, Matrix, State, lines
from servanda.publish.comparison_marks import Run, differing, runs
from servanda.publish.matrix_words import BY_WEIGHT, STATE, counted, ever, heading, remarks, round_names
from servanda.publish.printable import one_line
from servanda.publish.template import page, write_one
from servanda.publish.words import DOCUMENT_KIND, date_words, title


@dataclass(frozen=True, slots=True)
class Stop:
    """A cell of the table, and the place of its words in the course of its commitment."""

    key: str
    cell: Cell
    words: str
    remarks: tuple[str, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A commitment through all rounds."""

    key: str
    line: Line
    words: str
    ever: tuple[State, ...]
    stops: tuple[Stop, ...]


def write_matrix_html(matrices: Iterable[Matrix], out: TextIO, *, many: bool = False) -> None:
    """One page for one matrix. Raises `ValueError` for several: each is a page of its own."""
    write_one(matrices, out, matrix_page)


def matrix_page(matrix: Matrix) -> str:
    """The page of one matrix."""
    shown = lines(matrix)
    found = courses(shown)
    states = [state for state in BY_WEIGHT if state != "first" and any(state in course.ever for course in found)]
    first, *rest = counted(matrix, shown)
    return "".join(
        page(
            "matrix",
            heading=heading(matrix),
            rounds=list(zip(round_names(matrix), (r.document for r in matrix.rounds), strict=True)),
            summary=first,
            counts=rest,
            notes=[one_line(note) for note in matrix.notes],
            courses=found,
            states=[(state, STATE[state], sum(state in course.ever for course in found)) for state in states],
            kinds=DOCUMENT_KIND,
            one_line=one_line,
            date_words=date_words,
            title=title,
        )
    )


def courses(shown: Iterable[Line]) -> list[Course]:
    """The rows of a matrix, ready for the template."""
    return [
        Course(
            f"row-{line.number}",
            line,
            one_line(line.last.span.text),
            tuple(ever(line)),
            tuple(Stop(f"row-{line.number}-{c.column + 1}", c, STATE[c.state], tuple(remarks(c)), _runs(c)) for c in line.cells),
        )
        for line in shown
    ]


def _runs(cell: Cell) -> tuple[Run, ...]:
    """The words of a cell, without marks in the round where they first stand."""
    passage, pair = cell.step.passage, cell.step.pair
    if passage is None:
        return ()
    return tuple(runs(passage.span, differing(pair)[1] if pair else []))
