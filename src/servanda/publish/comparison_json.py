"""Comparisons as JSON (contract: `servanda.comparison/1`), and matrices of rounds (`servanda.matrix/1`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from servanda.model.comparison import Comparison
from servanda.model.comparison_wire import comparison_json
from servanda.model.matrix import Matrix
from servanda.model.matrix_wire import matrix_json
from servanda.publish.jsonlines import write_lines, write_objects


def write_comparison_json(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    """One object, or an array when there are or were asked for `many`."""
    write_objects(map(comparison_json, comparisons), out, many=many)


def write_comparison_jsonl(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    """One comparison a line (`many` changes nothing here)."""
    write_lines(map(comparison_json, comparisons), out)


def write_matrix_json(matrices: Iterable[Matrix], out: TextIO, *, many: bool = False) -> None:
    """One object, or an array when there are or were asked for `many`."""
    write_objects(map(matrix_json, matrices), out, many=many)


def write_matrix_jsonl(matrices: Iterable[Matrix], out: TextIO, *, many: bool = False) -> None:
    """One matrix a line (`many` changes nothing here)."""
    write_lines(map(matrix_json, matrices), out)
