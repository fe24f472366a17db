"""Calendars: two parsers read them, lines are short, whole days stay whole days, and texts cannot break out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from servanda.publish.calendar import CalendarEntry, CalendarHeader, calendar_ics

CHANGED = datetime(2031, 5, 14, 12, 30, 15, 999, tzinfo=timezone(timedelta(hours=2)))
HEADER = CalendarHeader(
    "Commitments of Valdoria; Marenia, too",
    "What falls due",
    url="https://ledger.example/due/",
    source="https://ledger.example/feeds/due.ics?party=VAL,MRN",
)
HOTLINE = CalendarEntry(
    uid="c-0123456789ab@ledger.example",
    first_day=date(2031, 12, 31),
    last_day=None,
    summary="VAL, MRN: establish a hotline",
    description="“establish a hotline; test it, too”\nfirm",
    url="https://ledger.example/c/0123456789ab,1;x",
    sequence=2,
    cancelled=False,
    modified=CHANGED,
)


def parsed(*entries: CalendarEntry) -> list:
    """The events as the icalendar package reads them, after a second parser has read as many."""
    written = calendar_ics(HEADER, entries)
    again = vobject.readOne(written.decode("utf-8"))
    assert len(again.contents.get("vevent", [])) == len(entries)
    return Calendar.from_ical(written).walk("VEVENT")


def test_a_deadline_of_a_day() -> None:
    [event] = parsed(HOTLINE)
    assert event["UID"] == HOTLINE.uid
    assert event.decoded("DTSTART") == date(2031, 12, 31)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert "DTEND" not in event
    assert event["SUMMARY"] == HOTLINE.summary
    assert event["DESCRIPTION"] == HOTLINE.description
    assert event["URL"] == HOTLINE.url
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (2, "CONFIRMED", "TRANSPARENT")
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == datetime(2031, 5, 14, 10, 30, 15, tzinfo=UTC)


def test_a_second_parser_reads_the_same() -> None:
    event = vobject.readOne(calendar_ics(HEADER, [HOTLINE]).decode("utf-8")).vevent
    assert event.dtstart.value == date(2031, 12, 31)
    assert (event.summary.value, event.description.value) == (HOTLINE.summary, HOTLINE.description)
    assert (event.uid.value, event.url.value) == (HOTLINE.uid, HOTLINE.url)


def test_the_last_day_is_part_of_a_period() -> None:
    [event] = parsed(replace(HOTLINE, first_day=date(2032, 2, 1), last_day=date(2032, 2, 29)))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2032, 2, 1), date(2032, 3, 1))


@pytest.mark.parametrize("day", [date.min, date(987, 6, 5), date.max])
def test_days_at_the_ends_of_the_calendar(day: date) -> None:
    [event] = parsed(replace(HOTLINE, first_day=day, last_day=day))
    assert event.decoded("DTSTART") == day


def test_a_cancelled_entry_stays_and_says_so() -> None:
    [event] = parsed(replace(HOTLINE, cancelled=True, sequence=3))
    assert (event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CANCELLED", 3, HOTLINE.uid)


def test_the_calendar_says_what_it_is_and_how_often_to_fetch_it() -> None:
    calendar = Calendar.from_ical(calendar_ics(HEADER, []))
    assert (calendar["METHOD"], calendar["VERSION"], calendar["CALSCALE"]) == ("PUBLISH", "2.0", "GREGORIAN")
    assert calendar["SOURCE"] == HEADER.source
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    text = calendar_ics(HEADER, []).decode()
    assert "NAME:Commitments of Valdoria\\; Marenia\\, too\r\n" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in text
    assert "X-PUBLISHED-TTL:PT12H\r\n" in text


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(texts, texts)
def test_no_text_breaks_a_line_or_is_lost(summary: str, description: str) -> None:
    written = calendar_ics(HEADER, [replace(HOTLINE, summary=summary, description=description)])
    lines = written.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(control in written.replace(b"\r\n", b"") for control in (b"\r", b"\n", b"\x00", b"\x07"))
    for line in lines:
        line.decode("utf-8")  # folding cuts no character
    [event] = Calendar.from_ical(written).walk("VEVENT")
    if summary.isascii() and summary.isprintable():
        assert event["SUMMARY"] == " ".join(summary.split())


def test_words_cannot_become_a_property() -> None:
    [event] = parsed(replace(HOTLINE, summary="x\r\nATTACH:https://evil.example/", uid="u\r\nATTACH:y"))
    assert "ATTACH" not in event
    assert event["UID"] == "u ATTACH:y"


def test_the_same_entries_are_the_same_bytes() -> None:
    assert calendar_ics(HEADER, [HOTLINE]) == calendar_ics(HEADER, [HOTLINE])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"uid": " "}, "needs a uid"),
        ({"last_day": date(2031, 12, 30)}, "before"),
        ({"sequence": -1}, "negative"),
        ({"modified": datetime(2031, 1, 1)}, "no time zone"),
        ({"url": "https://x.example/\r\nATTACH:y"}, "not a whole web address"),
        ({"url": "javascript:alert(1)"}, "not a whole web address"),
    ],
)
def test_entries_that_are_wrong_are_refused(wrong: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(HOTLINE, **wrong)


def test_one_uid_for_two_entries_is_refused() -> None:
    with pytest.raises(ValueError, match="two entries"):
        calendar_ics(HEADER, [HOTLINE, HOTLINE])
