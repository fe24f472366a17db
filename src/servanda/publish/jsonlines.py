"""JSON: one object, an array, or one object a line, written as they come. Readings are `servanda.reading/1` (contract)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TextIO

from servanda.model.reading import Reading
from servanda.model.wire import Json, reading_json

# Valid in JSON, but these would steer a terminal, break a line or fail to encode; \u escapes give the same value when read.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def json_text(data: Json, indent: int | None = 2) -> str:
    """An object as JSON text; the same object gives the same characters. `indent` None puts it on one line."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def reading_text(reading: Reading, indent: int | None = 2) -> str:
    """One reading as JSON text."""
    return json_text(reading_json(reading), indent)


def write_objects(objects: Iterable[Json], out: TextIO, *, many: bool = False) -> None:
    """One object for one, else an array; an array of any length when `many` were asked for."""
    items = iter(objects)
    first = next(items, None)
    second = next(items, None) if first is not None else None
    if first is not None and second is None and not many:
        out.write(json_text(first) + "\n")
        return
    out.write("[")
    separator = "\n"
    for each in (first, second):
        if each is not None:
            out.write(separator + json_text(each))
            separator = ",\n"
    for each in items:
        out.write(separator + json_text(each))
    out.write("\n]\n" if first is not None else "]\n")


def write_lines(objects: Iterable[Json], out: TextIO) -> None:
    """One object a line."""
    for each in objects:
        out.write(json_text(each, indent=None) + "\n")


def write_json(readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
    """Readings as one object or an array."""
    write_objects(map(reading_json, readings), out, many=many)


def write_jsonl(readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
    """One reading a line (`many` changes nothing here)."""
    write_lines(map(reading_json, readings), out)
