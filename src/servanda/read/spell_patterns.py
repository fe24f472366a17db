"""The patterns by which time told from the document's day, or from an event, is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.calendar import Calendar, load_calendar
from servanda.lexicon.deadlines import DeadlineWords, any_of, load_deadline_words
from servanda.lexicon.triggers import load_triggers
from servanda.read.number_shapes import any_ordinal, number_shape

_TARGET = r"(?P<t>[^,;:.()\n\"“”]{2,120})"


@dataclass(frozen=True)
class SpellPatterns:
    """Deictic words, durations with what they count from (`tail`), numbered days (`ordered`), the document's own day (`own`) and events."""

    calendar: Calendar
    deictic: re.Pattern[str]
    quarter: re.Pattern[str]
    duration: re.Pattern[str]
    ordered: re.Pattern[str]
    tail: re.Pattern[str]
    own: re.Pattern[str]
    event: re.Pattern[str]
    backward: re.Pattern[str]
    hint: re.Pattern[str]
    unit: re.Pattern[str]


@lru_cache(maxsize=2)
def spell_patterns(language: str) -> SpellPatterns:
    """The patterns of one language."""
    cal, words = load_calendar(language), load_deadline_words(language)
    flags = re.IGNORECASE
    number = number_shape(cal)
    months = any_of([m for m in cal.months if len(m) > 3 or m == "may"])
    return SpellPatterns(
        calendar=cal,
        deictic=re.compile(
            r"\b(?P<mid>mid-century)\b|"
            r"\b(?:(?P<part>(?:the\s+)?(?:very\s+)?(?:end|beginning|start|close|middle|course|(?:first|second|latter)\s+half)\s+(?:of|in)\s+|"
            r"(?:later|early|late|earlier|mid)[\s-]+(?:in\s+)?))?"
            r"(?:(?P<which>this\s+coming|this|the\s+next|next|the\s+coming|the\s+current|the\s+present|the|last|calendar|this\s+past)\s+)?"
            r"(?:calendar\s+)?"
            rf"(?P<unit>years?|month|week|weekend|quarter|decade|century|{any_of(cal.seasons)}|{any_of(cal.weekdays)}|{months})\b(?P<end>[’']?s?[-\s]end\b)?"
            r"|\b(?P<today>today|tonight|tomorrow|this\s+(?:morning|afternoon|evening))\b",
            flags,
        ),
        quarter=re.compile(
            r"\b(?:the\s+)?(?:(?P<o>first|second|third|fourth|last)\s+(?P<k>quarter|half)|Q(?P<q>[1-4]))\s+of\s+"
            r"(?P<which>this|next|the|the\s+current|the\s+coming)\s+(?:calendar\s+)?year\b",
            flags,
        ),
        duration=re.compile(
            rf"(?:\b(?:(?P<early>{any_of(words.not_before)})|(?P<least>{any_of(words.at_least)})|(?P<lead>within|inside|into|in|over|for|during|throughout|after|up\s+to|until|"
            r"(?:by\s+)?(?:at\s+the\s+latest|no(?:t)?\s+(?:later|more)\s+than|not\s+exceeding)))\s+)?"
            r"(?:the\s+|an?\s+(?=further|another|new|initial|additional|maximum|minimum|total|final|period|term|time))?"
            r"(?:(?:further|another|new|initial|additional|maximum|minimum|total|final)\s+){0,3}(?:(?:period|term|time\s+limit)\s+(?:of|not\s+exceeding)\s+(?:up\s+to\s+)?(?:the\s+)?)?"
            rf"(?P<next>(?:next|coming|following|first|subsequent)\b\s*)?"
            rf"(?:\b(?P<n>{number}|an?)(?:\s*(?:to|or|-|–)\s*(?P<m>{number}))?(?:\s*\(\s*[\w -]{{1,24}}\))?[-\s]+)?"
            r"(?:(?P<kind>calendar|consecutive|working|business|hydrological|full|whole|clear|fiscal)\s+)?(?P<u>hour|day|week|month|year|decade|fortnight)(?P<s>s)?\b(?P<owner>[’'])?",
            flags,
        ),
        ordered=re.compile(_ordered(cal, number) + _TARGET, flags),
        tail=re.compile(
            r"\s*,?\s*(?:to\s+be\s+|as\s+)?"
            r"(?P<rel>(?:of|from|after|following|since)(?!\s+(?:which|whom)\b)|before|prior\s+to|preceding|upon|"
            r"(?:beginning|starting|commencing|counting|counted|running)(?:\s+(?:on|from|at|with|as\s+of|after|in))?)\s+" + _TARGET,
            flags,
        ),
        own=re.compile(_own(words, load_triggers(language).own), flags),
        event=re.compile(_event(words, cal), flags),
        hint=re.compile(
            rf"hour|day|week|month|year|decade|fortnight|quarter|century|anniversary|tonight|tomorrow|this|next|{any_of(cal.seasons)}",
            flags,
        ),
        unit=re.compile(r"(?:hour|day|week|month|year|decade|fortnight)s?\b|\banniversary\b", flags),
        backward=re.compile(rf"\b(?:{any_of(words.not_ahead)})\b", flags),
    )


def _ordered(calendar: Calendar, number: str) -> str:
    """A pattern for a numbered day up to what it counts from."""
    ordinal = any_ordinal(calendar)
    return (
        r"\b(?P<lead>(?:by\s+)?no(?:t)?\s+later\s+than|by|before|prior\s+to|until|within|on|at|upon|from|as\s+of|after)\s+the\s+"
        rf"(?:(?P<years>{ordinal}|{number}(?=[-\s]year))(?:[-\s]year)?\s+anniversary(?:\s+date)?\s+of"
        rf"|(?P<turn>first|last)\s+day\s+of\s+the\s+(?:(?P<month>{ordinal})\s+)?(?:calendar\s+)?month\s+(?:next\s+)?(?:following|after)"
        rf"(?:\s+(?:the\s+)?(?:expiry|expiration|end|lapse)\s+of\s+(?:a|the)\s+period\s+of\s+(?P<period>{number})\s+months?\s+(?:after|following|from))?"
        rf"|(?P<day>{ordinal})\s+(?:(?P<kind>calendar|consecutive|working|business)\s+)?day\s+(?P<rel>after|(?:next\s+)?following|from|before|prior\s+to|preceding))"
        r"\s+"
    )


def _own(words: DeadlineWords, meetings: tuple[str, ...]) -> str:
    """A pattern for words that name the document's own day."""
    act, noun = any_of(words.self_acts), any_of(words.self_nouns)
    this = rf"(?:this|the\s+present|the\s+said)\s+(?:\w+\s+)?(?:{noun})"
    meeting = rf"(?:(?:the\s+)?(?:end|close)\s+of\s+)?(?:this|the\s+present|today[’']s)\s+(?:\w+\s+)?(?:{any_of(meetings)})"
    return (
        rf"(?:the\s+)?(?:(?:date|day|moment|time)(?:\s+of)?\s+)?(?:(?:the\s+|its\s+)?(?:{act})\s*(?:(?:of\s+|by\s+[\w\s]{{3,40}}of\s+)?(?:{this}|{meeting}))|(?:the\s+)?(?:{act})(?!\s+(?:of|by)\b)"
        rf"|{this}|{meeting}|hereof|today|now)\b"
    )


def _event(words: DeadlineWords, calendar: Calendar) -> str:
    """A pattern for a preposition and an act or event to come."""
    event, ahead = any_of(words.events), any_of(words.ahead)
    ordinal = any_ordinal(calendar)
    capital = r"(?-i:[A-Z][\w’'&-]*)"
    body = rf"(?:\s+of\s+(?:the\s+)?{capital}(?:\s+(?:(?:of|for|on)\s+)?(?:the\s+)?{capital}){{0,7}})?"
    return (
        rf"\b(?P<lead>{any_of(words.at_event)})\s+(?P<t>(?:the\s+)?(?:(?:date|day|moment|time)\s+of\s+)?(?:(?:the|its|their|our|this|such)\s+)?"
        rf"(?:(?P<act>{any_of(words.acts)})\s+of\s+[^,;:.()\n]{{3,80}}|(?P<plain>{any_of(words.self_acts)}|entry\s+into\s+force|ratification)(?!\w)"
        rf"|(?:(?:{ahead})\s+(?:[\w’'&.-]+\s+){{0,7}}?(?:{event})s?|{ordinal}\s+(?:[\w’'&.-]+\s+){{0,6}}?(?:{event})|COP\s?-?\d\d?)\b{body}))"
    )
