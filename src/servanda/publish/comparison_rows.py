"""Comparisons as CSV: one row per facet of a pair, per pair without one, and per passage alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from servanda.model.comparison import Comparison, Facet
from servanda.publish.rows import Row, cell

COLUMNS = (
    "mode", "left_source", "right_source", "relation", "left", "left_start", "left_end", "right", "right_start", "right_end", "facet",
    "left_words", "right_words", "about",
)  # fmt: skip


def write_comparison_csv(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    """A header line, then the rows; cells that a spreadsheet would compute are made text (`many` changes nothing here)."""
    writer = csv.DictWriter(out, fieldnames=list(COLUMNS), restval="", lineterminator="\n")
    writer.writeheader()
    for comparison in comparisons:
        for row in _rows(comparison):
            writer.writerow({k: cell(v) for k, v in row.items()})


def _rows(comparison: Comparison) -> Iterator[Row]:
    head: Row = {
        "mode": comparison.mode,
        "left_source": comparison.left.document.source.name,
        "right_source": comparison.right.document.source.name,
    }
    for pair in comparison.pairs:
        a, b = pair.left.span, pair.right.span
        row = head | {"relation": pair.relation, "left": a.text, "left_start": a.start, "left_end": a.end}
        row |= {"right": b.text, "right_start": b.start, "right_end": b.end}
        facets: tuple[Facet | None, ...] = pair.facets or (None,)
        for facet in facets:
            yield (
                row
                if facet is None
                else row
                | {
                    "facet": facet.facet,
                    "left_words": facet.left.text if facet.left else "",
                    "right_words": facet.right.text if facet.right else "",
                }
            )
    for alone in comparison.only_left:
        a = alone.passage.span
        relation = "unsupported" if alone.unsupported else "only left"
        yield head | {"relation": relation, "left": a.text, "left_start": a.start, "left_end": a.end, "about": alone.about or ""}
    for alone in comparison.only_right:
        b = alone.passage.span
        yield head | {"relation": "only right", "right": b.text, "right_start": b.start, "right_end": b.end}
