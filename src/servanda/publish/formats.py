"""The output formats of readings by name. The command line looks up here and knows nothing else of publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TextIO

from servanda.model.reading import Reading
from servanda.publish.jsonlines import write_json, write_jsonl
from servanda.publish.markdown import write_markdown
from servanda.publish.rows import write_csv
from servanda.publish.table import write_table
from servanda.publish.writers import FormatOf, formats_of

Format = FormatOf[Reading]


def _write_html(readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
    from servanda.publish.page import write_html  # the template library is loaded only for those who ask for a page

    write_html(readings, out, many=many)


FORMATS: Mapping[str, Format] = formats_of(
    table=write_table, json=write_json, jsonl=write_jsonl, csv=write_csv, markdown=write_markdown, html=_write_html
)
