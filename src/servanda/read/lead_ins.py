"""Lists by their lines: the line with a colon that opens the list an item stands in."""

from __future__ import annotations

import re

MARKER = re.compile(r"\s*(?:[-–—•·*▪●○◦]|\(?\d{1,2}[.)]|\(?[a-z]{1,4}\)|[a-z]\.)\s+")
_INLINE = re.compile(r"\((?:i{1,3}|iv|v|a|b|1|2)\)\s")
_REACH = 6000  # code points that an item may stand behind the line that opens its list


def lead_in(text: str, position: int) -> tuple[int, int] | None:
    """The code points of the sentence that opens the list whose item holds `position`, without its colon; None outside lists."""
    line = text.rfind("\n", 0, position) + 1
    if not _item(text, line):
        return None
    colon = _opener(text, line)
    if colon is None:
        return None
    return max(text.rfind("\n", 0, colon), text.rfind(". ", 0, colon)) + 1, colon


def _opener(text: str, line: int) -> int | None:
    """The colon that ends the line before the list of `line`, if only lines of the list stand between."""
    floor = max(0, line - _REACH)
    kind = _kind(text, line)
    while line > floor:
        end = line - 1
        line = text.rfind("\n", 0, end) + 1
        body = text[line:end].rstrip()
        if body.endswith(":"):
            return line + len(body) - 1 if not kind or _kind(text, line) != kind else None
        if body and not _item(text, line):
            return None
    return None


def _kind(text: str, line: int) -> str:
    """What marks the line as an item: its marker with letters and digits made alike, or nothing."""
    marker = MARKER.match(text, line)
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", marker.group().strip())) if marker else ""


def _item(text: str, line: int) -> bool:
    """Whether a line is one of a list: marked, numbered inside, or closed by a semicolon."""
    end = text.find("\n", line)
    body = text[line : end if end >= 0 else len(text)]
    return MARKER.match(body) is not None or body.rstrip().endswith((";", "; and")) or _INLINE.search(body) is not None
