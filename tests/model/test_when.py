"""EDTF values: read and written back unchanged, their bounds in order, arithmetic of the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.when import Interval, Point, WhenError, bounds, day_of, is_when, parse_when, quarter_end, shift, week_end

days = st.dates()
points = st.one_of(
    st.builds(Point, st.integers(1, 9999)),
    st.builds(Point, st.integers(1, 9999), st.sampled_from([*range(1, 13), 21, 22, 23, 24]), mark=st.sampled_from(["", "~", "?", "%"])),
    st.builds(lambda d: Point(d.year, d.month, d.day), days),
    st.builds(lambda y: Point(10 * y, years=10), st.integers(1, 999)),
    st.builds(lambda y: Point(100 * y, years=100), st.integers(1, 99)),
)


def _interval(a: Point, b: Point) -> Interval:
    return Interval(*sorted((a, b), key=lambda p: p.bounds()))


whens = st.one_of(
    points,
    st.builds(_interval, points, points),
    st.builds(lambda p: Interval(p, None), points),
    st.builds(lambda p: Interval(None, p), points),
)


@given(whens)
def test_a_value_is_read_as_it_was_written(when: Point | Interval) -> None:
    assert parse_when(str(when)) == when


@given(whens)
def test_bounds_are_in_order(when: Point | Interval) -> None:
    first, last = when.bounds()
    assert first is None or last is None or first <= last


@given(st.text(alphabet="0123456789X-/.~?%W ", max_size=24) | st.text(max_size=24))
def test_any_other_text_is_refused_in_one_way(value: str) -> None:
    if is_when(value):
        assert str(parse_when(value)) == value
    else:
        with pytest.raises(WhenError):
            parse_when(value)


@pytest.mark.parametrize(
    ("value", "first", "last", "granularity"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "month"),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28), "month"),
        ("2024-22", date(2024, 6, 1), date(2024, 8, 31), "season"),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29), "season"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("202X", date(2020, 1, 1), date(2029, 12, 31), "decade"),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31), "century"),
        ("2025/2027", date(2025, 1, 1), date(2027, 12, 31), "interval"),
        ("2025-03/..", date(2025, 3, 1), None, "interval"),
        ("../2027", None, date(2027, 12, 31), "interval"),
        ("2024-06~", date(2024, 6, 1), date(2024, 6, 30), "month"),
    ],
)
def test_bounds(value: str, first: date | None, last: date | None, granularity: str) -> None:
    assert bounds(value) == (first, last)
    assert parse_when(value).granularity == granularity


@pytest.mark.parametrize(
    "value",
    ["2023-02-29", "2024-13", "2024-20", "2024-25", "0000", "24", "2024-1", "2024-06-31", "../..", "2027/2025", "2024-XX", "", "202X-05"],
)
def test_dates_that_do_not_exist_are_refused(value: str) -> None:
    with pytest.raises(WhenError):
        parse_when(value)


@pytest.mark.parametrize(
    ("day", "count", "unit", "moved"),
    [
        (date(2024, 1, 31), 1, "months", date(2024, 2, 29)),
        (date(2023, 1, 31), 1, "months", date(2023, 2, 28)),
        (date(2024, 2, 29), 1, "years", date(2025, 2, 28)),
        (date(2023, 12, 15), 1, "months", date(2024, 1, 15)),
        (date(2024, 3, 31), -1, "months", date(2024, 2, 29)),
        (date(2023, 12, 1), 90, "days", date(2024, 2, 29)),
        (date(2024, 5, 1), 48, "hours", date(2024, 5, 3)),
        (date(2024, 5, 1), 36, "hours", date(2024, 5, 3)),
        (date(2024, 5, 1), 2, "weeks", date(2024, 5, 15)),
        (date(2024, 5, 1), -30, "days", date(2024, 4, 1)),
    ],
)
def test_shift(day: date, count: int, unit: str, moved: date) -> None:
    assert shift(day, count, unit) == moved  # type: ignore[arg-type]


@given(days, st.integers(-(10**9), 10**9), st.sampled_from(["hours", "days", "weeks", "months", "years"]))
def test_shift_is_refused_only_beyond_the_calendar(day: date, count: int, unit: str) -> None:
    try:
        moved = shift(day, count, unit)  # type: ignore[arg-type]
    except WhenError:
        return
    assert (moved >= day) == (count >= 0) or moved == day


@given(days.filter(lambda d: d.year < 9999))
def test_a_week_ends_on_the_sunday_of_its_iso_week(day: date) -> None:
    end = week_end(day)
    assert end.isoweekday() == 7
    assert end.isocalendar()[:2] == day.isocalendar()[:2]


def test_quarters_end_with_their_last_month() -> None:
    assert [quarter_end(2024, q).isoformat() for q in (1, 2, 3, 4)] == ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]


def test_only_one_single_day_is_a_day() -> None:
    assert day_of("2024-05-14") == date(2024, 5, 14)
    assert [day_of(v) for v in (None, "2024", "2024-05", "soon", "2024-05-14/..")] == [None] * 5
