"""Numbers and dates in a passage, as values that can be held against each other, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from servanda.compare.unit import Unit, stem
from servanda.lexicon.calendar import load_calendar
from servanda.lexicon.comparing import load_comparing
from servanda.model.span import Span

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "bn": 1e9, "bcm": 1e9}
_FRACTIONS = {"half": 0.5, "a quarter": 0.25}
_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
TIME = frozenset({"hours", "days", "weeks", "months", "years"})
_AS_DAYS = {"hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": 30.4, "years": 365.0}
_CURRENCIES = ("$", "€", "£", "¥")
_AFTER = 34  # code points behind a number in which its unit stands
_BOUND = re.compile(r"(?:more than|over|above|at least|no fewer than|no less than|not less than|exceeding|better than)\s+(?:[$€£]\s?)?$")
_CEILING = re.compile(r"(?:less than|fewer than|under|below|at most|up to|no more than|not more than|not exceeding)\s+(?:[$€£]\s?)?$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit ("money", "percent", "years", or the stem of the noun behind it); `bound` is "at least", "at most" or ""."""

    value: float
    unit: str
    span: Span
    bound: str = ""

    @property
    def days(self) -> float | None:
        """A length of time in days."""
        return self.value * _AS_DAYS[self.unit] if self.unit in TIME else None


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is given; `weekday` counts from Monday as 1."""

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def conflicts(self, other: Moment) -> bool:
        """Whether both give a part that is not the same."""
        parts = ((self.year, other.year), (self.month, other.month), (self.day, other.day), (self.weekday, other.weekday))
        return any(a is not None and b is not None and a != b for a, b in parts)

    def shares(self, other: Moment) -> bool:
        """Whether both give some part."""
        parts = ((self.year, other.year), (self.month, other.month), (self.day, other.day), (self.weekday, other.weekday))
        return any(a is not None and b is not None for a, b in parts)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    calendar = load_calendar()
    months = "|".join(sorted(calendar.months, key=len, reverse=True))
    days = "|".join(calendar.weekdays)
    small = "|".join(sorted(calendar.cardinals, key=len, reverse=True))
    date = re.compile(
        rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*-\s*\d{{1,2}})?\s+(?:of\s+)?(?P<m1>{months})\b\.?(?:,?\s+(?P<y1>[12]\d{{3}})\b)?"
        rf"|\b(?P<m2>{months})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>[12]\d{{3}})\b)?"
        rf"|\b(?P<m3>{months})\b,?\s+(?P<y3>[12]\d{{3}})\b"
        rf"|(?<=in )(?P<m4>{months})\b|(?<=by )(?P<m5>{months})\b|(?<=until )(?P<m6>{months})\b"
        rf"|(?<![\d$€£,.])(?P<y4>1[6-9]\d\d|20\d\d)(?!\d|,\d|\.\d|\s?%|\s(?:troops|tons|soldiers|people|men))"
        rf"|\b(?P<w>{days})\b"
    )
    number = re.compile(
        rf"(?P<digits>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|\b(?P<words>(?:{small}|hundred|thousand|half|dozen)"
        rf"(?:(?:[\s-]|\sand\s)(?:{small}|hundred|thousand))*)\b|\b(?P<times>once|twice|thrice)\b(?=\s(?:a|an|every|each|per))"
    )
    scale = re.compile(r"\s*-?\s*(?:an?\s+)?(hundred|thousand|million|billion|trillion|dozen|bn|bcm)\b")
    return date, number, scale


def moments(unit: Unit, start: int | None = None, end: int | None = None) -> list[Moment]:
    """The dates between two places of the document (default: in the unit's span)."""
    calendar, base = load_calendar(), unit.sentence.start
    first, last = (unit.span.start if start is None else start) - base, (unit.span.end if end is None else end) - base
    found = []
    for m in _patterns()[0].finditer(unit.folded, max(first, 0), last):
        part = {k: v for k, v in m.groupdict().items() if v}
        month = next((calendar.months[v] for k, v in part.items() if k[0] == "m"), None)
        year = next((int(v) for k, v in part.items() if k[0] == "y"), None)
        day = next((int(v) for k, v in part.items() if k[0] == "d"), None)
        if "d1" in part and "-" in m.group():  # "7-8 March": no single day
            day = None
        weekday = calendar.weekdays.get(part.get("w", ""))
        found.append(Moment(unit.at(base + m.start(), base + m.end()), year, month, day, weekday))
    return found


_RATES = (
    (re.compile(r"\b(once|twice|thrice|(?:\w+)\s+times|one time)\s+(?:a|an|each|every|per)\s+(year|month|week|day|twelvemonth)\b"), 1),
    (re.compile(r"\b(?:every|each)\s+(?:(\w+)\s+)?(year|month|week|day|twelvemonth|quarter)s?\b"), -1),
    (re.compile(r"\b(bi-?annual(?:ly)?|semi-?annual(?:ly)?|half-?yearly|quarterly|monthly|weekly|daily|yearly|annual(?:ly)?)\b"), 0),
)
_PER_YEAR = {"year": 1.0, "twelvemonth": 1.0, "quarter": 4.0, "month": 12.0, "week": 52.0, "day": 365.0}
_ADVERBS = {"bi": 2.0, "se": 2.0, "ha": 2.0, "qu": 4.0, "mo": 12.0, "we": 52.0, "da": 365.0, "ye": 1.0, "an": 1.0}
RATE = "times a year"


def rates(unit: Unit) -> list[Quantity]:
    """How often something is to happen, as times a year: "twice a year", "every six months", "quarterly"."""
    found = []
    base, text = unit.sentence.start, unit.folded
    for pattern, form in _RATES:
        for m in pattern.finditer(text, unit.span.start - base, unit.span.end - base):
            if form == 0:
                value: float | None = _ADVERBS[m[1][:2]]
            else:
                count = _TIMES.get(m[1] or "once", load_calendar().number((m[1] or "one").split()[0]))
                value = None if not count else count * _PER_YEAR[m[2]] if form == 1 else _PER_YEAR[m[2]] / count
            if value is not None:
                found.append(Quantity(value, RATE, unit.at(base + m.start(), base + m.end())))
    return found


def quantities(unit: Unit, start: int | None = None, end: int | None = None) -> list[Quantity]:
    """The numbers with their units between two places of the document (default: in the unit's span); dates are none."""
    first, last = unit.span.start if start is None else start, unit.span.end if end is None else end
    if (first, last) not in unit.values:
        unit.values[first, last] = list(_quantities(unit, first, last))
    found: list[Quantity] = unit.values[first, last]
    return found


def _quantities(unit: Unit, start: int, end: int) -> Iterator[Quantity]:
    date, number, scale = _patterns()
    text, base = unit.folded, unit.sentence.start
    first, last = max(start - base, 0), min(end - base, len(text))
    taken = [m.span() for m in date.finditer(text, first, last)]
    for pattern, _ in _RATES:
        taken += [m.span() for m in pattern.finditer(text, first, last)]
    at = first
    while m := number.search(text, at, last):
        at = m.end()
        if any(a < m.end() and m.start() < b for a, b in taken) or _part_of_name(text, m.start(), m.end()):
            continue
        value = _value(m)
        if value is None:
            continue
        stop = m.end()
        scaled = scale.match(text, stop, min(stop + 14, last))
        if scaled:
            value, stop = value * _SCALES[scaled[1]], scaled.end()
            at = stop
        name, far = ("gas", stop) if scaled and scaled[1] == "bcm" else _unit(text, m.start(), stop, last)
        before = text[max(0, m.start() - 24) : m.start()]
        bound = "at least" if _BOUND.search(before) else "at most" if _CEILING.search(before) else ""
        shown = m.start() - (1 if m.start() > first and text[m.start() - 1] in "$€£¥" else 0)
        yield Quantity(value, name, unit.at(base + shown, base + min(max(stop, far), last)), bound)


def _part_of_name(text: str, start: int, end: int) -> bool:
    """Whether a number belongs to a name or is an ordinal: "resolution 1143", "G7", "787X", "2nd"."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    named = re.search(
        r"(?:resolution|resolutions|article|paragraph|order|annex|no\.|chapter|section|phase|round|group of)\s$",
        text[max(0, start - 14) : start],
    )
    return (
        before.isalpha() or (before in "-/" and before != "") or after[:2] in ("st", "nd", "rd", "th") or after[:1].isalpha() or bool(named)
    )


def _value(m: re.Match[str]) -> float | None:
    if m["digits"]:
        return float(m["digits"].replace(",", ""))
    if m["times"]:
        return _TIMES[m["times"]]
    words = m["words"]
    if words in ("half", "dozen"):
        return {"half": 0.5, "dozen": 12.0}[words]
    number = load_calendar().number(words)
    return None if number is None else float(number)


def _unit(text: str, start: int, stop: int, last: int) -> tuple[str, int]:
    """What a number counts, and where the words for it end."""
    near = text[stop : min(stop + _AFTER, last)]
    cut = re.search(r"[,;:()]|\s(?:and|or|to|with|for|by|in|from|on|at|the)\s", near)
    near = near[: cut.start()] if cut else near
    if text[max(0, start - 2) : start].strip()[-1:] in _CURRENCIES:
        return "money", stop
    best = None
    for name, words in load_comparing().units:
        found = words.search(near)
        if found and (best is None or found.start() < best[1]):
            best = (name, found.start(), found.end())
    if best is not None:
        return best[0], stop + best[2]
    noun = re.match(r"\s+(?:of\s+)?((?:[a-z-]+\s+){0,2}[a-z-]+)", near)
    return (stem(noun[1].split()[-1]), stop + noun.end()) if noun else ("", stop)
