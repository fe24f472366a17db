"""What is due: every open commitment with its deadline, the state of that deadline on a day, and why.

The database tells states apart and sorts, so that a page of a large ledger costs a page. Only the deadlines that an event has since moved
or dated, which are few, are counted here and merged in.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import OrderBy

from servanda.model.resolution import explain
from servanda.model.when import bounds
from servanda_ledger.book.models import Commitment, CommitmentParty
from servanda_ledger.follow import reasons
from servanda_ledger.follow.ladder import OPEN, as_rung
from servanda_ledger.follow.ladder import Status as Rung
from servanda_ledger.follow.models import Status, Waiting
from servanda_ledger.follow.occurrences import Occurrence, occurrences
from servanda_ledger.follow.reasons import State
from servanda_ledger.follow.waiting import deadline_from_json

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


def due(asked: Asked) -> Iterator[Item]:
    """The items asked for: overdue first, each state by date; the undated ones last, in order of their documents."""
    moved = _Moved.of(asked)
    return chain.from_iterable(_of_state(asked, state, moved) for state in STATES if state in asked.states)


def counted(asked: Asked) -> dict[State, int]:
    """How many items each state has; 0 for states that are not asked for."""
    moved = _Moved.of(asked)
    rows = moved.others(asked)
    filters = {state: Count("id", filter=_condition(state, asked)) for state in asked.states}
    found: dict[str, int] = rows.aggregate(**filters) if filters else {}
    return {state: found.get(state, 0) + sum(item.state == state for item in moved.items) for state in STATES}


def listed(asked: Asked, state: State, first: int, most: int) -> list[Item]:
    """At most so many items of one state from place `first` (0 the first) on, in the order of `due`."""
    moved = _Moved.of(asked)
    own = sum(item.state == state for item in moved.items)
    # Of the rows before `first` at most as many as were merged in can lie behind it.
    skipped = max(first - own, 0)
    return list(islice(_of_state(asked, state, moved, (skipped, first + most)), first - skipped, first - skipped + most))


def state_on(first: date | None, last: date | None, as_of: date) -> State:
    """Whether a period is past, here (or within `SOON` days), or ahead. An open end is never past."""
    if last is not None and last < as_of:
        return "overdue"
    if last is None:
        return "due" if first is not None and first <= as_of else "upcoming"
    begun = first is not None and first <= as_of and first != last
    return "due" if begun or last <= as_of + timedelta(days=SOON) else "upcoming"


def _condition(state: State, asked: Asked) -> Q:
    """`state_on` for the database."""
    dated, as_of = ~Q(deadline=""), asked.as_of
    if state == "undated":
        return Q(deadline="")
    within = Q(due_last=None) | Q(due_last__lte=asked.until) if asked.until is not None else Q()
    if state == "overdue":
        return dated & within & Q(due_last__lt=as_of)
    begun = Q(due_first__lte=as_of) & (Q(due_last=None) | ~Q(due_first=F("due_last")))
    here = begun | Q(due_last__lte=as_of + timedelta(days=SOON))
    ahead = dated & within & (Q(due_last=None) | Q(due_last__gte=as_of))
    if state == "due":
        return ahead & here
    later = Q(due_first=None) | Q(due_first__gt=as_of) | Q(due_first=F("due_last"))
    return ahead & later & (Q(due_last=None) | Q(due_last__gt=as_of + timedelta(days=SOON)))


def _order(state: State) -> tuple[OrderBy | str, ...]:
    """What is past: the latest first. What is ahead: the nearest first. What has no date: by document."""
    if state == "undated":
        return F("day").asc(nulls_first=True), "document", "position", "key"
    if state == "overdue":
        return F("due_last").desc(), F("due_first").desc(nulls_last=True), "key"
    return F("due_last").asc(nulls_last=True), F("due_first").asc(nulls_last=True), "key"


def _place(item: Item) -> tuple[Any, ...]:
    """`_order` for what is merged in."""
    if item.state == "undated":
        return item.made_on or date.min, item.document, item.position, item.commitment
    if item.state == "overdue":
        last, first = item.last or date.max, item.first or date.min
        return -last.toordinal(), -first.toordinal(), item.commitment
    return (item.last or date.max).toordinal(), (item.first or date.max).toordinal(), item.commitment


def _standing(asked: Asked) -> QuerySet[Commitment]:
    """The commitments that were made up to the day, are not rejected, and were open on it."""
    rows = Commitment.objects.current().exclude(review="rejected").filter(Q(day=None) | Q(day__lte=asked.as_of))
    for party in asked.parties:
        rows = rows.filter(key__in=CommitmentParty.objects.current().filter(party=party).values("commitment"))
    if asked.series:
        rows = rows.filter(series_key=asked.series)
    if asked.document:
        rows = rows.filter(document=asked.document)
    return rows.exclude(key__in=_statuses(asked.as_of).exclude(status__in=OPEN).values("key"))


def _statuses(as_of: date) -> QuerySet[Status]:
    """The decisions that hold on a day."""
    return Status.objects.current().filter(Q(on_day=None) | Q(on_day__lte=as_of))


@dataclass(frozen=True, slots=True)
class _Moved:
    """The deadlines whose event came up to the day asked about, counted from it, and the rows of `Waiting` that say so (None: none)."""

    items: list[Item]
    hanging: QuerySet[Waiting] | None

    @classmethod
    def of(cls, asked: Asked) -> _Moved:
        """What has moved among what is asked for."""
        waiting = Waiting.objects.current()
        known = occurrences(waiting.order_by().values_list("event", flat=True).distinct(), asked.as_of)
        if not known:
            return cls([], None)
        hanging = waiting.filter(event__in=list(known))
        items = [i for i in _moved(asked, {row.key: row for row in hanging}, known) if i.state in asked.states]
        return cls([i for i in items if i.last is None or asked.until is None or i.last <= asked.until], hanging)

    def others(self, asked: Asked) -> QuerySet[Commitment]:
        """The open commitments whose deadline is what their row says."""
        rows = _standing(asked)
        return rows if self.hanging is None else rows.exclude(key__in=self.hanging.values("key"))


def _of_state(asked: Asked, state: State, moved: _Moved, window: tuple[int, int] | None = None) -> Iterator[Item]:
    """The items of one state in order; of the database's rows those in `window`, with everything that is merged in."""
    rows = moved.others(asked).filter(_condition(state, asked)).order_by(*_order(state))
    found = _windowed(rows, *window) if window else rows.values(*_COLUMNS).iterator(chunk_size=2000)
    keys = [row["key"] for row in found] if isinstance(found, list) else None
    plain = _plain(found, state, asked.as_of, _Told.of(asked.as_of, keys))
    mine = sorted((item for item in moved.items if item.state == state), key=_place)
    return heapq.merge(plain, mine, key=_place) if mine else plain


def _windowed(rows: QuerySet[Commitment], first: int, last: int) -> list[_Row]:
    """Some rows of many: sorted by what they are sorted by alone, so that the database does not carry every word along."""
    ids = list(rows.values_list("pk", flat=True)[first:last])
    found: dict[int, _Row] = {row["id"]: row for row in Commitment.objects.filter(pk__in=ids).values("id", *_COLUMNS)}
    return [found[each] for each in ids]


@dataclass(frozen=True, slots=True)
class _Told:
    """What stands in other tables of some commitments, or of all: the event that each hangs on, and its status."""

    events: dict[str, str]
    statuses: dict[str, Rung]

    @classmethod
    def of(cls, as_of: date, keys: Sequence[str] | None = None) -> _Told:
        """For these commitments; for all when there are no keys."""
        waiting, statuses = Waiting.objects.current(), _statuses(as_of)
        if keys is not None:
            waiting, statuses = waiting.filter(key__in=keys), statuses.filter(key__in=keys)
        rungs = {key: as_rung(status) for key, status in statuses.values_list("key", "status").iterator(chunk_size=5000)}
        return cls(dict(waiting.values_list("key", "event")), rungs)


def _plain(rows: Iterable[_Row], state: State, as_of: date, told: _Told) -> Iterator[Item]:
    """Rows as items."""
    for row in rows:
        key, words = row["key"], row["deadline_words"]
        event = told.events.get(key, "")
        if state == "undated":
            because = reasons.undated(words, bool(event))
        else:
            because = reasons.dated(words, bool(event)) + reasons.standing(state, row["due_last"], as_of)
        when = _When(row["deadline"] or None, row["due_first"], row["due_last"], state)
        yield _item(row, when, because, told.statuses.get(key, "not_checked"), event)


def _moved(asked: Asked, hanging: dict[str, Waiting], known: dict[str, Occurrence]) -> Iterator[Item]:
    """The commitments whose event came; without a date where it cannot be counted."""
    keys = list(hanging)
    for start in range(0, len(keys), _CHUNK):
        some = keys[start : start + _CHUNK]
        statuses = _Told.of(asked.as_of, some).statuses
        for row in _standing(asked).filter(key__in=some).values(*_COLUMNS):
            waiting = hanging[row["key"]]
            yield _counted_from(row, waiting, known[waiting.event], asked.as_of, statuses.get(row["key"], "not_checked"))


def _counted_from(row: _Row, waiting: Waiting, occurrence: Occurrence, as_of: date, status: Rung) -> Item:
    """A commitment whose event has come."""
    told = explain(deadline_from_json(json.loads(waiting.deadline)), occurrence.date or occurrence.day)
    known = "the text itself bears that date" if occurrence.own and occurrence.document == row["document"] else occurrence.because
    because = f"{told.because.removesuffix('.')} ({known})"
    value = told.value
    if value is None and row["deadline"]:  # what the day of the text gives still says more
        value, because = row["deadline"], f"{because}; until it can, the day that the text bears counts"
    first, last = bounds(value) if value else (None, None)
    state: State = state_on(first, last, as_of) if value else "undated"
    because += reasons.standing(state, last, as_of) if value else ""
    return _item(row, _When(value, first, last, state), because, status, waiting.event, occurrence)


@dataclass(frozen=True, slots=True)
class _When:
    value: str | None
    first: date | None
    last: date | None
    state: State


def _item(row: _Row, when: _When, because: str, status: Rung, event: str, occurrence: Occurrence | None = None) -> Item:
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
        because=because,
        status=status,
        source=occurrence.document if occurrence else "",
        revision=max(row["entered"], occurrence.entry if occurrence else 0),
        event=event,
        position=row["position"],
    )
