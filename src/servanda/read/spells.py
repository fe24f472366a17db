"""Finding time told from the document's day or from an event: "next year", "within 90 days of signature", "before the next summit"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from servanda.lexicon.calendar import Calendar
from servanda.model.deadline import Offset
from servanda.model.when import Point, Unit, WhenError, half_end, quarter_end, shift, week_end
from servanda.read.dates import find_dates
from servanda.read.spell_patterns import SpellPatterns, spell_patterns

_UNITS: dict[str, Unit] = {"hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years"}
_STOP = re.compile(
    r"\s+(?:shall|will|should|must|unless|if|to\s+the\s+effect|in\s+order|and\s+(?:shall|will|to|the|again)|with\s+the|in\s+which|the\s+Parties|which|that|or\s+(?:sooner|earlier))\b|\s+[-–—]\s"
)
_WINTER = 24
_AT_ONCE = ("from", "upon", "immediately upon", "immediately after", "as of", "as from", "on")  # before the act that makes the document


@dataclass(frozen=True, slots=True)
class Spell:
    """Words from `start` to `end` that place something in time.

    `value` is EDTF when the day they count from is known, else `trigger` holds the words for what they wait for; `offset` is the distance.
    `firm`: they bound by themselves ("within"); `bare`: they need no preposition ("next year"); `today`: the very day of the document.
    """

    start: int
    end: int
    value: str | None = None
    trigger: str | None = None
    offset: Offset | None = None
    firm: bool = False
    bare: bool = False
    today: bool = False


def find_spells(text: str, start: int, end: int, clock: date | None, language: str = "en") -> list[Spell]:
    """The spells in `text` from `start` to `end`, in order. `clock` is the day of the document; it gives a value to what counts from it."""
    patterns = spell_patterns(language)
    region = start, end
    found: list[Spell] = []
    pointed: list[Spell] = []
    if patterns.hint.search(text, start, end):
        found += [*_durations(text, region, clock, patterns), *_quarters(text, region, clock, patterns)]
        pointed += _deictic(text, region, clock, patterns)
    pointed += _events(text, region, clock, patterns)
    found.sort(key=lambda s: s.start)
    starts = [s.start for s in found]
    kept = [s for s in pointed if not _meets(found, starts, s.start, s.end)]
    return sorted([*found, *kept], key=lambda s: s.start)


def _meets(spells: list[Spell], starts: list[int], start: int, end: int) -> bool:
    """Whether one of `spells`, sorted by `starts`, shares a code point with `start` to `end`."""
    near = bisect_left(starts, end)
    return any(spell.end > start for spell in spells[max(0, near - 3) : near])


def _durations(text: str, region: tuple[int, int], clock: date | None, patterns: SpellPatterns) -> Iterator[Spell]:
    """Lengths of time with the event they count from, or counted from the document's day."""
    for match in patterns.duration.finditer(text, *region):
        offset = _offset(match, patterns.calendar)
        lead = " ".join((match["lead"] or "").lower().split())
        if offset is None or match["owner"] or text[match.end() : match.end() + 7].lstrip().lower().startswith("notice"):
            continue
        if patterns.backward.search(text, max(region[0], match.start() - (60 if lead == "in" else 12)), match.start()):
            continue
        tail = patterns.tail.match(text, match.end(), region[1])
        rel = " ".join(tail["rel"].lower().split()) if tail else ""
        if tail is not None and (lead or rel not in ("of", "from", "since")) and not (rel == "of" and match["next"]):
            yield _anchored(text, match, tail, offset, (clock, patterns, region[1]))
            continue
        ahead = (match["next"] or "").strip().lower() in ("next", "coming")
        strong = lead not in ("in", "over", "for", "during", "throughout", "after", "up to", "until", "")
        if (match["next"] and not ahead) or not (strong or (lead == "in" and match["n"]) or (ahead and lead)):
            continue
        yield Spell(match.start(), match.end(), _moved(clock, offset), None, offset, firm=strong, bare=True)


def _offset(match: re.Match[str], calendar: Calendar) -> Offset | None:
    """The length that a duration gives; None for working days, which nobody can count without a calendar, and for vague ones."""
    if (match["kind"] or "").lower() in ("working", "business", "fiscal"):
        return None
    words = match["m"] or match["n"]
    if words is None:
        return (
            Offset(10 if match["u"] == "decade" else 1, "years" if match["u"] == "decade" else _UNITS[match["u"].lower()])
            if match["next"] and not match["s"] and match["u"].lower() in (*_UNITS, "decade")
            else None
        )
    if not match["s"] and "-" in match.group()[match.end("n") - match.start() : match.start("u") - match.start()]:
        return None  # "a five-year plan"
    count = 1 if words.lower() in ("a", "an") else calendar.number(words)
    unit = match["u"].lower()
    if not count:
        return None
    if unit in ("decade", "fortnight"):
        return Offset(count * 10, "years") if unit == "decade" else Offset(count * 2, "weeks")
    return Offset(count, _UNITS[unit])


def _moved(clock: date | None, offset: Offset, back: int = 0) -> str | None:
    """The day at an offset from the clock, `back` days earlier."""
    try:
        return shift(offset.after(clock), -back, "days").isoformat() if clock else None
    except WhenError:
        return None


def _anchored(
    text: str, match: re.Match[str], tail: re.Match[str], offset: Offset, context: tuple[date | None, SpellPatterns, int]
) -> Spell:
    """A duration that counts from something: a date, the document itself, or an event."""
    clock, patterns, limit = context
    rel = tail["rel"].lower()
    if rel.startswith(("before", "prior", "preceding")):
        offset = Offset(-offset.count, offset.unit)
    lead = (match["lead"] or "").lower()
    firm = lead not in ("for", "in", "over", "during", "after", "")
    begins = rel.startswith(("beginning", "starting", "commencing"))
    reach = min(tail.start("t") + 80, limit) if begins else min(tail.end("t") + 24, limit)
    own = patterns.own.match(text, tail.start("t"), tail.end("t"))
    if own is not None:
        return Spell(match.start(), own.end(), _moved(clock, offset), None if clock else own.group(), offset, firm, True)
    dates = [d for d in find_dates(text, tail.start("t"), reach, clock) if begins or d.start < tail.end("t")]
    if dates and (dates[0].start - tail.start("t") < 12 or begins):
        day = date.fromisoformat(dates[0].value) if dates[0].form == "day" and dates[0].value else None
        return Spell(
            match.start(),
            dates[0].end,
            _moved(day, offset, back=int(begins)),
            None if day else text[dates[0].start : dates[0].end],
            offset,
            firm,
            True,
        )
    end = _cut(text, tail.start("t"), tail.end("t"))
    return Spell(match.start(), end, None, text[tail.start("t") : end], offset, firm, True)


def _cut(text: str, start: int, end: int) -> int:
    """Where the words of a trigger end: before the next verb or clause."""
    stop = _STOP.search(text, start, end)
    end = stop.start() if stop else end
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _quarters(text: str, region: tuple[int, int], clock: date | None, patterns: SpellPatterns) -> Iterator[Spell]:
    """Quarters and halves of this or the next year."""
    for match in patterns.quarter.finditer(text, *region):
        value = None
        if clock is not None and clock.year < 9999:
            year = clock.year + (match["which"].lower() in ("next", "the coming"))
            order = match["q"] or {"last": "4" if match["k"].lower() == "quarter" else "2"}.get(match["o"].lower(), match["o"])
            number = patterns.calendar.ordinal(order) or 4
            value = (
                quarter_end(year, number) if match["q"] or match["k"].lower() == "quarter" else half_end(year, min(number, 2))
            ).isoformat()
        yield Spell(match.start(), match.end(), value)


def _deictic(text: str, region: tuple[int, int], clock: date | None, patterns: SpellPatterns) -> Iterator[Spell]:
    """Words that point from the document's day: "today", "next summer", "the end of the year", "this coming week"."""
    for match in patterns.deictic.finditer(text, *region):
        which = " ".join((match["which"] or "").lower().split())
        if match["today"] is None and match["mid"] is None:
            bare_end = match["end"] is not None and match["unit"].lower().startswith("year")
            named = match["unit"].lower() in patterns.calendar.weekdays
            if (
                not which
                and not bare_end
                and not named
                and not ((match["part"] or "").lower().startswith(("end", "the end")) and match["unit"].lower() == "year")
            ):
                continue
            if which in ("the", "calendar") and not match["part"] and not bare_end:
                continue
            if match["unit"].lower() == "years" or which in ("last", "this past") or (match["part"] or "").lower().startswith("earlier"):
                continue
        value = _pointed(match, which, clock, patterns.calendar) if clock else None
        if value is None and clock is not None:
            continue
        owner = text[match.end() : match.end() + 2] in ("’s", "'s")
        weekday = match["unit"] is not None and match["unit"].lower() in patterns.calendar.weekdays and not which
        yield Spell(match.start(), match.end(), value, bare=not owner and not weekday, today=match["today"] is not None)


def _pointed(match: re.Match[str], which: str, clock: date, calendar: Calendar) -> str | None:
    """The EDTF value of a deictic match; None where the words leave it open."""
    try:
        if match["today"]:
            return shift(clock, int(match["today"].lower() == "tomorrow"), "days").isoformat()
        if match["mid"]:
            return str(Point(clock.year - clock.year % 100 + 50)) if clock.year % 100 < 50 else None
        following = which in ("next", "the next", "the coming") or (which == "this coming" and match["unit"].lower() == "year")
        unit = match["unit"].lower()
        if unit in calendar.weekdays:
            ahead = (calendar.weekdays[unit] - clock.isoweekday()) % 7
            return shift(
                clock,
                ahead
                + (
                    7
                    if which == "next" and ahead and calendar.weekdays[unit] > clock.isoweekday()
                    else 0
                    if ahead or which != "next"
                    else 7
                ),
                "days",
            ).isoformat()
        if unit in calendar.seasons:
            return _season(calendar.seasons[unit], following, clock)
        if unit in calendar.months:
            month = calendar.months[unit]
            return str(Point(clock.year + (month <= clock.month if following else 0), month))
        half = re.search(r"first|second|latter", (match["part"] or "").lower())
        return _unit(unit, following, clock, half.group() if half else "")
    except ValueError:
        return None  # beyond the calendar


def _unit(unit: str, following: bool, clock: date, half: str) -> str | None:
    """This or the next week, month, quarter, year, decade or century, or half of the year."""
    if unit == "year":
        return half_end(clock.year + following, 1 if half == "first" else 2).isoformat() if half else str(Point(clock.year + following))
    if unit in ("week", "weekend"):
        return shift(week_end(clock), 7 * following, "days").isoformat()
    if unit == "month":
        day = shift(date(clock.year, clock.month, 1), int(following), "months")
        return str(Point(day.year, day.month))
    if unit == "quarter":
        day = shift(clock, 3 * following, "months")
        return quarter_end(day.year, (day.month + 2) // 3).isoformat()
    if unit == "decade":
        return str(Point(clock.year - clock.year % 10 + 10 * following, years=10))
    return str(Point(clock.year - clock.year % 100 + 100 * following, years=100))


def _season(season: int, following: bool, clock: date) -> str | None:
    """This or the next season of a name; None when "next" may be the one still ahead this year or that of the year after."""
    year = clock.year - (season == _WINTER and clock.month <= 2)
    first, last = Point(year, season).bounds()
    if not following:
        return str(Point(year, season))
    return str(Point(year + 1, season)) if clock >= first or clock > last else None


def _events(text: str, region: tuple[int, int], clock: date | None, patterns: SpellPatterns) -> Iterator[Spell]:
    """Acts and events to come that a deadline waits for."""
    for match in patterns.event.finditer(text, *region):
        own = patterns.own.match(text, match.start("t"), region[1])
        if own is not None and " ".join(match["lead"].lower().split()) in _AT_ONCE:
            yield Spell(match.start(), own.end(), clock.isoformat() if clock else None, None if clock else own.group(), None, False, True)
        elif own is None:
            end = _cut(text, match.start("t"), match.end("t"))
            if match["plain"] and match["lead"].lower() in ("by", "at", "on", "during"):
                continue  # "by signing onto"
            yield Spell(match.start(), end, None, text[match.start("t") : end], None, False, True)
