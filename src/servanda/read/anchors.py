"""What a length of time counts from: a date, the document itself, this meeting, or an act or event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from servanda.model.deadline import Trigger
from servanda.read.dates import find_dates
from servanda.read.spell_patterns import SpellPatterns
from servanda.read.triggers import own_trigger, trigger_at

_NEAR = 12  # code points behind the start of an anchor ("the date of") within which a date is the anchor
_VERB = r"shall|will|should|must|unless|if|to\s+the\s+effect|in\s+order|with\s+the"
_STOP = re.compile(
    rf"\s+(?:{_VERB}|and\s+(?:shall|will|to|the|again)|in\s+which|the\s+Parties|which|that|or\s+(?:sooner|earlier))\b|\s+[-–—]\s"
)
_WHEN = re.compile(r"(?:the\s+)?(?:date|day|moment|time)\s+(?:(?:on|at|from|by)\s+which|that|when)\s", re.IGNORECASE)
_NAMED = re.compile(r"\s+[A-Z]")
_STOP_CLAUSE = re.compile(rf"\s+(?:{_VERB})\b|\s+[-–—]\s")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a length counts from: words that end at `end`, and the day, where the text or the document gives it."""

    end: int
    trigger: Trigger
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where anchors are looked for: the day of the document, the patterns, and the code point that nothing reaches beyond."""

    clock: date | None
    patterns: SpellPatterns
    limit: int


def anchor_at(text: str, tail: re.Match[str], begins: bool, setting: Setting) -> Anchor:
    """The anchor in group `t` of `tail`; `begins`: behind "beginning on", where a date may stand further off."""
    start, end = tail.span("t")
    own = setting.patterns.own.match(text, start, end)
    if own is not None:
        return Anchor(own.end(), own_trigger(text, start, own.end()), setting.clock)
    reach = min(start + 80, setting.limit) if begins else min(end + 24, setting.limit)
    dates = [d for d in find_dates(text, start, reach, setting.clock) if begins or d.start < end]
    first = dates[0] if dates else None
    named = first is not None and first.form == "year" and _NAMED.match(text, first.end, end)  # "the 2033 Rivers Conference"
    if first is not None and not named and (first.start - start < _NEAR or begins):
        day = date.fromisoformat(first.value) if first.form == "day" and first.value else None
        return Anchor(first.end, trigger_at(text, first.start, first.end, "date"), day)
    end = cut(text, start, end)
    return Anchor(end, trigger_at(text, start, end))


def cut(text: str, start: int, end: int) -> int:
    """Where the words of a trigger end: before the next verb or clause."""
    when = _WHEN.match(text, start, end)  # "the date on which both Parties have notified each other"
    stop = _STOP_CLAUSE.search(text, when.end(), end) if when else _STOP.search(text, start, end)
    end = stop.start() if stop else end
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
