"""The deadlines as an iCalendar feed: stable identifiers, later versions that replace earlier ones, cancellations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from servanda.publish.calendar import CalendarEntry, CalendarHeader, calendar_ics
from servanda_ledger.book.models import Commitment, Entry
from servanda_ledger.follow.due import Item

_LONGEST = 120  # of a summary; calendars show one line


def calendar(items: Iterable[Item], name: str = "Servanda: what falls due", base: str = "") -> bytes:
    """The dated ones of the items, and as cancelled whatever of the ledger once had a date and is rejected or has none now.

    `base` is the address of the site, for links; empty for none.
    """
    dated = [item for item in items if item.last is not None]
    gone = list(_gone({item.commitment for item in dated}))
    moments = _moments({item.revision for item in dated} | {row.entered for row in gone})
    entries = [_entry(item, moments, base) for item in dated] + [_cancelled(row, moments, base) for row in gone]
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
        description=f"{json.loads(item.data)['sentence']['text']}\n\n{item.document_title}\n{item.because}",
        url=f"{base}/commitments/{item.commitment}/" if base else None,
        sequence=item.revision,
        cancelled=False,
        modified=moments[item.revision],
    )


def _gone(dated: set[str]) -> Iterator[Commitment]:
    """The last dated version of every commitment that is rejected or undated now."""
    once = Commitment.objects.exclude(deadline="").exclude(left=None).order_by("key", "-entered")
    last: dict[str, Commitment] = {}
    for row in once.iterator(chunk_size=500):
        last.setdefault(row.key, row)
    current = Commitment.objects.current()
    for start in range(0, len(last), 500):
        keys = list(last)[start : start + 500]
        now = {row.key: row for row in current.filter(key__in=keys)}
        for key in keys:
            row = now.get(key)
            if key not in dated and (row is None or row.review == "rejected" or not row.deadline):
                yield last[key]


def _cancelled(row: Commitment, moments: dict[int, datetime], base: str) -> CalendarEntry:
    day = row.due_last or row.due_first
    if day is None:
        raise ValueError("a commitment that never had a date has no place in a calendar")
    return CalendarEntry(
        uid=f"{row.key}@servanda",
        first_day=day,
        last_day=None,
        summary=_summary(row.parties, row.data),
        description="An editor has taken this deadline back.",
        url=f"{base}/commitments/{row.key}/" if base else None,
        sequence=row.left or row.entered,
        cancelled=True,
        modified=moments[row.entered],
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
