"""The index's columns in memory, as arrays of numbers: what filters and counts work on.

An array for a column, a row for each version, in the order of their ids. A set of columns never changes; it knows after which entry
(number and hash) the book looked like this.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servanda_ledger.book.projection import PLACES

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_EPOCH = 719_163  # the ordinal of 1 January 1970


@dataclass(frozen=True)
class Columns:
    """The columns of one table. `arrays` are by name; `parties` and `series` are places in `party_sets` and `series_keys`.

    Place 0 of both is the empty one. `left` is the largest number there is while a version holds.
    """

    number: int
    hash: str
    arrays: dict[str, NDArray[Any]]
    numbers: dict[str, dict[int, int]]
    party_sets: tuple[tuple[str, ...], ...]
    series_keys: tuple[str, ...]

    @property
    def ids(self) -> Ints:
        """The ids of the versions, ascending."""
        return self.arrays["id"]

    def __len__(self) -> int:
        return len(self.ids)

    def held(self, number: int) -> Mask:
        """The versions that held just after an entry."""
        mask: Mask = (self.arrays["left"] > number) & (self.ids < (number + 1) << PLACES)
        return mask

    @cached_property
    def holding(self) -> Mask:
        """The versions that hold now."""
        return self.held(self.number)

    @cached_property
    def year(self) -> Ints:
        """The year of each row's day, 0 without one."""
        day = self.arrays["day"].astype(np.int64)
        years: Ints = (day - _EPOCH).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        return np.where(day > 0, years, 0)

    def values(self, name: str) -> Ints:
        """A column by its name, `year` included."""
        whole: Ints = self.year if name == "year" else self.arrays[name]
        return whole

    def totals(self, name: str) -> Ints:
        """How many rows have each value of a column, from 0 on."""
        if name not in self._totals:
            self._totals[name] = np.bincount(self.values(name), minlength=1)
        return self._totals[name]

    @cached_property
    def _totals(self) -> dict[str, Ints]:
        return {}

    @cached_property
    def parties(self) -> Members:
        """Parties by the sets they are in."""
        return Members.of([list(each) for each in self.party_sets])

    @cached_property
    def pairs(self) -> Members:
        """Pairs of parties ("CAN,CHN") by the sets they are in."""
        return Members.of([[f"{a},{b}" for place, a in enumerate(each) for b in each[place + 1 :]] for each in self.party_sets])

    @cached_property
    def document_order(self) -> Ints:
        """For each row the place of its document, in the order in which documents were recorded."""
        _, first, inverse = np.unique(self.arrays["document"], return_index=True, return_inverse=True)
        order: Ints = first[inverse]
        return order

    def places(self, ids: Ints) -> Ints:
        """The rows with these ids, which may be in any order; ids without a row are passed over."""
        if not len(self):
            return np.empty(0, np.int64)
        found = np.searchsorted(self.ids, ids)
        found[found == len(self)] = 0
        right: Ints = found[self.ids[found] == ids]
        return right


@dataclass(frozen=True)
class Members:
    """Which names are in which sets, as two arrays of one length: a set's place and a name's place among `names`."""

    names: tuple[str, ...]
    place: dict[str, int]
    set_of: Ints
    name_of: Ints

    @classmethod
    def of(cls, sets: list[list[str]]) -> Members:
        """The members of each set."""
        place: dict[str, int] = {}
        pairs = [(at, place.setdefault(name, len(place))) for at, names in enumerate(sets) for name in names]
        made = np.array(pairs, np.int64).reshape(-1, 2)
        return cls(tuple(place), place, made[:, 0].copy(), made[:, 1].copy())

    def sets_with(self, name: str, count: int) -> Mask:
        """Which of `count` sets have this name."""
        mask = np.zeros(count, np.bool_)
        if name in self.place:
            mask[self.set_of[self.name_of == self.place[name]]] = True
        return mask

    def counts(self, by_set: Ints) -> Ints:
        """How often each name comes, given how often each set does."""
        counted: Ints = np.bincount(self.name_of, weights=by_set[self.set_of], minlength=len(self.names)).astype(np.int64)
        return counted
