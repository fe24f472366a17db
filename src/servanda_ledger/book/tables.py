"""Keeping the tables at what the entries say: after each entry, and all of them anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from django.apps import apps
from django.db import models as fields
from django.db import transaction

from servanda_ledger.book import chain
from servanda_ledger.book.entries import Entry
from servanda_ledger.book.mirrors import mirrors
from servanda_ledger.book.models import Entry as EntryRow
from servanda_ledger.book.models import Version
from servanda_ledger.book.projection import Held, Row, Slot, Value, history, rows_of, step

_FRAME = frozenset(["id", "subject", "key", "entered", "left"])
_BATCH = 500


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


def follow(entry: Entry) -> None:
    """Bring the rows of the entry's subject up to it. The entry is in the book already."""
    entries = chain.history_of(entry.subject)
    before = {} if len(entries) == 1 else {(h.row.table, h.row.key): h for h in held(entry.subject, current=True)}
    change = step(before, entry, rows_of(entries, cache(chain.blob)))  # several projectors read the same bytes
    _close(change.closed, entry.number)
    _open(change.opened, entry.subject)


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
    """Empty the tables and make them anew from the entries; returns how many entries there were. One transaction."""
    with transaction.atomic():
        for model in versioned():
            model.objects.all().delete()
        for mirror in mirrors():
            mirror.emptied()
        for subject in subjects():
            _open(history(chain.history_of(subject), chain.blob), subject)
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


def _open(opened: Iterable[Held], subject: str) -> None:
    by_table: dict[str, list[Version]] = defaultdict(list)
    for each in opened:
        model = _model(each.row.table)
        by_table[each.row.table].append(
            model(id=each.id, subject=subject, key=each.row.key, entered=each.entered, left=each.left, **each.row.values)
        )
    for table, rows in by_table.items():
        _model(table).objects.bulk_create(rows, batch_size=_BATCH)
    for mirror in mirrors():
        mirror.opened(by_table)


__all__ = ["Slot", "columns", "follow", "held", "rebuild", "subjects", "versioned"]
