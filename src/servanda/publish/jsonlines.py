"""Readings as JSON (contract: `servanda.reading/1`): one object, an array, or one object a line. Written as they come."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TextIO

from servanda.model.reading import Reading
from servanda.model.wire import reading_json

# Valid in JSON, but these would steer a terminal, break a line or fail to encode; \u escapes give the same value when read.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def reading_text(reading: Reading, indent: int | None = 2) -> str:
    """One reading as JSON text; the same reading gives the same characters. `indent` None puts it on one line."""
    text = json.dumps(reading_json(reading), ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write_json(readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
    """One object for one reading, else an array; an array of any length when `many` sources were asked for."""
    items = iter(readings)
    first = next(items, None)
    second = next(items, None) if first is not None else None
    if first is not None and second is None and not many:
        out.write(reading_text(first) + "\n")
        return
    out.write("[")
    separator = "\n"
    for reading in (first, second):
        if reading is not None:
            out.write(separator + reading_text(reading))
            separator = ",\n"
    for reading in items:
        out.write(separator + reading_text(reading))
    out.write("\n]\n" if first is not None else "]\n")


def write_jsonl(readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
    """One reading a line (`many` changes nothing here)."""
    for reading in readings:
        out.write(reading_text(reading, indent=None) + "\n")
