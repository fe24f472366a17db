"""The deadlines as an iCalendar feed: stable identifiers, later versions that replace earlier ones, cancellations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain

from servanda.model.when import bounds
from servanda.publish.calendar import CalendarEntry, CalendarHeader, calendar_ics
from servanda_ledger.book.models import Commitment, Entry
from servanda_ledger.catalogue.gathered import chunks
from servanda_ledger.follow.due import Item
from servanda_ledger.follow.ladder import OPEN
from servanda_ledger.follow.models import Event, Status, Waiting
from servanda_ledger.follow.waiting import deadline_from_json

_LONGEST = 120  # of a summary; calendars show one line


def calendar(
    items: Iterable[Item], mine: Callable[[Commitment], bool] = lambda row: True, name: str = "Servanda: what falls due", base: str = ""
) -> bytes:
    """The dated ones of the items; and as cancelled whatever once had a date and is closed, rejected or undated now.

    `mine` says whose cancellations belong here; `base` is the address of the site, for links; empty for none.
    """
    dated = [item for item in items if item.last is not None]
    gone = [each for each in _gone({item.commitment for item in dated}) if mine(each.row)]
    moments = _moments({item.revision for item in dated} | {each.entry for each in gone})
    entries = [_entry(item, moments, base) for item in dated] + [_cancelled(each, moments, base) for each in gone]
    return calendar_ics(CalendarHeader(name, url=base or None), entries)


def _entry(item: Item, moments: dict[int, datetime], base: str) -> CalendarEntry:
    last = item.last
    if last is None:
        raise ValueError("an undated item has no place in a calendar")
    # A deadline is its last day: a year to act in would fill a calendar with a bar of a year.
    return CalendarEntry(
        uid=f"{item.commitment}@servanda",
        first_day=last,
        last_day=None,
        summary=_summary(item.parties, item.data),
        description=f"{json.loads(item.data)['sentence']['text']}\n\n{item.document_title}\n{item.ground}",
        url=f"{base}/commitments/{item.commitment}/" if base else None,
        sequence=item.revision,
        cancelled=False,
        modified=moments[item.revision],
    )


@dataclass(frozen=True, slots=True)
class _Gone:
    """A commitment that stood in the calendar for `day`, the entry that took it out, and why."""

    row: Commitment
    day: date
    entry: int
    why: str


def _gone(dated: set[str]) -> Iterator[_Gone]:
    """Whatever is not among the dated ones now, and once was; each commitment once."""
    told: set[str] = set(dated)
    for each in chain(_decided(), _rewritten(), _eventless()):
        if each.row.key not in told:
            told.add(each.row.key)
            yield each


def _decided() -> Iterator[_Gone]:
    """Commitments that an editor closed: kept, broken, superseded ..."""
    closed = {status.key: status for status in Status.objects.current().exclude(status__in=OPEN)}
    for some in chunks(closed):
        for row in Commitment.objects.current().filter(key__in=some).exclude(due_last=None):
            status = closed[row.key]
            if row.due_last is not None:
                yield _Gone(row, row.due_last, status.entered, f"An editor has recorded it as {status.status.replace('_', ' ')}.")


def _rewritten() -> Iterator[_Gone]:
    """The last dated version of every commitment that is rejected, undated or not read any more."""
    last: dict[str, Commitment] = {}
    for row in Commitment.objects.exclude(due_last=None).exclude(left=None).order_by("key", "-entered").iterator(chunk_size=500):
        last.setdefault(row.key, row)
    for some in chunks(last):
        now = {row.key: row for row in Commitment.objects.current().filter(key__in=some)}
        for key in some:
            row, then = now.get(key), last[key]
            if then.due_last is not None and (row is None or row.review == "rejected" or not row.deadline):
                yield _Gone(then, then.due_last, then.left or then.entered, "This deadline was taken back.")


def _eventless() -> Iterator[_Gone]:
    """Commitments whose event was recorded once and is not any more."""
    known = Event.objects.current().values("event")
    for event in Event.objects.exclude(left=None).exclude(day=None).exclude(event__in=known).order_by("event", "entered"):
        for waiting in Waiting.objects.current().filter(event=event.event):
            row = Commitment.objects.current().filter(key=waiting.key, deadline="").first()
            value = event.day and deadline_from_json(json.loads(waiting.deadline)).settled(event.day).value
            day = bounds(value)[1] if value else None
            if row is not None and day is not None:
                yield _Gone(row, day, event.left or event.entered, "The day of the event that it waits for was taken back.")


def _cancelled(gone: _Gone, moments: dict[int, datetime], base: str) -> CalendarEntry:
    return CalendarEntry(
        uid=f"{gone.row.key}@servanda",
        first_day=gone.day,
        last_day=None,
        summary=_summary(gone.row.parties, gone.row.data),
        description=gone.why,
        url=f"{base}/commitments/{gone.row.key}/" if base else None,
        sequence=gone.entry,
        cancelled=True,
        modified=moments[gone.entry],
    )


def _summary(parties: str, data: str) -> str:
    words = " ".join(json.loads(data)["action"]["text"].split())
    who = ", ".join(parties.split())
    text = f"{who}: {words}" if who else words
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _moments(numbers: set[int]) -> dict[int, datetime]:
    """When entries were made, by number."""
    found: dict[int, datetime] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), 500):
        for number, at in Entry.objects.filter(number__in=wanted[start : start + 500]).values_list("number", "at"):
            found[number] = datetime.fromisoformat(at).astimezone(UTC)
    return found
