"""The output formats by name. The command line looks up here and knows nothing else of publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, TextIO

from servanda.model.reading import Reading
from servanda.publish.jsonlines import write_json, write_jsonl
from servanda.publish.markdown import write_markdown
from servanda.publish.rows import write_csv
from servanda.publish.table import write_table


class Writer(Protocol):
    """Writes readings to an open text stream, one at a time where the format allows.

    `many` says that several sources were asked for, even if fewer could be read: JSON is an array then.
    """

    def __call__(self, readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
        """Write `readings` to `out`."""


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is written, the suffix of its files, and whether readings are written as they come or held until the last."""

    suffix: str
    write: Writer
    streams: bool = True


def _write_html(readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
    from servanda.publish.page import write_html  # the template library is loaded only for those who ask for a page

    write_html(readings, out, many=many)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "table": Format(".table.txt", write_table),
        "json": Format(".json", write_json),
        "jsonl": Format(".jsonl", write_jsonl),
        "csv": Format(".csv", write_csv),
        "markdown": Format(".md", write_markdown),
        "html": Format(".html", _write_html, streams=False),
    }
)
