"""The patterns by which dates are found: names of months and numbers, and what may stand beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.calendar import Calendar, load_calendar
from servanda.lexicon.deadlines import any_of
from servanda.read.number_shapes import ordinal_shape

YEAR = r"(?:1[4-9]|20)\d\d"
DASH = r"[-–—]"
_LAST_DAY = 31


@dataclass(frozen=True)
class Grammar:
    """Patterns for months and, searched before or matched behind them and years, what belongs to them."""

    calendar: Calendar
    month: re.Pattern[str]
    day_before: re.Pattern[str]
    day_after: re.Pattern[str]
    year_after: re.Pattern[str]
    period: re.Pattern[str]
    part: re.Pattern[str]
    lead: re.Pattern[str]
    weekday: re.Pattern[str]
    no_year_before: re.Pattern[str]
    no_year_after: re.Pattern[str]


@lru_cache(maxsize=2)
def date_grammar(language: str) -> Grammar:
    """The patterns of one language."""
    cal = load_calendar(language)
    day = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th|d))?(?![\w%]|[.,:]\d)|{ordinal_shape(cal, _LAST_DAY)}\b)"
    to = rf"\s*(?:{DASH}|\bto\b|\band\b|\bor\b|\bthrough\b|&|,|/)\s*(?:the\s+)?"
    number = any_of([*cal.cardinals, cal.hundred, cal.thousand, "and"])
    year_words = rf"(?:{number})(?:[-\s]+(?:{number})){{1,9}}\b"
    names = [form for name in cal.months for form in (name.capitalize(), name.upper())]
    quarter = any_of([w for w, n in cal.ordinals.items() if n < 5])
    fiscal = any_of(cal.fiscal)
    return Grammar(
        calendar=cal,
        month=re.compile(rf"(?<!\w)(?:{any_of(names)})(?!\w)"),
        day_before=re.compile(
            rf"(?<![\w.,/$€£#-])(?P<d>{day})(?:{to}(?P<e>{day}))?(?:\s+days?)?(?:\s+of(?:\s+the\s+month\s+of)?)?[\s,./-]*$", re.IGNORECASE
        ),
        day_after=re.compile(rf"\.?\s*(?:the\s+)?(?P<d>{day})(?:{to}(?P<e>{day})(?!\s*,?\s*(?:{any_of(names)})))?", re.IGNORECASE),
        year_after=re.compile(
            rf"[\s,./-]*(?:of\s+|in\s+)?(?:the\s+year\s+(?:of\s+our\s+Lord\s+)?)?(?:(?P<y>{YEAR})(?![\w%]|,\d{{3}})|(?P<w>{year_words}))",
            re.IGNORECASE,
        ),
        period=re.compile(
            rf"(?:\bQ(?P<q>[1-4])|\bH(?P<h>[12])|\b(?P<o>{quarter}|[1-4](?:st|nd|rd|th))\s+(?P<k>quarter|half)|\b(?P<s>{any_of(list(cal.seasons))})|\b(?P<f>{fiscal}))"
            rf"(?:\s+of|\s*,|\s+in)?(?:\s+(?:the\s+)?(?:calendar\s+year|year|(?P<g>{fiscal})))?(?:\s*[/-]\s*|\s+)$",
            re.IGNORECASE,
        ),
        part=re.compile(
            rf"(?:\bthe\s+)?(?:\b(?:very|first\s+half|second\s+half|latter\s+half|\w+\s+week)\s+(?:of\s+)?|\bweek\s+(?:of|beginning|commencing|starting)\s+|"
            rf"\b(?P<p>{any_of(cal.parts)})(?:\s+in\s+|\s*-\s*|\s+)|\b(?P<n>{any_of(cal.part_nouns)})(?:\s+of\s+|-))(?:the\s+)?(?:month\s+of\s+|year\s+)?$",
            re.IGNORECASE,
        ),
        lead=re.compile(rf"(?<!\w)(?:{any_of(list(cal.month_leads))})\s+$", re.IGNORECASE),
        weekday=re.compile(rf"(?:\b(?:{any_of(list(cal.weekdays))})\s*,?\s+)?(?:\bthe\s+)?$", re.IGNORECASE),
        no_year_before=re.compile(rf"(?<!\w)(?:{any_of(cal.no_year_before)})\.?\s*$"),
        no_year_after=re.compile(rf"\s+(?:{any_of(cal.no_year_after)})\b"),
    )
