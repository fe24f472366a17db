"""Words that point from the day of the document: "next summer", "the end of the year", "the third quarter of this year", "today"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from servanda.lexicon.calendar import Calendar
from servanda.model.when import Point, half_end, quarter_end, shift, week_end
from servanda.read.spell import Spell
from servanda.read.spell_patterns import SpellPatterns

_WINTER = 24


def quarters(text: str, region: tuple[int, int], clock: date | None, patterns: SpellPatterns) -> Iterator[Spell]:
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
        yield Spell(match.start(), match.end(), value, counted_from=clock if value else None)


def deictic(text: str, region: tuple[int, int], clock: date | None, patterns: SpellPatterns) -> Iterator[Spell]:
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
        bare = not owner and not weekday
        yield Spell(match.start(), match.end(), value, bare=bare, today=match["today"] is not None, counted_from=clock if value else None)


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
