"""What falls due in the days ahead, and what fell due in the period and nobody has recorded as kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from servanda.model.when import WhenError, bounds
from servanda_ledger.book.models import Commitment
from servanda_ledger.brief.arrivals import item, labelled, references
from servanda_ledger.brief.parts import Choice, Gathered, Item, Period, Ref
from servanda_ledger.brief.scope import Members
from servanda_ledger.catalogue.gathered import chunks
from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.catalogue.party_words import codes_of
from servanda_ledger.follow.ladder import OPEN
from servanda_ledger.follow.models import Status, Waiting
from servanda_ledger.follow.occurrences import occurrences
from servanda_ledger.follow.waiting import deadline_from_json


@dataclass(frozen=True, slots=True)
class _Window:
    """The last days that are told of: those that passed in the period, and those from `day` to the horizon."""

    passed: date  # the first that passed in the period
    day: date
    horizon: date

    def holds(self, last: date) -> bool:
        return self.passed <= last <= self.horizon


def deadlines(period: Period, choice: Choice, members: Members) -> Gathered:
    """Open commitments by their last day. What is ahead is fresh when it comes into sight or when it is the day itself."""
    window = _Window(period.since, period.day, _later(period.day, choice.ahead))
    rows = dict(_plain(window, members.moment)) | dict(_triggered(window, period, members.moment))
    closed = _closed(set(rows), members.moment)
    kept = {
        key: row
        for key, row in rows.items()
        if key not in closed and members.commitment(key, codes_of(str(row["parties"])), str(row["document"]))
    }
    of = references({str(row["document"]) for row in kept.values()}, members.moment)
    found = [_item(row, of[str(row["document"])], period, choice) for row in kept.values() if str(row["document"]) in of]
    # What passed last comes first, then what is nearest.
    found.sort(key=lambda i: (i.what == "due", i.last_day if i.what == "due" else _turned(i.last_day), i.words.commitment))
    return Gathered(found[: choice.most], total=len(found))


def _later(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))


def _item(row: dict[str, object], document: Ref, period: Period, choice: Choice) -> Item:
    last = row["due_last"]
    if not isinstance(last, date):
        raise ValueError("a deadline without a day falls due on none")
    overdue = last < period.day
    today = last == period.day > period.since
    comes_into_sight = _later(period.since, choice.ahead) < last
    made = item(row, document, what="overdue" if overdue else "due", fresh=overdue or comes_into_sight or today)
    return replace(made, deadline=made.deadline or last.isoformat())


def _turned(day: str) -> str:
    return (date.max - (date.fromisoformat(day) - date.min)).isoformat()


def _plain(window: _Window, moment: Moment) -> Iterator[tuple[str, dict[str, object]]]:
    """Commitments whose texts give the day."""
    rows = moment.rows(Commitment).exclude(review="rejected").filter(due_last__range=(window.passed, window.horizon))
    made = rows.exclude(deadline="").filter(Q(day=None) | Q(day__lte=window.day))
    keys = list(made.values_list("key", flat=True))
    yield from labelled(keys, moment).items()


def _triggered(window: _Window, period: Period, moment: Moment) -> Iterator[tuple[str, dict[str, object]]]:
    """Commitments whose deadlines are counted from an event that the ledger knew to have come."""
    waiting = list(moment.rows(Waiting).values_list("key", "event", "deadline"))
    known = occurrences({event for _, event, _ in waiting}, window.day)
    days: dict[str, tuple[str, date]] = {}
    for key, event, deadline in waiting:
        occurrence = known.get(event)
        if occurrence is None or occurrence.entry > period.until:
            continue
        try:
            value = deadline_from_json(json.loads(deadline)).settled(occurrence.day).value
        except WhenError:
            continue
        last = bounds(value)[1] if value else None
        if value and last is not None and window.holds(last):
            days[key] = value, last
    for key, row in labelled(days, moment).items():
        yield key, row | {"deadline": days[key][0], "due_last": days[key][1]}


def _closed(keys: set[str], moment: Moment) -> set[str]:
    """Which commitments need no watching any more."""
    closed: set[str] = set()
    for some in chunks(keys):
        closed.update(moment.rows(Status).filter(key__in=some).exclude(status__in=OPEN).values_list("key", flat=True))
    return closed
