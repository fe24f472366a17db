"""Deadlines as objects: what they are, how they are counted, and how that is told."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.model.deadline import Deadline, Offset, Trigger
from servanda.model.resolution import Resolution, explain, said
from servanda.model.span import Span
from servanda.model.when import WhenError, shift


def span(words: str, start: int = 0) -> Span:
    return Span(start, start + len(words), words)


IN_FORCE = Trigger("entry_into_force", span("entry into force", 18))
WAITING = Deadline(None, span("within 90 days of entry into force"), IN_FORCE, Offset(90, "days"))
SUMMIT = Deadline(None, span("the next summit"), Trigger("next_round", span("the next summit")), bound="on")


def test_a_deadline_is_settled_by_the_day_of_its_trigger_and_again_when_that_is_corrected() -> None:
    settled = WAITING.settled(date(2032, 1, 1))
    assert (settled.value, settled.counted_from) == ("2032-03-31", date(2032, 1, 1))
    assert settled.settled(date(2033, 1, 1)).value == "2033-04-01"
    assert SUMMIT.settled(date(2032, 6, 9)).value == "2032-06-09"
    plain = Deadline("2035", span("by 2035"))
    assert plain.settled(date(2032, 1, 1)) == plain


def test_a_malformed_value_is_refused() -> None:
    with pytest.raises(WhenError):
        Deadline("next year", span("next year"))


@pytest.mark.parametrize(
    ("deadline", "form"),
    [
        (Deadline("2032-06-30", span("by 30 June 2032")), "date"),
        (Deadline("2032-06", span("in June 2032")), "period"),
        (Deadline(None, span("next winter")), "period"),
        (SUMMIT, "event"),
        (WAITING, "offset"),
        (WAITING.settled(date(2032, 1, 1)), "offset"),
    ],
)
def test_the_four_forms(deadline: Deadline, form: str) -> None:
    assert deadline.form == form


@pytest.mark.parametrize(
    ("day", "offset", "reached"),
    [
        ("2032-01-31", Offset(1, "months"), "2032-02-29"),
        ("2033-01-31", Offset(1, "months"), "2033-02-28"),
        ("2032-02-29", Offset(-1, "years"), "2031-02-28"),
        ("2032-01-31", Offset(2, "months", turn="first"), "2032-03-01"),
        ("2031-12-31", Offset(2, "months", turn="last"), "2032-02-29"),
        ("2031-12-05", Offset(180, "days", first_counts=True), "2032-06-01"),
        ("2032-03-01", Offset(1, "months", first_counts=True), "2032-03-31"),
        ("2032-08-31", Offset(6, "months", first_counts=True), "2033-02-28"),
        ("2032-04-16", Offset(1, "working days"), "2032-04-19"),
        ("2032-04-18", Offset(-1, "working days"), "2032-04-16"),
    ],
)
def test_counting(day: str, offset: Offset, reached: str) -> None:
    assert offset.after(date.fromisoformat(day)).isoformat() == reached


def test_only_working_days_heed_holidays() -> None:
    holidays = [date(2032, 4, 19), date(2032, 4, 18)]
    assert shift(date(2032, 4, 16), 1, "working days", holidays) == date(2032, 4, 20)
    assert shift(date(2032, 4, 20), -1, "working days", holidays) == date(2032, 4, 16)
    assert shift(date(2032, 4, 16), 3, "days", holidays) == date(2032, 4, 19)


@pytest.mark.parametrize(
    ("deadline", "day", "holidays", "value", "because"),
    [
        (
            WAITING, "2031-12-01", (), "2032-02-29",
            "“within 90 days of entry into force”: “entry into force” is dated 1 December 2031; "
            "90 days after that day, not counting it, is 29 February 2032.",
        ),
        (WAITING, None, (), None, "“within 90 days of entry into force” waits for “entry into force”, which has no date yet."),
        (
            WAITING, "2032", (), None,
            "“within 90 days of entry into force”: “entry into force” is dated 2032; its day must be known to count 90 days after it.",
        ),
        (SUMMIT, "2032-06", (), "2032-06", "“the next summit”: “the next summit” is dated June 2032; so it is due then."),
        (
            Deadline(None, span("one month after the summit"), Trigger("named_event", span("the summit", 16)), Offset(1, "months"), "on"),
            "2032-01-31", (), "2032-02-29",
            "“one month after the summit”: “the summit” is dated 31 January 2032; "
            "1 month after that day, whose month has no such day, is 29 February 2032.",
        ),
        (
            Deadline(None, span("within 2 working days"), Trigger("document"), Offset(2, "working days")),
            "2032-04-16", ("2032-04-19",), "2032-04-21",
            "“within 2 working days”: the document is dated 16 April 2032; "
            "2 working days after that day, not counting it, Mondays to Fridays without 19 April 2032, is 21 April 2032.",
        ),
        (
            Deadline("2033", span("next year"), bound="on", counted_from=date(2032, 4, 14)),
            None, (), "2033", "“next year” gives 2033, told from the document’s date, 14 April 2032.",
        ),
        (Deadline("2032-22", span("by summer 2032")), "2030-01-01", (), "2032-22", "“by summer 2032” gives summer 2032."),
        (SUMMIT, None, (), None, "“the next summit” waits for “the next summit”, which has no date yet."),
        (
            WAITING, "9999-12-31", (), None,
            "“within 90 days of entry into force”: “entry into force” is dated 31 December 9999; that is beyond the calendar.",
        ),
    ],
)  # fmt: skip
def test_the_reasoning(deadline: Deadline, day: str | None, holidays: tuple[str, ...], value: str | None, because: str) -> None:
    assert explain(deadline, day, [date.fromisoformat(h) for h in holidays]) == Resolution(value, because)


def test_dates_in_english() -> None:
    assert [said(v) for v in ("2032-04-14", "2032-04", "2032-23", "2032", "203X", "2032~")] == [
        "14 April 2032", "April 2032", "autumn 2032", "2032", "203X", "2032~",
    ]  # fmt: skip
