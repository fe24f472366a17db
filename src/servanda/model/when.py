"""Dates as texts give them: a subset of EDTF (ISO 8601-2:2019), from a day to a century, and intervals.

Read and written: `2024-06-30`, `2024-06`, `2024-22` (seasons 21 to 24, spring to winter), `2024`, `202X`, `20XX`, each with a closing `~`,
`?` or `%` (approximate, uncertain, both), and intervals `2025/2027`, `2025/..`, `../2027`. Quarters and halves of a year are written as
their last day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Granularity = Literal["day", "month", "season", "year", "decade", "century", "interval"]
Unit = Literal["hours", "days", "working days", "weeks", "months", "years"]

_POINT = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)
_FIRST_SEASON = 21
_WINTER = 24
_FRIDAY = 5  # as ISO numbers weekdays


class WhenError(ValueError):
    """Raised when a value is not a date in the subset of EDTF described above; the message names the value."""


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, season, year, decade or century.

    `year` is the first year of it; `part` a month (1 to 12) or season (21 to 24); `years` how many years it spans (1, 10 or 100);
    `mark` is "", "~", "?" or "%". Raises `WhenError` when there is no such date.
    """

    year: int
    part: int | None = None
    day: int | None = None
    years: int = 1
    mark: str = ""

    def __post_init__(self) -> None:
        month = self.part is not None and 1 <= self.part <= 12
        season = self.part is not None and _FIRST_SEASON <= self.part <= _WINTER
        wrong = (
            not 1 <= self.year <= 9999
            or self.years not in (1, 10, 100)
            or self.year % self.years != 0
            or self.mark not in ("", "~", "?", "%")
            or (self.part is not None and (self.years > 1 or not (month or season)))
            or (self.day is not None and (not month or not 1 <= self.day <= monthrange(self.year, self.part or 1)[1]))
        )
        if wrong:
            raise WhenError(
                f"no such date: year {self.year}, part {self.part}, day {self.day}, over {self.years} years, mark {self.mark!r}"
            )

    def __str__(self) -> str:
        year = f"{self.year:04d}"
        if self.years > 1:
            year = year[:3] + "X" if self.years == 10 else year[:2] + "XX"
        rest = "".join(f"-{n:02d}" for n in (self.part, self.day) if n is not None)
        return year + rest + self.mark

    @property
    def granularity(self) -> Granularity:
        """How fine the date is."""
        if self.day is not None:
            return "day"
        if self.part is not None:
            return "month" if self.part <= 12 else "season"
        return "year" if self.years == 1 else "decade" if self.years == 10 else "century"

    def bounds(self) -> tuple[date, date]:
        """Its first and last day. Seasons are the northern ones by whole months; winter ends in the year after."""
        if self.part is None:
            return date(self.year, 1, 1), date(self.year + self.years - 1, 12, 31)
        if self.day is not None:
            only = date(self.year, self.part, self.day)
            return only, only
        if self.part <= 12:
            return date(self.year, self.part, 1), month_end(self.year, self.part)
        first = 3 * (self.part - _FIRST_SEASON) + 3
        if self.part == _WINTER:
            return date(self.year, 12, 1), month_end(self.year + 1, 2) if self.year < 9999 else date.max
        return date(self.year, first, 1), month_end(self.year, first + 2)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` to `end`, both included; None is an open end. Raises `WhenError` when both are open or the order is wrong."""

    start: Point | None
    end: Point | None

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise WhenError("an interval needs a start or an end")
        if self.start and self.end and self.end.bounds()[1] < self.start.bounds()[0]:
            raise WhenError(f"the interval {self} ends before it starts")

    def __str__(self) -> str:
        return f"{'..' if self.start is None else self.start}/{'..' if self.end is None else self.end}"

    @property
    def granularity(self) -> Granularity:
        """Always "interval"."""
        return "interval"

    def bounds(self) -> tuple[date | None, date | None]:
        """Its first and last day; None where it is open."""
        return self.start.bounds()[0] if self.start else None, self.end.bounds()[1] if self.end else None


When = Point | Interval


def parse_when(value: str) -> When:
    """An EDTF value. Raises `WhenError` when it is malformed, outside the subset, or no such date exists."""
    left, slash, right = value.partition("/")
    if not slash:
        return _point(value)
    return Interval(*(None if half == ".." else _point(half) for half in (left, right)))


def _point(value: str) -> Point:
    match = _POINT.fullmatch(value)
    if match is None:
        raise WhenError(f"{value!r} is not a date such as 2024, 2024-06, 2024-06-30, 2024-22, 202X or 2025/2027")
    year, part, day, mark = match.groups()
    years = 10 ** year.count("X")
    return Point(int(year.replace("X", "0")), int(part) if part else None, int(day) if day else None, years, mark)


def is_when(value: str) -> bool:
    """Whether `value` is a date that `parse_when` reads."""
    try:
        parse_when(value)
    except WhenError:
        return False
    return True


def bounds(value: str) -> tuple[date | None, date | None]:
    """The first and last day of an EDTF value; None where it is open. Raises `WhenError` when it is malformed."""
    return parse_when(value).bounds()


def day_of(value: str | None) -> date | None:
    """The day of an EDTF value when it is one single day, else None (also for None and malformed values)."""
    if value is None or not is_when(value):
        return None
    first, last = bounds(value)
    return first if first == last else None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter (1 to 4)."""
    return month_end(year, quarter * 3)


def half_end(year: int, half: int) -> date:
    """The last day of a half-year (1 or 2)."""
    return month_end(year, half * 6)


def week_end(day: date) -> date:
    """The Sunday of the ISO week of `day`."""
    return _moved(day, 7 - day.isoweekday())


def shift(day: date, count: int, unit: Unit, holidays: Collection[date] = ()) -> date:
    """`day` moved by `count` units (back when negative). Raises `WhenError` when that is beyond the calendar (years 1 to 9999).

    Counted as by Regulation (EEC, Euratom) No 1182/71, article 3: `day` itself is left out, months and years end on the day of the same
    number or, in a month too short, on its last; days are calendar days. Begun days of hours count as days. Working days are Monday to
    Friday but for `holidays`, which nothing else heeds: article 3(4), which moves an end from a day of rest, binds acts of the Union only.
    """
    if unit == "working days":
        return _worked(day, count, holidays)
    if unit in ("hours", "days", "weeks"):
        days = {"hours": -(-abs(count) // 24), "days": abs(count), "weeks": 7 * abs(count)}[unit]
        return _moved(day, days if count >= 0 else -days)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise WhenError(f"{count} {unit} from {day} is beyond the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether a day is Monday to Friday and none of `holidays`."""
    return day.isoweekday() <= _FRIDAY and day not in holidays


def _worked(day: date, count: int, holidays: Collection[date]) -> date:
    """`day` moved by so many working days: first over weekends, then over the holidays met, until no more are met."""
    resting = {h for h in holidays if is_working_day(h)}
    met = 0
    while True:
        moved = _over_weekends(day, abs(count) + met, count < 0)
        low, high = (moved, day) if count < 0 else (day, moved)
        meeting = sum(low <= h <= high and h != day for h in resting)
        if meeting == met:
            return moved
        met = meeting


def _over_weekends(day: date, count: int, back: bool) -> date:
    """`day` moved by so many days of Monday to Friday; from a weekend as from the working day that it leaves behind."""
    if not count:
        return day
    seen = day.isoweekday()
    if back:  # the week in a mirror: Friday first, Saturday last
        seen = 6 - seen if seen <= _FRIDAY else 13 - seen
    days = count + 2 * ((min(seen, _FRIDAY) - 1 + count) // _FRIDAY) - max(seen - _FRIDAY, 0)
    return _moved(day, -days if back else days)


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise WhenError(f"{days} days from {day} is beyond the calendar") from error
