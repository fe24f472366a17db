"""How a report is laid out: headline, sentences, captions; bylines, outlets and boilerplate left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from servanda.lexicon.reporting import load_reporting
from servanda.model.segments import Segment

Role = Literal["headline", "sentence", "caption"]

_ENDS = re.compile(r"[.!?:;][\"')\]]*$|[\"]$")
_CREDIT = re.compile(
    r"(?:REUTERS|AP|AFP|EPA|Getty(?: Images)?|Photo(?:graph)?|Image|Credit|Picture)\b[ :/][^.]{0,60}$"
    r"|.{0,60}/(?:Pool|Reuters|AFP|Getty Images|AP)$"
)
_MASTHEAD = re.compile(
    r"(?i)\b(?:(?:19|20)\d\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday|correspondent|bulletin|gazette|ledger|weekly|daily|news|mail|post|wire|review|times|radio)\b"
    r"|\||^\(|^by\b| / "
)
_OUTLET = re.compile(r"\(([A-Z][^()]{1,60})\)(?:\s*\([A-Z][^()]{1,60}\))*[\s.]*$")
_TAIL = re.compile(r"\s(?:-{1,2}|\|)\s")
_HEAD_LINES = 8
_LONGEST_HEAD, _LONGEST = 300, 3_000  # code points; what is longer is no headline, no sentence


@dataclass(frozen=True, slots=True)
class Piece:
    """A headline, sentence or caption of a report at `start` to `end`, in paragraph number `paragraph`.

    `outlet` is named in brackets behind its item.
    """

    start: int
    end: int
    role: Role
    paragraph: int
    outlet: tuple[int, int] | None = None


_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))


def plain(folded: str) -> str:
    """A folded text with every kind of double quotation mark made plain, code point for code point."""
    return folded.translate(_QUOTES)


def paragraphs(parts: Sequence[Segment]) -> list[list[Segment]]:
    """The segments of a text, gathered by the line that they stand on."""
    found: list[list[Segment]] = []
    for part in parts:
        if part.line_start or not found:
            found.append([])
        found[-1].append(part)
    return found


def lay_out(folded: str, parts: Sequence[Segment]) -> list[Piece]:
    """The pieces of a report that can hold claims, in order."""
    found: list[Piece] = []
    body = False
    for number, lines in enumerate(paragraphs(parts)):
        first = folded[lines[0].start : lines[0].end]
        alone = len(lines) == 1 and not _ENDS.search(first)
        if not body and number < _HEAD_LINES and len(first) < _LONGEST_HEAD and (alone or (number == 0 and len(lines) == 1)):
            found += _head(folded, lines[0], number, bool(found))
            continue
        body = body or not alone
        found += _paragraph(folded, lines, number)
    return found


def _head(folded: str, line: Segment, number: int, named: bool) -> Iterator[Piece]:
    """The headline, if this line above the text is one: the first, or one below it that is no masthead."""
    start, end = _unprefixed(folded, line.start, line.end)
    tail = [m for m in _TAIL.finditer(folded, start, end) if len(folded[start : m.start()].split()) >= 4]
    words = folded[start:end]
    masthead = number > 0 and (_MASTHEAD.search(words) is not None or not named)
    if masthead or len(words.split()) < 3 or _skipped(words) or words.endswith("?"):
        return
    yield Piece(start, tail[0].start() if tail else end, "headline", number)


def _paragraph(folded: str, lines: Sequence[Segment], number: int) -> Iterator[Piece]:
    """The sentences of a paragraph."""
    last = folded[lines[-1].start : lines[-1].end]
    caption = len(lines) > 1 and len(lines) < 4 and _CREDIT.match(last) is not None
    named = _OUTLET.search(folded, lines[-1].start, lines[-1].end)
    outlet = named.span(1) if named is not None else None
    for line in lines:
        end = min(line.end, named.start()) if named is not None else line.end
        start, end = _unprefixed(folded, line.marker_end if line.item else line.start, end)
        if end - start > _LONGEST:
            continue
        words = folded[start:end].strip()
        if len(words.split()) < 3 or _skipped(words) or words.endswith("?") or (caption and line is lines[-1]):
            continue
        yield Piece(start, end, "caption" if caption else "sentence", number, outlet)


def _skipped(words: str) -> bool:
    return any(entry.pattern.search(words) for entry in load_reporting().boilerplate)


def _unprefixed(folded: str, start: int, end: int) -> tuple[int, int]:
    """What stands behind place and wire, the name of who speaks in a broadcast, or the time in a live blog."""
    for _ in range(2):
        for entry in load_reporting().prefixes:
            match = entry.pattern.match(folded, start, end)
            if match is not None:
                start = match.end()
                break
        else:
            break
    return start, end
