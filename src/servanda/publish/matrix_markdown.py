"""A matrix of rounds as a Markdown memo: the table, then the course of every commitment with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from servanda.model.matrix import Cell, Line, Matrix, lines
from servanda.publish.comparison_markdown import facet_line
from servanda.publish.markdown import escaped
from servanda.publish.matrix_words import STATE, counted, heading, remarks, round_names
from servanda.publish.words import date_words, title


def write_matrix_markdown(matrices: Iterable[Matrix], out: TextIO, *, many: bool = False) -> None:
    """One memo a matrix, separated by rules (`many` changes nothing here)."""
    for number, matrix in enumerate(matrices):
        out.write("\n---\n\n" if number else "")
        for line in matrix_memo(matrix):
            out.write(line + "\n")


def matrix_memo(matrix: Matrix) -> Iterator[str]:
    """The lines of one matrix's memo."""
    shown, names = lines(matrix), round_names(matrix)
    yield from (f"# {heading(matrix)}", "")
    for name, reading in zip(names, matrix.rounds, strict=True):
        document = reading.document
        when = f", {escaped(date_words(document.date))}" if document.date else ""
        yield f"- **{name}**: {escaped(title(document))}{when} ({escaped(document.source.name)}, {escaped(document.source.id)})"
    yield ""
    yield from (f"- {sentence}" for sentence in counted(matrix, shown))
    for note in matrix.notes:
        yield from ("", f"**{escaped(note)}**")
    if not shown:
        return
    yield from ("", f"| | Commitment, as it last stood | {' | '.join(names)} |", f"|---:|---|{'---|' * len(names)}")
    for line in shown:
        yield f"| {line.number} | {escaped(line.last.span.text)} | {' | '.join(_state(cell) for cell in line.cells)} |"
    yield from ("", "## Commitment by commitment")
    for line in shown:
        yield from _course(line, names)


def _state(cell: Cell) -> str:
    return ", ".join([STATE[cell.state], *remarks(cell)])


def _course(line: Line, names: Sequence[str]) -> Iterator[str]:
    yield from ("", f"### {line.number}", "")
    for cell in line.cells:
        passage, pair = cell.step.passage, cell.step.pair
        if cell.state != "absent":
            yield f"- **{names[cell.column]}**, {_state(cell)}" + (f": “{escaped(passage.span.text)}”" if passage else "")
        for facet in pair.facets if pair else ():
            yield f"  - {facet_line(facet)}"
