"""Calendars for subscription: iCalendar (RFC 5545) with the calendar's own properties (RFC 7986), published, not invited to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from servanda.publish.links import web_address
from servanda.publish.printable import one_line, printable

if TYPE_CHECKING:
    from icalendar import Calendar, Event

PRODUCT = "-//Servanda//Calendar of commitments//EN"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An event of whole days, `first_day` to `last_day` (None: the first day only), both included.

    `uid` stays the same for the same thing for ever; `sequence` grows with every change of it, a cancelled entry stays in the calendar.
    Raises `ValueError` when the days are in the wrong order, `sequence` is negative, `modified` has no zone or `url` is no web address.
    """

    uid: str
    first_day: date
    last_day: date | None
    summary: str
    description: str
    url: str | None
    sequence: int
    cancelled: bool
    modified: datetime

    def __post_init__(self) -> None:
        if not one_line(self.uid):
            raise ValueError("an entry of a calendar needs a uid")
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError(f"{self.uid}: ends on {self.last_day}, before {self.first_day}")
        if self.sequence < 0:
            raise ValueError(f"{self.uid}: the sequence {self.sequence} is negative")
        if self.modified.tzinfo is None:
            raise ValueError(f"{self.uid}: the time of change {self.modified} has no time zone")
        if self.url is not None:
            web_address(self.url)


@dataclass(frozen=True, slots=True)
class CalendarHeader:
    """What a calendar says of itself: `url` is the page about it, `source` where it is fetched, `refresh` how often that is of use."""

    name: str
    description: str = ""
    url: str | None = None
    source: str | None = None
    refresh: timedelta = timedelta(hours=12)


def calendar_ics(header: CalendarHeader, entries: Iterable[CalendarEntry]) -> bytes:
    """The calendar as a `text/calendar` file: METHOD:PUBLISH, UTF-8, lines folded; the same entries give the same bytes.

    Raises `ValueError` when two entries have the same uid, or an address of the header is none.
    """
    calendar = _calendar(header)
    seen: set[str] = set()
    for entry in entries:
        uid = one_line(entry.uid)
        if uid in seen:
            raise ValueError(f"two entries with the uid {uid!r}")
        seen.add(uid)
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _calendar(header: CalendarHeader) -> Calendar:
    from icalendar import Calendar, vDuration, vText

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # The X- properties say the same to programs older than RFC 7986.
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(one_line(header.name)))
    if header.description:
        for name in ("description", "x-wr-caldesc"):
            calendar.add(name, vText(printable(header.description)))
    if header.url is not None:
        calendar.add("url", web_address(header.url))
    if header.source is not None:
        calendar.add("source", web_address(header.source), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", vDuration(header.refresh), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(header.refresh))
    return calendar


def _event(entry: CalendarEntry) -> Event:
    from icalendar import Event

    event, changed = Event(), entry.modified.astimezone(UTC).replace(microsecond=0)
    event.add("uid", one_line(entry.uid))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.first_day)
    # The end is the day after; without one an event of a day lasts that day, so the calendar's very last day needs none.
    if entry.last_day is not None and entry.last_day < date.max:
        event.add("dtend", entry.last_day + timedelta(days=1))
    event.add("summary", one_line(entry.summary))
    if entry.description:
        event.add("description", printable(entry.description))
    if entry.url is not None:
        event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a deadline takes nobody's day
    return event
