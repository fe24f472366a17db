"""A text cut into the blocks a page shows one below the other: paragraphs, list items, headings. Nothing is dropped but white space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.model.span import Span

_BLANK = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")
_ITEM = re.compile(r"(?:[-–—•·▪◦*]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+\S")
_WRAPPED = range(45, 111)  # code points in a line that a typist or a PDF broke, rather than an author


@dataclass(frozen=True, slots=True)
class Block:
    """Code points `start` to `end` of a text, and how they are set."""

    start: int
    end: int
    item: bool = False
    heading: bool = False


def blocks(text: str, heading: Span | None = None) -> Iterator[Block]:
    """The blocks of `text` in order: lines, or paragraphs where lines are wrapped; `heading` marks the block it stands in as such."""
    start = 0
    for gap in (*_BLANK.finditer(text), None):
        end = len(text) if gap is None else gap.start()
        for first, last in _lines(text, start, end):
            titled = heading is not None and first <= heading.start < last
            yield Block(first, last, item=_ITEM.match(text, first, last) is not None, heading=titled)
        start = end if gap is None else gap.end()


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines between two blank ones, without the white space at either side; one stretch if they are wrapped."""
    lines = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        words = line.strip()
        if words:
            first = at + line.index(words)
            lines.append((first, first + len(words)))
        at += len(line)
    if len(lines) > 2 and all(last - first in _WRAPPED for first, last in lines[:-1]) and not _lists(text, lines):
        yield lines[0][0], lines[-1][1]
    else:
        yield from lines


def _lists(text: str, lines: list[tuple[int, int]]) -> bool:
    return any(_ITEM.match(text, first, last) for first, last in lines[1:])
