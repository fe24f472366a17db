"""Lines of a printed page made into paragraphs: by gaps, indents and short last lines; hyphenated words made whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_ITEM = re.compile(r"(?:[-–—•·▪●○◦‣*\uf0a7\uf0b7]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s|(?:Article|ARTICLE)\s+[\dIVX]")
_COMPOUND = re.compile(r"(?:^|\W)(?:non|self|well|co|cross|counter|cyber|high|low|long|short|anti|multi|post|pre|vice|inter|so)-$", re.I)
_STOPS = '.!?:;”")'
_HYPHENS = "-\xad\u2010"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words, left and right edge, base line and font size in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


def paragraphs(lines: list[Line], words: frozenset[str], spacing: float) -> list[str]:
    """The paragraphs of one page; `words`, in lower case, tell whether a hyphen at a line's end belongs to its word."""
    if not lines:
        return []
    edge = _right_edge(lines)
    found = [lines[0].text]
    for above, below in pairwise(lines):
        if _parted(above, below, spacing, edge):
            found.append(below.text)
        else:
            found[-1] = _glued(found[-1], below.text, words)
    return [paragraph.replace("\xad", "-") if paragraph.endswith("\xad") else paragraph.replace("\xad", "") for paragraph in found]


def usual_spacing(pages: list[list[Line]]) -> float:
    """The distance between the base lines of running text, in font sizes; 0 when there is nothing to tell it by."""
    steps = sorted(
        (above.base - below.base) / below.size
        for page in pages
        for above, below in pairwise(page)
        if below.size > 0 and 0.5 < (above.base - below.base) / below.size < 4
    )
    return steps[len(steps) // 3] if steps else 0.0


def _right_edge(lines: list[Line]) -> float:
    """How far lines usually reach."""
    reach = sorted(line.right for line in lines)
    return reach[len(reach) * 3 // 4]


def _parted(above: Line, below: Line, spacing: float, edge: float) -> bool:
    """Whether `below` begins a paragraph."""
    step = above.base - below.base
    if abs(step) < 0.3 * max(above.size, 1.0):
        return False  # the same line, in two runs
    if step < 0:
        return above.text[-1] in _STOPS  # the next column
    if _ITEM.match(below.text) or abs(above.size - below.size) > 1.0:
        return True
    if spacing and step > 1.3 * spacing * below.size:
        return True
    stopped = above.text[-1] in _STOPS
    if below.left - above.left > 0.8 * below.size and stopped:
        return True  # an indent
    short = edge - above.right > 0.15 * max(edge - above.left, 1.0)
    return short and (stopped or not below.text[0].islower())


def _glued(above: str, below: str, words: frozenset[str]) -> str:
    """Two lines as one; a word cut by a hyphen is made whole unless the hyphen is its own."""
    if above[-1] not in _HYPHENS or not below[0].islower() or len(above) < 2 or not above[-2].isalpha():
        return f"{above} {below}"
    head, tail = above[:-1].split()[-1].lower(), below.split()[0].lower()
    own = f"{head}-{tail}" in words or (head + tail not in words and _COMPOUND.search(f"{above[:-1]}-") is not None)
    return f"{above[:-1]}-{below}" if own else above[:-1] + below
