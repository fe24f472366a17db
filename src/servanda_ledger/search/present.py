"""The columns of the index as the book stands now: read once by each process, and brought up to date when the book has grown."""

from __future__ import annotations

import json
from dataclasses import replace
from threading import Lock

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from servanda_ledger.book.entries import GENESIS
from servanda_ledger.book.models import Entry
from servanda_ledger.book.projection import PLACES
from servanda_ledger.search import rows
from servanda_ledger.search.columns import Columns
from servanda_ledger.search.models import Name

_WIDE = ("id", "left", "document", "parties", "series", "text")
_CHUNK = 100_000  # rows that are read at once
_NEVER = np.iinfo(np.int64).max
_TABLES = {"search_item": rows.ITEM, "search_paper": rows.PAPER}
_KEPT: dict[tuple[str, str], Columns] = {}
_LOCK = Lock()


def current(table: str) -> Columns:
    """The columns of `search_item` or `search_paper` as the book stands now."""
    last = _head()
    key = (table, str(connection.settings_dict["NAME"]))
    kept = _KEPT.get(key)
    if kept is None or (kept.number, kept.hash) != last:
        with _LOCK:
            kept, last = _KEPT.get(key), _head()  # others may have brought it further meanwhile
            if kept is None or not _leads_to(kept, last):
                kept = _empty(table)
            if (kept.number, kept.hash) != last:
                kept = _grown(table, kept, *last)
            _KEPT[key] = kept
    return kept


def _head() -> tuple[int, str]:
    return Entry.objects.order_by("-number").values_list("number", "hash").first() or (0, GENESIS)


def _leads_to(kept: Columns, last: tuple[int, str]) -> bool:
    """Whether the book that `kept` shows is an earlier state of this one."""
    if kept.number == last[0]:
        return kept.hash == last[1]
    there = Entry.objects.filter(number=kept.number).values_list("hash", flat=True).first() or GENESIS
    return kept.number < last[0] and kept.hash == there


def _empty(table: str) -> Columns:
    arrays = {name: np.empty(0, _type(name)) for name in _TABLES[table]}
    return Columns(0, GENESIS, arrays, {"parties": {0: 0}, "series": {0: 0}}, ((),), ("",))


def _type(name: str) -> type[np.generic]:
    return np.int64 if name in _WIDE else np.int32


def _grown(table: str, kept: Columns, number: int, hash_: str) -> Columns:
    """The columns after the entries since: new rows at the end, and the rows that ceased to hold marked."""
    names = _TABLES[table]
    found = _rows(table, names, (kept.number + 1) << PLACES, (number + 1) << PLACES)
    new = {name: found[place].astype(_type(name)) for place, name in enumerate(names)}
    new["left"][new["left"] == 0] = _NEVER
    since = f'SELECT id, "left" FROM {table} WHERE "left" > %s AND id < %s'
    ceased = _read(since, ("id", "left"), (kept.number, (kept.number + 1) << PLACES))
    numbers = {field: dict(kept.numbers[field]) for field in kept.numbers}
    unknown: dict[str, list[int]] = {}
    for field, known in numbers.items():
        values, inverse = np.unique(new[field], return_inverse=True)
        unknown[field] = [value for value in values.tolist() if value not in known]
        known.update({value: len(known) + at for at, value in enumerate(unknown[field])})
        new[field] = (
            np.array([known[value] for value in values.tolist()], np.int32)[inverse] if len(values) else new[field].astype(np.int32)
        )
    arrays = {name: np.concatenate([kept.arrays[name], new[name]]) if len(kept) else new[name] for name in names}
    grown = replace(
        kept,
        number=number,
        hash=hash_,
        arrays=arrays,
        numbers=numbers,
        party_sets=(*kept.party_sets, *(tuple(json.loads(text)) for text in _names(unknown["parties"], "[]"))),
        series_keys=(*kept.series_keys, *_names(unknown["series"], "")),
    )
    if ceased.size:
        left = arrays["left"].copy() if arrays["left"] is kept.arrays["left"] else arrays["left"]
        left[np.searchsorted(arrays["id"], ceased[0])] = ceased[1]
    return grown


def _names(numbers: list[int], otherwise: str) -> list[str]:
    there: dict[int, str] = {}
    for first in range(0, len(numbers), 500):
        there.update(Name.objects.filter(id__in=numbers[first : first + 500]).values_list("id", "text"))
    return [there.get(number, otherwise) for number in numbers]


def _rows(table: str, names: tuple[str, ...], first: int, end: int) -> NDArray[np.int64]:
    """The rows with ids from `first` to before `end` in their order, one line of the array for each column."""
    parts = [np.empty((len(names), 0), np.int64)]
    while parts[-1].shape[1] in (0, _CHUNK):
        part = _read(f"SELECT {_quoted(names)} FROM {table} WHERE id >= %s AND id < %s ORDER BY id LIMIT {_CHUNK}", names, (first, end))
        parts.append(part[:, np.argsort(part[0], kind="stable")])
        if not part.size:
            break
        first = int(part[0].max()) + 1
    return np.concatenate(parts, axis=1)


def _read(sql: str, names: tuple[str, ...], values: tuple[int, ...]) -> NDArray[np.int64]:
    """The rows of a query, in any order; PostgreSQL sends them as one value, of which no objects need be made."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sent = " || ".join(f'int8send("{name}"::bigint)' for name in names)
            cursor.execute(f"SELECT string_agg({sent}, ''::bytea) FROM ({sql}) AS wanted", values)
            (data,) = cursor.fetchone() or (b"",)
            return np.frombuffer(data or b"", ">i8").astype(np.int64).reshape(-1, len(names)).T
        cursor.execute(sql, values)
        return np.array(cursor.fetchall(), np.int64).reshape(-1, len(names)).T


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
