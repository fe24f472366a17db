"""Typing the words for what a deadline waits for: "the last notification", "the 19th Rivers Summit", "this meeting"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.calendar import Calendar, load_calendar
from servanda.lexicon.deadlines import any_of, load_deadline_words
from servanda.lexicon.triggers import TriggerWords, load_triggers
from servanda.model.deadline import Trigger, TriggerKind
from servanda.model.span import Span
from servanda.read.number_shapes import any_ordinal

_DAY_OF = r"(?:(?:the\s+)?(?:date|day|moment|time|start|beginning|opening|end|close|conclusion)\s+of\s+)?"
_WHOSE = r"(?:(?:the|its|their|our|this|such|a)\s+)?"
_WORD = r"[A-Z](?:[\w’'&-]|\.(?=[\w-])|(?<=\.[A-Z])\.)*"  # with the dots of "U.S.-EU", not the one that ends a sentence


@dataclass(frozen=True)
class _Shapes:
    """Patterns of one language: meetings by number, by "next", by a capital name, and the text's own."""

    words: TriggerWords
    calendar: Calendar
    numbered: re.Pattern[str]
    ahead: re.Pattern[str]
    titled: re.Pattern[str]
    name: re.Pattern[str]
    own: re.Pattern[str]


@lru_cache(maxsize=2)
def _shapes(language: str) -> _Shapes:
    words, calendar, kinds = load_deadline_words(language), load_calendar(language), load_triggers(language)
    event = rf"(?i:{any_of(words.events)})s?"
    rest = rf"(?P<rest>(?:[\w’'&.-]+\s+){{0,7}}?{event}\b.*)"
    return _Shapes(
        words=kinds,
        calendar=calendar,
        numbered=re.compile(
            rf"(?i:{_DAY_OF}{_WHOSE}(?:(?:{any_of(words.ahead)})\s+)?)(?:(?P<n>(?i:{any_ordinal(calendar)}))\s+{rest}|(?P<cop>COP)\s?-?(?P<c>\d{{1,2}})\b)",
            re.DOTALL,
        ),
        ahead=re.compile(rf"(?i:{_DAY_OF}{_WHOSE}(?:{any_of(words.ahead)}))\s+{rest}", re.DOTALL),
        titled=re.compile(rf"(?i:{_DAY_OF}{_WHOSE})(?P<rest>(?:(?:[12]\d{{3}}|{_WORD})\s+){{1,6}}?{event}\b.*)", re.DOTALL),
        name=re.compile(rf"(?:{_WORD})(?:\s+(?:(?:of|for|on|to)\s+)?(?:the\s+)?(?:{_WORD})|\s+{event}\b)*"),
        own=re.compile(rf"\b(?:this|the\s+present|today[’']s)\s+(?:\w+\s+)?(?:{any_of(kinds.own)})\b", re.IGNORECASE),
    )


_BARE = re.compile(r"(?:High\s+)?(?:Contracting\s+)?(?:Parties|Sides|Participants|Governments|Ministers|Leaders|Heads|Members|States)\b")


def trigger_at(text: str, start: int, end: int, kind: TriggerKind | None = None, language: str = "en") -> Trigger:
    """The trigger that the words at code points `start` to `end` name, of a kind that is known or told from the words."""
    span = Span.of(text, start, end)
    if kind is not None:
        return Trigger(kind, span)
    shapes = _shapes(language)
    if numbered := shapes.numbered.match(span.text):
        if numbered["cop"]:
            return Trigger("named_event", span, numbered["cop"], int(numbered["c"]))
        return Trigger("named_event", span, _name(shapes, numbered["rest"]), shapes.calendar.ordinal(numbered["n"]))
    if ahead := shapes.ahead.match(span.text):
        return Trigger("next_round", span, _name(shapes, ahead["rest"]))
    if found := shapes.words.kind_of(span.text):
        return Trigger(found, span)
    if titled := shapes.titled.match(span.text):
        return Trigger("named_event", span, _name(shapes, titled["rest"]))
    return Trigger("other", span)


def own_trigger(text: str, start: int, end: int, language: str = "en") -> Trigger:
    """The trigger in words that give the document's own day: its signature or adoption, this meeting, or the document itself."""
    span = Span.of(text, start, end)
    shapes = _shapes(language)
    if shapes.own.search(span.text):
        return Trigger("meeting", span)
    kind = shapes.words.kind_of(span.text)
    return Trigger(kind if kind in ("signature", "adoption") else "document", span)


def _name(shapes: _Shapes, rest: str) -> str | None:
    """The series that the words behind "the next" or "the 19th" name, if they do."""
    found = shapes.name.search(rest)
    return None if found is None or _BARE.match(found.group()) else found.group()
