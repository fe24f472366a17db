"""Comparisons as JSON (contract: `servanda.comparison/1`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TextIO

from servanda.model.comparison import Comparison
from servanda.model.comparison_wire import comparison_json

# As in the readings' JSON: these would steer a terminal, break a line or fail to encode.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def comparison_text(comparison: Comparison, indent: int | None = 2) -> str:
    """One comparison as JSON text; the same comparison gives the same characters."""
    text = json.dumps(comparison_json(comparison), ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write_comparison_json(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    """One object, or an array when `many` were asked for, written as they come."""
    for number, comparison in enumerate(comparisons):
        out.write(("[\n" if number == 0 else ",\n") if many else "")
        out.write(comparison_text(comparison))
        out.write("" if many else "\n")
    if many:
        out.write("\n]\n")


def write_comparison_jsonl(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    """One comparison a line (`many` changes nothing here)."""
    for comparison in comparisons:
        out.write(comparison_text(comparison, indent=None) + "\n")
