"""The calendar of deadlines: a later version replaces an earlier one, and what is over is cancelled, not forgotten."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from servanda.pipeline import Kept, read_loaded
from servanda.text import Loaded
from servanda_ledger.book import chain, record
from servanda_ledger.follow.calendar import calendar
from servanda_ledger.follow.decisions import Evidence, Judgement, decide_status
from servanda_ledger.follow.due import Asked, due

TEXT = "Joint Statement\n\nPort Amity - June 4, 2032\n\nCanada and Japan agreed to open three new offices by March 31, 2033.\n"
BY = chain.By("editor", "for the test")


@pytest.fixture
def promised(db: None) -> record.Recorded:
    """A commitment with a date."""
    read = read_loaded(Loaded(TEXT.encode(), "offices.txt"))
    assert isinstance(read, Kept)
    return record.record(read, author="tests")


def events(asked: Asked) -> list[dict[str, str]]:
    made = Calendar.from_ical(calendar(due(asked), asked.concerns))
    return [{k: str(e[k]) for k in ("UID", "STATUS", "SEQUENCE", "DESCRIPTION")} for e in made.walk("VEVENT")]


def test_what_is_kept_is_cancelled_with_the_same_identifier(promised: record.Recorded) -> None:
    asked = Asked(date(2033, 1, 1))
    (before,) = events(asked)
    assert before["STATUS"] == "CONFIRMED"
    (item,) = due(asked)
    words = (Evidence(promised.document, 0, 5, TEXT[:5]),)
    decide_status(Judgement(item.commitment, promised.document, "kept", words), BY)
    (after,) = events(asked)
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_what_is_rejected_is_cancelled(promised: record.Recorded) -> None:
    (item,) = due(Asked(date(2033, 1, 1)))
    record.decide("rejected", promised.document, [item.commitment], [], BY)
    (after,) = events(Asked(date(2033, 1, 1)))
    assert after["STATUS"] == "CANCELLED"


def test_the_words_of_an_event_do_not_change_with_the_day_they_are_asked_for(promised: record.Recorded) -> None:
    assert events(Asked(date(2033, 1, 1))) == events(Asked(date(2033, 2, 1)))


def test_a_calendar_of_others_holds_no_cancellation_of_this(promised: record.Recorded) -> None:
    (item,) = due(Asked(date(2033, 1, 1)))
    record.decide("rejected", promised.document, [item.commitment], [], BY)
    assert events(Asked(date(2033, 1, 1), parties=("FRA",))) == []
    assert len(events(Asked(date(2033, 1, 1), parties=("CAN", "JPN")))) == 1
