"""From entries to rows: what the tables must hold is a pure function of the entries, subject by subject.

A projector says which rows hold after the given entries of one subject. `steps` compares what held before an entry with what holds
after it, which gives every row the two entries between which it held: the tables remember every earlier day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from servanda_ledger.book.entries import Entry

Value = str | int | bool | date | None
ReadBlob = Callable[[str], bytes]  # the bytes with a SHA-256; raises KeyError

PLACES = 20  # bits of an id for the rows of one table that one entry opens


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of `table` ("book.Commitment") must say; `key` is unique among the rows of a subject that hold at one time."""

    table: str
    key: str
    values: Mapping[str, Value]


Projector = Callable[[Sequence[Entry], ReadBlob], Iterable[Row]]

_PROJECTORS: dict[str, list[Projector]] = {}


def register(family: str, projector: Projector) -> None:
    """Have `projector` make rows of the entries whose subject begins with `family` and a colon."""
    known = _PROJECTORS.setdefault(family, [])
    if projector not in known:
        known.append(projector)


def rows_of(entries: Sequence[Entry], blobs: ReadBlob) -> list[Row]:
    """The rows that hold after these entries, which are all of one subject and in order."""
    family = entries[-1].subject.partition(":")[0]
    return [row for projector in _PROJECTORS.get(family, ()) for row in projector(entries, blobs)]


@dataclass(frozen=True, slots=True)
class Held:
    """A row with its place in time."""

    id: int
    row: Row
    entered: int
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one entry changed: the rows that ceased to hold with it, and those that began to."""

    entry: Entry
    closed: tuple[Held, ...]
    opened: tuple[Held, ...]


Slot = tuple[str, str]  # table and key


def step(before: Mapping[Slot, Held], entry: Entry, after: Iterable[Row]) -> Step:
    """What `entry` changes, when `before` held and `after` is to hold. Raises `ValueError` for two rows with one key."""
    wanted: dict[Slot, Row] = {}
    for row in after:
        slot = (row.table, row.key)
        if slot in wanted:
            raise ValueError(f"two rows of {row.table} have the key {row.key!r}")
        wanted[slot] = row
    closed = [held for slot, held in before.items() if slot not in wanted or wanted[slot].values != held.row.values]
    opened: list[Held] = []
    places: dict[str, int] = {}
    for slot, row in wanted.items():
        held = before.get(slot)
        if held is not None and held.row.values == row.values:
            continue
        place = places.get(row.table, 0)
        places[row.table] = place + 1
        opened.append(Held((entry.number << PLACES) + place, row, entry.number))
    return Step(entry, tuple(closed), tuple(opened))


def steps(entries: Sequence[Entry], blobs: ReadBlob) -> Iterator[Step]:
    """Every step of one subject, from its first entry on."""
    current: dict[Slot, Held] = {}
    for count, entry in enumerate(entries, 1):
        change = step(current, entry, rows_of(entries[:count], blobs))
        for held in change.closed:
            del current[held.row.table, held.row.key]
        for held in change.opened:
            current[held.row.table, held.row.key] = held
        yield change


def history(entries: Sequence[Entry], blobs: ReadBlob) -> list[Held]:
    """Every row that ever held for one subject, with its place in time."""
    rows: dict[tuple[str, int], Held] = {}
    for change in steps(entries, blobs):
        for held in change.closed:
            rows[held.row.table, held.id] = Held(held.id, held.row, held.entered, change.entry.number)
        for held in change.opened:
            rows[held.row.table, held.id] = held
    return list(rows.values())
