"""When a brief is due, by the reader's clock: through changes of the clock, of the zone and of mind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda_ledger.brief.schedule import Times, due_day, moment_of

ZONES = ["UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "America/St_Johns"]


def test_an_hour_that_the_clock_leaves_out_comes_all_the_same() -> None:
    times = Times("daily", 2, 0, "Europe/Paris")  # on 30 March 2031 two o'clock does not exist
    assert moment_of(times, date(2031, 3, 30)) == datetime(2031, 3, 30, 1, tzinfo=UTC)
    assert due_day(times, datetime(2031, 3, 30, 1, tzinfo=UTC), date(2031, 3, 29)) == date(2031, 3, 30)


def test_an_hour_that_the_clock_has_twice_comes_once() -> None:
    times = Times("daily", 2, 0, "Europe/Paris")  # on 26 October 2031 it is two o'clock at 00:00 and at 01:00 UTC
    assert moment_of(times, date(2031, 10, 26)) == datetime(2031, 10, 26, tzinfo=UTC)
    assert due_day(times, datetime(2031, 10, 26, 1, tzinfo=UTC), date(2031, 10, 26)) is None


def test_weekly_is_on_its_day() -> None:
    times = Times("weekly", 7, 4, "UTC")
    friday = date(2031, 5, 9)
    assert due_day(times, datetime(2031, 5, 9, 7, tzinfo=UTC), date(2031, 5, 2)) == friday
    assert due_day(times, datetime(2031, 5, 9, 6, 59, tzinfo=UTC), date(2031, 5, 2)) is None
    assert due_day(times, datetime(2031, 5, 14, 12, tzinfo=UTC), date(2031, 5, 2)) == friday  # the run came late


@settings(deadline=None)
@given(
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.lists(st.integers(-72, 72), min_size=1, max_size=60),
    st.integers(0, 59),
)
def test_days_only_go_forward_whatever_the_clock_does(zone: str, other: str, hour: int, steps: list[int], switch: int) -> None:
    now, covered, told = datetime(2031, 3, 20, tzinfo=UTC), date(2031, 3, 18), []
    for count, step in enumerate(steps):
        now += timedelta(hours=step)
        day = due_day(Times("daily", hour, 0, zone if count < switch else other), now, covered)
        if day is not None:
            told.append(day)
            covered = day
    assert told == sorted(set(told))


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(ZONES), st.integers(0, 23))
def test_a_run_every_quarter_of_an_hour_tells_every_day_once(zone: str, hour: int) -> None:
    times, covered, told = Times("daily", hour, 0, zone), date(2031, 3, 1), []
    now = datetime(2031, 3, 2, tzinfo=UTC)
    while now < datetime(2031, 4, 12, tzinfo=UTC):
        day = due_day(times, now, covered)
        if day is not None:
            told.append(day)
            covered = day
            assert now - moment_of(times, day) < timedelta(hours=25)
        now += timedelta(minutes=45)
    assert [b - a for a, b in pairwise(told)] == [timedelta(days=1)] * (len(told) - 1)
    assert len(told) in (40, 41, 42)
    assert ZoneInfo(zone)


@pytest.mark.parametrize("values", [("daily", 24, 0, "UTC"), ("daily", 1, 7, "UTC"), ("often", 1, 1, "UTC"), ("daily", 1, 1, "Mars/Base")])
def test_times_that_are_none_are_refused(values: tuple[str, int, int, str]) -> None:
    with pytest.raises(ValueError, match=r"is not one of|0 to 23|no time zone"):
        Times(*values)  # type: ignore[arg-type]
