"""What is due: every open commitment with its deadline, the state of that deadline on a day, and why."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db.models import Q, QuerySet

from servanda.model.when import WhenError, bounds
from servanda_ledger.book.models import Commitment, CommitmentParty
from servanda_ledger.follow.ladder import OPEN
from servanda_ledger.follow.ladder import Status as Rung
from servanda_ledger.follow.models import Status, Waiting
from servanda_ledger.follow.occurrences import Occurrence, occurrences
from servanda_ledger.follow.waiting import deadline_from_json

State = Literal["overdue", "due", "upcoming", "undated"]
STATES: tuple[State, ...] = ("overdue", "due", "upcoming", "undated")
SOON = 30  # days ahead that count as due already
_DAYS_COUNTED = 730  # a longer time is told in years

_COLUMNS = (
    "key",
    "entered",
    "document",
    "deadline",
    "deadline_words",
    "due_first",
    "due_last",
    "data",
    "day",
    "document_title",
    "document_kind",
    "parties",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose deadlines, and which: parties (all of them bound), a dialogue's series key, a document; states; the days ahead."""

    as_of: date
    parties: tuple[str, ...] = ()
    series: str = ""
    document: str = ""
    states: tuple[State, ...] = STATES
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment and its deadline. `data` is the commitment as JSON; `source` the document that a resolved trigger was found in."""

    commitment: str
    document: str
    document_title: str
    document_kind: str
    made_on: date | None
    parties: str
    data: str
    deadline: str | None
    words: str
    first: date | None
    last: date | None
    state: State
    because: str
    status: Rung = "not_checked"
    source: str = ""
    revision: int = 0  # the last entry that had a say in it


def due(asked: Asked) -> Iterator[Item]:
    """The items asked for: overdue first, each state by date; the undated ones last, in order of their documents."""
    closed, statuses = _statuses(asked.as_of)
    waiting = _waiting(asked)
    dated = [item for item in _dated(asked, waiting, closed, statuses) if item.state in asked.states]
    order = {state: place for place, state in enumerate(STATES)}
    # What is past: the latest first. What is ahead: the nearest first.
    dated.sort(key=lambda i: (order[i.state], *_nearness(i), i.commitment))
    yield from dated
    if "undated" in asked.states:
        yield from _undated(asked, waiting, closed, statuses, {item.commitment for item in dated})


def state_on(first: date | None, last: date | None, as_of: date) -> State:
    """Whether a period is past, here (or within `SOON` days), or ahead. An open end is never past."""
    if last is not None and last < as_of:
        return "overdue"
    if last is None:
        return "due" if first is not None and first <= as_of else "upcoming"
    begun = first is not None and first <= as_of and first != last
    return "due" if begun or last <= as_of + timedelta(days=SOON) else "upcoming"


def _nearness(item: Item) -> tuple[int, int]:
    last, first = (item.last or date.max).toordinal(), (item.first or date.max).toordinal()
    return (-last, -first) if item.state == "overdue" else (last, first)


def _standing(asked: Asked) -> QuerySet[Commitment]:
    """The commitments that were made up to the day and are not rejected."""
    rows = Commitment.objects.current().exclude(review="rejected").filter(Q(day=None) | Q(day__lte=asked.as_of))
    for party in asked.parties:
        rows = rows.filter(key__in=CommitmentParty.objects.current().filter(party=party).values("commitment"))
    if asked.series:
        rows = rows.filter(series_key=asked.series)
    return rows.filter(document=asked.document) if asked.document else rows


def _statuses(as_of: date) -> tuple[set[str], dict[str, Rung]]:
    """Which commitments were closed on that day, and every decided status."""
    rows = Status.objects.current().filter(Q(on_day=None) | Q(on_day__lte=as_of)).values_list("key", "status")
    statuses: dict[str, Rung] = dict(rows)
    return {key for key, status in statuses.items() if status not in OPEN}, statuses


@dataclass(frozen=True, slots=True)
class _Resolved:
    row: Waiting
    occurrence: Occurrence | None


def _waiting(asked: Asked) -> dict[str, _Resolved]:
    rows = list(Waiting.objects.current())
    known = occurrences({row.event for row in rows}, asked.as_of)
    return {row.key: _Resolved(row, known.get(row.event)) for row in rows}


def _dated(asked: Asked, waiting: dict[str, _Resolved], closed: Collection[str], statuses: dict[str, Rung]) -> Iterator[Item]:
    limit = asked.until or date.max
    resolved = [key for key, each in waiting.items() if each.occurrence is not None]
    rows = _standing(asked).exclude(deadline="").filter(Q(due_last=None) | Q(due_last__lte=limit))
    for row in rows.values(*_COLUMNS).iterator(chunk_size=2000):
        if row["key"] not in closed:
            state = state_on(row["due_first"], row["due_last"], asked.as_of)
            yield _item(row, statuses, (row["deadline"], row["due_first"], row["due_last"]), state, _plainly(row, state, asked.as_of))
    for start in range(0, len(resolved), 500):
        for row in _standing(asked).filter(key__in=resolved[start : start + 500]).values(*_COLUMNS):
            item = None if row["key"] in closed else _settled(row, waiting[row["key"]], asked, statuses)
            if item is not None and (item.last is None or item.last <= limit):
                yield item


def _settled(row: dict[str, object], resolved: _Resolved, asked: Asked, statuses: dict[str, Rung]) -> Item | None:
    """A commitment whose trigger has come, with the day counted from it."""
    occurrence = resolved.occurrence
    if occurrence is None:
        return None
    deadline = deadline_from_json(json.loads(resolved.row.deadline))
    try:
        value = deadline.settled(occurrence.day).value
    except WhenError:
        return None
    if value is None:
        return None
    first, last = bounds(value)
    state = state_on(first, last, asked.as_of)
    counted = f"; {deadline.offset} from then is {value}" if deadline.offset else ""
    because = f"the text says “{resolved.row.words}”; {occurrence.because}{counted}{_standing_of(state, last, asked.as_of)}"
    return _item(row, statuses, (value, first, last), state, because, occurrence)


def _undated(
    asked: Asked, waiting: dict[str, _Resolved], closed: Collection[str], statuses: dict[str, Rung], dated: Collection[str]
) -> Iterator[Item]:
    rows = _standing(asked).filter(deadline="").order_by("day", "document", "position")
    for row in rows.values(*_COLUMNS).iterator(chunk_size=2000):
        key = row["key"]
        if key in closed or key in dated:
            continue
        if key in waiting and waiting[key].occurrence is None:
            because = f"the text says “{row['deadline_words']}”, and the ledger does not know yet when that came"
        elif row["deadline_words"]:
            because = f"the text says “{row['deadline_words']}”, which gives no day"
        else:
            because = "the text gives no deadline"
        if key not in waiting or waiting[key].occurrence is None:
            yield _item(row, statuses, (None, None, None), "undated", because)


def _plainly(row: dict[str, object], state: State, as_of: date) -> str:
    words = f"the text says “{row['deadline_words']}”" if row["deadline_words"] else "an editor set the deadline"
    last = row["due_last"]
    return words + _standing_of(state, last if isinstance(last, date) else None, as_of)


def _standing_of(state: State, last: date | None, as_of: date) -> str:
    if last is None:
        return "; the period has no end"
    days = abs((last - as_of).days)
    counted = f"{days} day{'' if days == 1 else 's'}" if days < _DAYS_COUNTED else f"{days // 365} years"
    if state == "overdue":
        return f"; its last day, {last}, was {counted} before {as_of}, and nobody has recorded it as kept"
    return f"; its last day is {last}, " + ("today" if days == 0 else f"in {counted}")


def _item(
    row: dict[str, object],
    statuses: dict[str, Rung],
    when: tuple[str | None, date | None, date | None],
    state: State,
    because: str,
    occurrence: Occurrence | None = None,
) -> Item:
    made_on, entered = row["day"], row["entered"]
    return Item(
        commitment=str(row["key"]),
        document=str(row["document"]),
        document_title=str(row["document_title"]),
        document_kind=str(row["document_kind"]),
        made_on=made_on if isinstance(made_on, date) else None,
        parties=str(row["parties"]),
        data=str(row["data"]),
        deadline=when[0],
        words=str(row["deadline_words"]),
        first=when[1],
        last=when[2],
        state=state,
        because=because,
        status=statuses.get(str(row["key"]), "not_checked"),
        source=occurrence.document if occurrence else "",
        revision=max(int(str(entered)), occurrence.entry if occurrence else 0),
    )
