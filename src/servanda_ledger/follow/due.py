"""What is due: every open commitment with its deadline, the state of that deadline on a day, and why.

The index of search tells states apart and sorts, so that a page of a large ledger costs a page. Only the deadlines that an event has
since moved or dated, which are few, are counted one by one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet

from servanda.model.resolution import explain
from servanda.model.when import bounds
from servanda_ledger.book.models import Commitment
from servanda_ledger.catalogue.gathered import chunks
from servanda_ledger.catalogue.remembered import while_unchanged
from servanda_ledger.follow import reasons
from servanda_ledger.follow.ladder import OPEN, as_rung
from servanda_ledger.follow.ladder import Status as Rung
from servanda_ledger.follow.models import Status, Waiting
from servanda_ledger.follow.occurrences import Occurrence, occurrences
from servanda_ledger.follow.reasons import State
from servanda_ledger.follow.waiting import deadline_from_json
from servanda_ledger.search.codes import LAST_DAY, day
from servanda_ledger.search.columns import Columns, Ints, Mask
from servanda_ledger.search.find import places
from servanda_ledger.search.query import Query

STATES: tuple[State, ...] = ("overdue", "due", "upcoming", "undated")
SOON = 30  # days ahead that count as due already
_CHUNK = 500
_Row = dict[str, Any]
_COLUMNS = (
    "key",
    "entered",
    "document",
    "position",
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

    def concerns(self, row: Commitment) -> bool:
        """Whether a commitment is one of those asked about, whatever its deadline."""
        whose = all(f" {party} " in row.parties for party in self.parties)
        return whose and self.series in ("", row.series_key) and self.document in ("", row.document)


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment and its deadline.

    `data` is the commitment as JSON; `event` what the deadline hangs on (see `triggers`), `source` the document that tells when that came.
    """

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
    event: str = ""
    position: int = 0
    ground: str = ""  # as `because`, but for what changes with the day asked about


def due(asked: Asked) -> Iterator[Item]:
    """The items asked for: overdue first, each state by date; the undated ones last, in order of their documents."""
    standing = _Standing.of(asked)
    return chain.from_iterable(standing.items(state, standing.places(state)) for state in STATES if state in asked.states)


def counted(asked: Asked) -> dict[State, int]:
    """How many items each state has; 0 for states that are not asked for."""
    standing = _Standing.of(asked)
    return {state: int(standing.mask(state).sum()) if state in asked.states else 0 for state in STATES}


def listed(asked: Asked, state: State, first: int, most: int) -> list[Item]:
    """At most so many items of one state from place `first` (0 the first) on, in the order of `due`."""
    standing = _Standing.of(asked)
    return list(standing.items(state, standing.places(state)[first : first + most]))


def state_on(first: date | None, last: date | None, as_of: date) -> State:
    """Whether a period is past, here (or within `SOON` days), or ahead. An open end is never past."""
    if last is not None and last < as_of:
        return "overdue"
    if last is None:
        return "due" if first is not None and first <= as_of else "upcoming"
    begun = first is not None and first <= as_of and first != last
    return "due" if begun or last <= as_of + timedelta(days=SOON) else "upcoming"


@dataclass(frozen=True, slots=True)
class _Standing:
    """The commitments that were made up to the day, are not rejected, and were open on it: rows of the index of search.

    `first` and `last` bound their deadlines (0: none; an open beginning is 1, an open end the last day there is), counted anew for those
    whose event has come, which are in `moved` by id.
    """

    asked: Asked
    columns: Columns
    rows: Ints
    first: Ints
    last: Ints
    moved: dict[int, Item]

    @classmethod
    def of(cls, asked: Asked) -> _Standing:
        """What is asked for."""
        series = (asked.series,) if asked.series else ()
        columns, rows = places(Query(party=asked.parties, series=series, document=asked.document))
        rows = rows[columns.arrays["day"][rows] <= asked.as_of.toordinal()]
        closed = _statuses(asked.as_of).exclude(status__in=OPEN).values("key")
        rows = np.setdiff1d(rows, _places_of(columns, Commitment.objects.current().filter(key__in=closed)), assume_unique=True)
        first, last = columns.arrays["due_first"].copy(), columns.arrays["due_last"].copy()
        moved = dict(_moved(asked.as_of))
        for id_, item in moved.items():
            at = columns.places(np.array([id_], np.int64))
            first[at] = day(item.first, 1) if item.deadline else 0
            last[at] = day(item.last, LAST_DAY) if item.deadline else 0
        return cls(asked, columns, rows, first[rows], last[rows], moved)

    def mask(self, state: State) -> Mask:
        """Which of the rows are in a state: `state_on` for all of them."""
        asked, first, last = self.asked, self.first, self.last
        if state == "undated":
            undated: Mask = last == 0
            return undated
        today, ends = asked.as_of.toordinal(), last < LAST_DAY
        wanted: Mask = last > 0
        if asked.until is not None:
            wanted &= ~ends | (last <= asked.until.toordinal())
        over = last < today
        begun = (first > 1) & (first <= today) & (first != last)
        here = begun | (last <= today + SOON)
        wanted &= over if state == "overdue" else ~over & (here if state == "due" else ~here)
        return wanted

    def places(self, state: State) -> Ints:
        """The rows in a state. What is past: the latest first. What is ahead: the nearest first. What has no date: by document."""
        mask = self.mask(state)
        rows, first, last = self.rows[mask], self.first[mask].astype(np.int64), self.last[mask].astype(np.int64)
        if state == "undated":
            arrays = self.columns.arrays
            order = np.lexsort((rows, arrays["position"][rows], self.columns.document_order[rows], arrays["day"][rows]))
        elif state == "overdue":
            order = np.lexsort((rows, -first, -last))
        else:
            order = np.lexsort((rows, np.where(first > 1, first, LAST_DAY + 1), last))
        found: Ints = rows[order]
        return found

    def items(self, state: State, rows: Ints) -> Iterator[Item]:
        """These rows as items, a few hundred in memory at a time."""
        ids: list[int] = self.columns.ids[rows].tolist()
        for start in range(0, len(ids), _CHUNK):
            some = ids[start : start + _CHUNK]
            found: dict[int, _Row] = {row["id"]: row for row in Commitment.objects.filter(pk__in=some).values("id", *_COLUMNS)}
            told = _Told.of(self.asked.as_of, [row["key"] for row in found.values()])
            for each in some:
                if each in self.moved:
                    yield self.moved[each]
                elif each in found:
                    yield _plain(found[each], state, self.asked.as_of, told)


def _places_of(columns: Columns, rows: QuerySet[Commitment]) -> Ints:
    return columns.places(np.fromiter(rows.values_list("pk", flat=True), np.int64))


def _statuses(as_of: date) -> QuerySet[Status]:
    """The decisions that hold on a day."""
    return Status.objects.current().filter(Q(on_day=None) | Q(on_day__lte=as_of))


@while_unchanged
def _moved(as_of: date) -> tuple[tuple[int, Item], ...]:
    """The commitments whose event came up to a day, by id, with the deadlines counted from it (none where it cannot be counted)."""
    waiting = Waiting.objects.current()
    known = occurrences(waiting.order_by().values_list("event", flat=True).distinct(), as_of)
    hanging = {row.key: row for some in chunks(known) for row in waiting.filter(event__in=some)}
    made = []
    for some in chunks(hanging):
        statuses = _Told.of(as_of, some).statuses
        for row in Commitment.objects.current().filter(key__in=some).values("id", *_COLUMNS):
            on = hanging[row["key"]]
            made.append((row["id"], _counted_from(row, on, known[on.event], as_of, statuses.get(row["key"], "not_checked"))))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Told:
    """What stands in other tables of some commitments: the event that each hangs on, and its status."""

    events: dict[str, str]
    statuses: dict[str, Rung]

    @classmethod
    def of(cls, as_of: date, keys: Sequence[str]) -> _Told:
        """For these commitments."""
        statuses = _statuses(as_of).filter(key__in=keys).values_list("key", "status")
        events = Waiting.objects.current().filter(key__in=keys).values_list("key", "event")
        return cls(dict(events), {key: as_rung(status) for key, status in statuses})


def _plain(row: _Row, state: State, as_of: date, told: _Told) -> Item:
    """A row whose deadline is what it says."""
    key, words = row["key"], row["deadline_words"]
    event = told.events.get(key, "")
    ground = reasons.undated(words, bool(event)) if state == "undated" else reasons.dated(words, bool(event))
    when = _When(row["deadline"] or None, row["due_first"], row["due_last"], state, as_of)
    return _item(row, when, ground, told.statuses.get(key, "not_checked"), event)


def _counted_from(row: _Row, waiting: Waiting, occurrence: Occurrence, as_of: date, status: Rung) -> Item:
    """A commitment whose event has come."""
    told = explain(deadline_from_json(json.loads(waiting.deadline)), occurrence.date or occurrence.day)
    known = "the text itself bears that date" if occurrence.own and occurrence.document == row["document"] else occurrence.because
    ground = f"{told.because.removesuffix('.')} ({known})"
    value = told.value
    if value is None and row["deadline"]:  # what the day of the text gives still says more
        value, ground = row["deadline"], f"{ground}; until it can, the day that the text bears counts"
    first, last = bounds(value) if value else (None, None)
    state: State = state_on(first, last, as_of) if value else "undated"
    return _item(row, _When(value, first, last, state, as_of), ground, status, waiting.event, occurrence)


@dataclass(frozen=True, slots=True)
class _When:
    value: str | None
    first: date | None
    last: date | None
    state: State
    as_of: date

    @property
    def standing(self) -> str:
        return reasons.standing(self.state, self.last, self.as_of) if self.value else ""


def _item(row: _Row, when: _When, ground: str, status: Rung, event: str, occurrence: Occurrence | None = None) -> Item:
    return Item(
        commitment=row["key"],
        document=row["document"],
        document_title=row["document_title"],
        document_kind=row["document_kind"],
        made_on=row["day"],
        parties=row["parties"],
        data=row["data"],
        deadline=when.value,
        words=row["deadline_words"],
        first=when.first,
        last=when.last,
        state=when.state,
        because=ground + when.standing,
        ground=ground,
        status=status,
        source=occurrence.document if occurrence else "",
        revision=max(row["entered"], occurrence.entry if occurrence else 0),
        event=event,
        position=row["position"],
    )
