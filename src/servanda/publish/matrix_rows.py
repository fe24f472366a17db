"""A matrix of rounds as CSV: one row per commitment and round, and one more for each further facet that changed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from servanda.model.comparison import Facet
from servanda.model.matrix import Cell, Matrix, lines
from servanda.publish.matrix_words import remarks
from servanda.publish.rows import Row, cell

COLUMNS = (
    "row", "round", "source", "date", "state", "remarks", "words", "start", "end", "from_round", "from_words", "facet", "earlier_words",
    "later_words",
)  # fmt: skip


def write_matrix_csv(matrices: Iterable[Matrix], out: TextIO, *, many: bool = False) -> None:
    """A header line, then the rows; rounds in which a commitment is absent have none (`many` changes nothing here)."""
    writer = csv.DictWriter(out, fieldnames=list(COLUMNS), restval="", lineterminator="\n")
    writer.writeheader()
    for matrix in matrices:
        for line in lines(matrix):
            for each in line.cells:
                if each.state != "absent":
                    writer.writerows({k: cell(v) for k, v in row.items()} for row in _rows(matrix, line.number, each))


def _rows(matrix: Matrix, number: int, each: Cell) -> Iterator[Row]:
    document, step = matrix.rounds[each.column].document, each.step
    row: Row = {"row": number, "round": each.column + 1, "source": document.source.name, "date": document.date or "", "state": each.state}
    row["remarks"] = "; ".join(remarks(each))
    if step.passage is not None:
        span = step.passage.span
        row |= {"words": span.text, "start": span.start, "end": span.end}
    facets: tuple[Facet | None, ...] = (None,)
    if step.pair is not None and step.since is not None:
        row |= {"from_round": step.since + 1, "from_words": step.pair.left.span.text}
        facets = step.pair.facets or facets
    for facet in facets:
        words = (facet.left, facet.right) if facet else (None, None)
        more = {"earlier_words": words[0].text if words[0] else "", "later_words": words[1].text if words[1] else ""}
        yield row | {"facet": facet.facet, **more} if facet else row
