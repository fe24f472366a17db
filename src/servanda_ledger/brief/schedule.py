"""When a brief is due, by the reader's own clock. Pure: the time is always given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal, get_args
from zoneinfo import ZoneInfo, available_timezones

Frequency = Literal["daily", "weekly", "at_once"]
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)


@cache
def zones() -> frozenset[str]:
    """The names of all time zones; looking them up takes a third of a second."""
    return frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class Times:
    """When somebody wants briefs: at an `hour` (0 to 23) of the day, on a `weekday` (0 is Monday) if weekly, in a time zone."""

    frequency: Frequency
    hour: int
    weekday: int
    zone: str

    def __post_init__(self) -> None:
        if self.frequency not in FREQUENCIES:
            raise ValueError(f"{self.frequency!r} is not one of: {', '.join(FREQUENCIES)}")
        if not 0 <= self.hour <= 23 or not 0 <= self.weekday <= 6:
            raise ValueError("an hour is 0 to 23, a weekday 0 (Monday) to 6")
        if self.zone not in zones():
            raise ValueError(f"{self.zone!r} is no time zone")


def local_day(times: Times, now: datetime) -> date:
    """The reader's day."""
    return now.astimezone(ZoneInfo(times.zone)).date()


def moment_of(times: Times, day: date) -> datetime:
    """The moment (UTC) at which a brief of a day is due.

    An hour that the clock leaves out in spring is taken by the clock as it was before, one that it has twice in autumn is the first.
    """
    return datetime.combine(day, time(times.hour), ZoneInfo(times.zone)).astimezone(UTC)


def due_day(times: Times, now: datetime, covered: date | None) -> date | None:
    """The reader's day of which a brief is due now, if one is: the latest that has come and is later than the last one covered.

    That a day is never told twice holds whatever becomes of the clock or the reader's time zone: days only go forward.
    """
    today = local_day(times, now)
    if times.frequency == "at_once":
        return today if covered is None or today >= covered else None
    day = today if moment_of(times, today) <= now else today - timedelta(days=1)
    if times.frequency == "weekly":
        day -= timedelta(days=(day.weekday() - times.weekday) % 7)
    return day if covered is None or day > covered else None
