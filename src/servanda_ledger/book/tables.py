"""Keeping the tables at what the entries say: after each entry, and all of them anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from django.apps import apps
from django.db import models as fields

from servanda_ledger.book import stored
from servanda_ledger.book.entries import Entry, digest
from servanda_ledger.book.mirrors import mirrors
from servanda_ledger.book.models import Entry as EntryRow
from servanda_ledger.book.models import Version
from servanda_ledger.book.projection import Held, ReadBlob, Row, Slot, Value, history, rows_of, step
from servanda_ledger.book.transactions import alone
from servanda_ledger.book.written import write

_MOST = 2**31 - 1  # of a column of whole numbers
_FRAME = frozenset(["id", "subject", "key", "entered", "left"])


class UnfitError(ValueError):
    """Raised for a row that not every database would keep; the message names the field."""


@cache
def versioned() -> tuple[type[Version], ...]:
    """Every table that is rebuilt from entries, in a fixed order."""
    return tuple(sorted((m for m in apps.get_models() if issubclass(m, Version)), key=lambda m: m._meta.label))


@cache
def _model(table: str) -> type[Version]:
    return next(m for m in versioned() if m._meta.label == table)


@cache
def columns(model: type[Version]) -> tuple[str, ...]:
    """The columns of a table that a projector fills."""
    return tuple(f.attname for f in model._meta.concrete_fields if isinstance(f, fields.Field) and f.attname not in _FRAME)


def follow(entry: Entry, blobs: Iterable[bytes] = ()) -> None:
    """Bring the rows of the entry's subject up to it. The entry is in the book already; `blobs` are bytes it names that are at hand."""
    entries = stored.history_of(entry.subject)
    before = {} if len(entries) == 1 else {(h.row.table, h.row.key): h for h in held(entry.subject, current=True)}
    read = reader(blobs)
    change = step(before, entry, rows_of(entries, read))
    _close(change.closed, entry.number)
    _open(change.opened, entry.subject, read)


@cache
def _limits(model: type[Version]) -> tuple[tuple[str, int], ...]:
    return tuple((f.attname, f.max_length) for f in model._meta.concrete_fields if isinstance(f, fields.CharField) and f.max_length)


@cache
def _numbers(model: type[Version]) -> tuple[str, ...]:
    return tuple(f.attname for f in model._meta.concrete_fields if type(f) is fields.IntegerField)


def _fits(model: type[Version], row: Row) -> None:
    """Raise `UnfitError` for what PostgreSQL would refuse and SQLite keep: a ledger on one must fit into the other."""
    for name, most in _limits(model):
        value = row.key if name == "key" else row.values.get(name, "")
        if len(value) > most:  # type: ignore[arg-type]  # a column of characters holds nothing else
            raise UnfitError(f"{name.replace('_', ' ')} has {len(value)} characters, the ledger keeps {most}: {str(value)[:60]!r}")  # type: ignore[arg-type]
    for name in _numbers(model):
        value = row.values.get(name)
        if isinstance(value, int) and abs(value) > _MOST:
            raise UnfitError(f"{name.replace('_', ' ')} is {value}, which is beyond any count")


def reader(at_hand: Iterable[bytes] = ()) -> ReadBlob:
    """Reading of bytes that asks the database once for each, and not for those at hand: several projectors read the same."""
    known = {digest(data): data for data in at_hand}

    def read(sha256: str) -> bytes:
        if sha256 not in known:
            known[sha256] = stored.blob(sha256)
        return known[sha256]

    return read


def held(subject: str, *, current: bool = False) -> Iterator[Held]:
    """The rows that the tables hold for one subject."""
    for model in versioned():
        rows = model.objects.filter(subject=subject)
        if current:
            rows = rows.filter(left=None)
        names = columns(model)
        for row in rows.values_list("id", "key", "entered", "left", *names):
            values: dict[str, Value] = dict(zip(names, row[4:], strict=True))
            yield Held(row[0], Row(model._meta.label, row[1], values), row[2], row[3])


def rebuild() -> int:
    """Empty the tables and make them anew from the entries; returns how many entries there were. One transaction; writers wait."""
    with alone():
        for model in versioned():
            model.objects.all().delete()
        for mirror in mirrors():
            mirror.emptied()
        for subject in subjects():
            read = reader()
            _open(history(stored.history_of(subject), read), subject, read)
        return EntryRow.objects.count()


def subjects() -> Iterator[str]:
    """Every subject of the book, in order of its first entry."""
    firsts = EntryRow.objects.values("subject").annotate(first=fields.Min("number")).order_by("first")
    yield from firsts.values_list("subject", flat=True).iterator(chunk_size=2000)


def _close(closed: Iterable[Held], number: int) -> None:
    by_table: dict[str, list[int]] = defaultdict(list)
    for each in closed:
        by_table[each.row.table].append(each.id)
    for table, ids in by_table.items():
        _model(table).objects.filter(id__in=ids).update(left=number)
        for mirror in mirrors():
            mirror.closed(table, ids, number)


def _open(opened: Iterable[Held], subject: str, blobs: ReadBlob) -> None:
    by_table: dict[str, list[Held]] = defaultdict(list)
    for each in opened:
        by_table[each.row.table].append(each)
    for table, rows in by_table.items():
        model = _model(table)
        names = columns(model)
        for each in rows:
            _fits(model, each.row)
        written = [(h.id, subject, h.row.key, h.entered, h.left, *(h.row.values[name] for name in names)) for h in rows]
        write(model._meta.db_table, ("id", "subject", "key", "entered", "left", *names), written)
    for mirror in mirrors():
        mirror.opened(by_table, blobs)


__all__ = ["Slot", "UnfitError", "columns", "follow", "held", "reader", "rebuild", "subjects", "versioned"]
