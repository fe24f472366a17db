"""The formats of a comparison, and of a matrix of rounds, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TextIO

from servanda.model.comparison import Comparison
from servanda.model.matrix import Matrix
from servanda.publish.comparison_json import write_comparison_json, write_comparison_jsonl, write_matrix_json, write_matrix_jsonl
from servanda.publish.comparison_markdown import write_comparison_markdown
from servanda.publish.comparison_rows import write_comparison_csv
from servanda.publish.comparison_table import write_comparison_table
from servanda.publish.matrix_markdown import write_matrix_markdown
from servanda.publish.matrix_rows import write_matrix_csv
from servanda.publish.matrix_table import write_matrix_table
from servanda.publish.writers import FormatOf, formats_of


def _write_comparison_html(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    from servanda.publish.comparison_page import write_comparison_html  # the template library, only for those who ask for a page

    write_comparison_html(comparisons, out, many=many)


def _write_matrix_html(matrices: Iterable[Matrix], out: TextIO, *, many: bool = False) -> None:
    from servanda.publish.matrix_page import write_matrix_html  # as above

    write_matrix_html(matrices, out, many=many)


COMPARISON_FORMATS: Mapping[str, FormatOf[Comparison]] = formats_of(
    table=write_comparison_table,
    json=write_comparison_json,
    jsonl=write_comparison_jsonl,
    csv=write_comparison_csv,
    markdown=write_comparison_markdown,
    html=_write_comparison_html,
)
MATRIX_FORMATS: Mapping[str, FormatOf[Matrix]] = formats_of(
    table=write_matrix_table,
    json=write_matrix_json,
    jsonl=write_matrix_jsonl,
    csv=write_matrix_csv,
    markdown=write_matrix_markdown,
    html=_write_matrix_html,
)
