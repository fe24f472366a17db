"""Laws of counting: there and back, order kept, never on the wrong side of the trigger; and a deadline is read again as it was found."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from servanda.model.deadline import Deadline, Offset, Trigger
from servanda.model.resolution import explain, said
from servanda.model.span import Span
from servanda.model.when import Unit, is_working_day, shift
from servanda.read.deadlines import find_deadline, read_deadline

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
UNITS = st.sampled_from(("hours", "days", "working days", "weeks", "months", "years"))
COUNTS = st.integers(1, 400)
HOLIDAYS = st.sets(st.integers(-30, 30), max_size=12)
OFFSETS = st.builds(Offset, COUNTS, UNITS, st.booleans(), st.sampled_from((None, None, "first", "last")))


def around(day: date, distances: set[int]) -> list[date]:
    return [day + timedelta(n) for n in distances]


@given(DAYS, COUNTS, st.sampled_from(("hours", "days", "weeks")))
def test_days_and_weeks_lead_there_and_back(day: date, count: int, unit: Unit) -> None:
    assert shift(shift(day, count, unit), -count, unit) == day


@given(DAYS, COUNTS, st.sampled_from(("months", "years")))
def test_months_and_years_lead_back_to_the_same_day_or_the_last_that_was_reached(day: date, count: int, unit: Unit) -> None:
    back = shift(shift(day, count, unit), -count, unit)
    assert (back.year, back.month) == (day.year, day.month)
    assert back <= day
    assert back == day or day.day > 28


@given(DAYS, st.integers(1, 60), HOLIDAYS)
def test_working_days_are_those_that_one_counts_off(day: date, count: int, distances: set[int]) -> None:
    holidays = around(day, distances)
    moved, seen = day, 0
    while seen < count:
        moved += timedelta(1)
        seen += is_working_day(moved, holidays)
    assert shift(day, count, "working days", holidays) == moved
    if is_working_day(day, holidays):
        assert shift(moved, -count, "working days", holidays) == day


@given(DAYS, st.integers(0, 400), st.integers(-400, 400), UNITS)
def test_a_later_trigger_never_gives_an_earlier_day(day: date, later: int, count: int, unit: Unit) -> None:
    assert shift(day, count, unit) <= shift(day + timedelta(later), count, unit)


@given(DAYS, st.integers(-400, 400), st.integers(0, 50), UNITS)
def test_a_longer_time_never_gives_an_earlier_day(day: date, count: int, more: int, unit: Unit) -> None:
    assert shift(day, count, unit) <= shift(day, count + more, unit)


@given(DAYS, OFFSETS, HOLIDAYS)
def test_what_counts_forward_never_comes_before_its_trigger(day: date, offset: Offset, distances: set[int]) -> None:
    reached = offset.after(day, around(day, distances))
    assert reached >= day if offset.turn is None or offset.unit in ("months", "years") else reached >= day.replace(day=1)


@given(DAYS, COUNTS, UNITS, HOLIDAYS)
def test_what_counts_back_never_comes_after_its_trigger(day: date, count: int, unit: Unit, distances: set[int]) -> None:
    assert Offset(-count, unit).after(day, around(day, distances)) < day


@given(DAYS, OFFSETS, HOLIDAYS)
def test_the_reasoning_gives_the_value_that_settling_does_and_names_both_days(day: date, offset: Offset, distances: set[int]) -> None:
    words = "in due time after the last notification"
    deadline = Deadline(None, Span(0, 39, words), Trigger("last_notification", Span(18, 39, words[18:])), offset)
    holidays = around(day, distances)
    resolution = explain(deadline, day, holidays)
    assert resolution.value == deadline.settled(day, holidays).value
    assert resolution.value is not None
    for quoted in (f"“{words}”", "“the last notification”", said(day.isoformat()), said(resolution.value)):
        assert quoted in resolution.because


PIECES = [
    *(
        "by",
        "within",
        "before",
        "at",
        "for",
        "no later than",
        "at least",
        "90",
        "a",
        "three",
        "days",
        "months",
        "working days",
        "year",
        "of",
        "after",
    ),
    *(
        "prior to",
        "beginning on",
        "the",
        "this",
        "its",
        "next",
        "19th",
        "second",
        "signature",
        "entry into force",
        "Agreement",
        "meeting",
        "COP30",
    ),
    *("Rivers Summit", "last notification", "anniversary", "day", "first", "month following", "2034", "June 2033", "14 May 2033", "end of"),
    *("quarter", "week", "today", "that date", "in", "and", ",", "report"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.sampled_from([None, "2032-02-29", "2032", "2032-05-01/2032-05-03"]))
def test_a_deadline_is_read_again_from_its_words_as_it_was_found(words: str, document_date: str | None) -> None:
    text = f"The two sides will report {words}."
    found = find_deadline(text, (19, len(text) - 1), (0, len(text)), document_date)
    if found is not None:
        again = read_deadline(text, document_date=document_date, words=(found.start, found.end))
        assert again is not None
        assert (again.words, again.value) == (found.words, found.value)
