"""The formats of a comparison by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, TextIO

from servanda.model.comparison import Comparison
from servanda.publish.comparison_json import write_comparison_json, write_comparison_jsonl
from servanda.publish.comparison_markdown import write_comparison_markdown
from servanda.publish.comparison_rows import write_comparison_csv
from servanda.publish.comparison_table import write_comparison_table


class ComparisonWriter(Protocol):
    """Writes comparisons to an open text stream; `many` says that several were asked for: JSON is an array then."""

    def __call__(self, comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
        """Write `comparisons` to `out`."""


@dataclass(frozen=True, slots=True)
class ComparisonFormat:
    """How one format is written, and the suffix of its files."""

    suffix: str
    write: ComparisonWriter


def _write_html(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    from servanda.publish.comparison_page import write_comparison_html  # the template library, only for those who ask for a page

    write_comparison_html(comparisons, out, many=many)


COMPARISON_FORMATS: Mapping[str, ComparisonFormat] = MappingProxyType(
    {
        "table": ComparisonFormat(".table.txt", write_comparison_table),
        "json": ComparisonFormat(".json", write_comparison_json),
        "jsonl": ComparisonFormat(".jsonl", write_comparison_jsonl),
        "csv": ComparisonFormat(".csv", write_comparison_csv),
        "markdown": ComparisonFormat(".md", write_comparison_markdown),
        "html": ComparisonFormat(".html", _write_html),
    }
)
