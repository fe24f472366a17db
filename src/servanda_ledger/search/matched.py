"""The rows whose words match, kept for a while: who turns a page or narrows by a field asks for the same words again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from servanda_ledger.search import matches
from servanda_ledger.search.columns import Columns, Ints
from servanda_ledger.search.syntax import Sought

_MOST_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows of the columns, in order; `number` is how many keys the database found; `others`: all other rows are meant."""

    rows: NDArray[np.int32]
    number: int
    others: bool


@dataclass
class _Kept:
    """What was found last, up to so many bytes in all."""

    most: int
    found: OrderedDict[tuple[str, ...], Matched] = field(default_factory=OrderedDict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)

    def get(self, key: tuple[str, ...]) -> Matched | None:
        with self.lock:
            if key in self.found:
                self.found.move_to_end(key)
            return self.found.get(key)

    def put(self, key: tuple[str, ...], value: Matched) -> None:
        with self.lock:
            if key not in self.found and value.rows.nbytes <= self.most:
                self.found[key] = value
                self.size += value.rows.nbytes
            while self.size > self.most or len(self.found) > 1000:
                self.size -= self.found.popitem(last=False)[1].rows.nbytes


_KEPT = _Kept(_MOST_BYTES)


def matched(columns: Columns, index: matches.Index, sought: Sought) -> Matched:
    """The rows that match, as the columns stand."""
    key = (index.table, str(connection.settings_dict["NAME"]), columns.hash, repr(sought))
    found = _KEPT.get(key)
    if found is None:
        keys, others = matches.matching(index, sought)
        found = Matched(np.sort(_rows(columns, index, keys)).astype(np.int32), len(keys), others)
        _KEPT.put(key, found)
    return found


def forget() -> None:
    """Keep nothing."""
    with _KEPT.lock:
        _KEPT.found.clear()
        _KEPT.size = 0


def _rows(columns: Columns, index: matches.Index, keys: Ints) -> Ints:
    if index is matches.ITEMS:
        return columns.places(keys)
    return np.flatnonzero(np.isin(columns.arrays[index.key], keys))
