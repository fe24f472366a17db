"""Which rows fields let through, and how many of them have each value.

Values of one field widen the result, so a field's counts are taken without its own filter: they say what choosing another value would
add. Parties narrow it (all must be bound), so theirs are taken with it: they say what choosing another party would leave.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from servanda_ledger.search.codes import LAST_DAY, VALUES, code, number
from servanda_ledger.search.columns import Columns, Ints, Mask
from servanda_ledger.search.query import Query
from servanda_ledger.search.results import Bucket

_MOST = {"party": 40, "pair": 20, "series": 20}
_OF_ITEMS = ("obligation", "kind", "polarity", "review", "document_kind", "has_deadline", "year", "series", "pair", "party")
_OF_PAPERS = ("document_kind", "year", "series", "pair", "party")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows that the words and hard filters let through, and which of them each facet's filter lets through (None: all)."""

    columns: Columns
    rows: Ints | None
    facets: dict[str, Mask | None]

    def without(self, facet: str = "") -> Ints | None:
        """The rows that every filter lets through but that of one facet; None for all."""
        masks = [mask for name, mask in self.facets.items() if mask is not None and name != facet]
        if not masks:
            return self.rows
        mask = np.logical_and.reduce(masks) if len(masks) > 1 else masks[0]
        return np.flatnonzero(mask) if self.rows is None else self.rows[mask]


def narrowed(columns: Columns, query: Query, rows: Ints | None, *, items: bool) -> Narrowed:
    """Apply the fields of a query to rows (None: all)."""

    def column(name: str) -> Ints:
        return columns.values(name) if rows is None else columns.values(name)[rows]

    facets: dict[str, Mask | None] = {}
    for facet in _OF_ITEMS if items else _OF_PAPERS:
        facets[facet] = _allowed(columns, query, facet, column)
    return Narrowed(columns, rows, facets)


def _allowed(columns: Columns, query: Query, facet: str, column: Callable[[str], Ints]) -> Mask | None:
    """Which rows the filter of one facet lets through; None for all."""
    if facet in ("party", "pair"):
        wanted = query.party if facet == "party" else query.pair or ()
        if not wanted:
            return None
        sets = np.ones(len(columns.party_sets), np.bool_)
        for party in wanted:
            sets &= columns.parties.sets_with(party, len(sets))
        allowed: Mask = sets[column("parties")]
        return allowed
    if facet == "series":
        return _one_of([columns.numbers["series"].get(number(key), -1) for key in query.series], column(facet)) if query.series else None
    if facet == "year":
        return np.isin(column(facet), query.year) if query.year else None
    if facet == "has_deadline":
        return None if query.has_deadline is None else _one_of([int(query.has_deadline)], column(facet))
    wanted = getattr(query, facet)
    if facet == "review" and not wanted:
        standing: Mask = column(facet) != code("review", "rejected")
        return None if standing.all() else standing
    return _one_of([code(facet, value) for value in wanted], column(facet)) if wanted else None


def _one_of(wanted: Sequence[int], values: Ints) -> Mask:
    mask: Mask = values == wanted[0] if len(wanted) == 1 else np.isin(values, wanted)
    return mask


def hard(columns: Columns, query: Query, rows: Ints | None, *, items: bool) -> Ints | None:
    """The rows that the filters without a facet let through: days, due days and the document."""
    masks: list[Mask] = []

    def column(name: str) -> Ints:
        return columns.values(name) if rows is None else columns.values(name)[rows]

    if query.date_from:
        masks.append(column("day") >= query.date_from.toordinal())
    if query.date_to:
        masks.append((column("day") <= query.date_to.toordinal()) & (column("day") > 0))
    if items and (query.due_from or query.due_to):
        first = query.due_from.toordinal() if query.due_from else 1
        last = query.due_to.toordinal() if query.due_to else LAST_DAY
        masks.append((column("due_last") >= first) & (column("due_first") <= last) & (column("due_last") > 0))
    if query.document and items:
        masks.append(column("document") == number(query.document))
    if not masks:
        return rows
    mask = np.logical_and.reduce(masks)
    return np.flatnonzero(mask) if rows is None else rows[mask]


@dataclass(frozen=True, slots=True)
class _Tally:
    """Counts how many of some rows have each value; where these are most rows, by what the few others take away from the totals."""

    columns: Columns
    rows: Ints | None
    others: Ints | None

    @classmethod
    def of(cls, columns: Columns, rows: Ints | None) -> _Tally:
        if rows is None or 2 * len(rows) < len(columns):
            return cls(columns, rows, None)
        mask = np.ones(len(columns), np.bool_)
        mask[rows] = False
        return cls(columns, None, np.flatnonzero(mask))

    def counts(self, name: str, size: int = 1) -> Ints:
        values, totals = self.columns.values(name), self.columns.totals(name)
        size = max(size, len(totals))
        if self.rows is not None:
            return np.bincount(values[self.rows], minlength=size)
        whole: Ints = np.zeros(size, np.int64)
        whole[: len(totals)] = totals
        return whole if self.others is None else whole - np.bincount(values[self.others], minlength=size)


def counted(found: Narrowed, query: Query) -> dict[str, tuple[Bucket, ...]]:
    """The buckets of every facet."""
    made: dict[str, tuple[Bucket, ...]] = {}
    everything = _Tally.of(found.columns, found.without())
    for facet, mask in found.facets.items():
        own = mask is not None and facet != "party"
        made[facet] = _buckets(_Tally.of(found.columns, found.without(facet)) if own else everything, facet, query)
    return made


def _buckets(tally: _Tally, facet: str, query: Query) -> tuple[Bucket, ...]:
    columns = tally.columns
    if facet in ("party", "pair"):
        members = columns.parties if facet == "party" else columns.pairs
        counts = members.counts(tally.counts("parties", len(columns.party_sets)))
        names: Sequence[str] = members.names
    elif facet == "series":
        names, counts = columns.series_keys, tally.counts("series", len(columns.series_keys))
    elif facet == "year":
        counts = tally.counts("year")
        names = ["" if year == 0 else str(year) for year in range(len(counts))]
    else:
        names, counts = VALUES[facet], tally.counts(facet, len(VALUES[facet]))
    chosen = _chosen(query, facet)
    places = np.flatnonzero(counts)
    places = places[np.argsort(-counts[places], kind="stable")]
    made = [Bucket(names[at], int(counts[at]), names[at] in chosen) for at in places.tolist()[: _MOST.get(facet, 1000) + 1 + len(chosen)]]
    made = [bucket for bucket in made if bucket.value][: _MOST.get(facet)]
    # What is chosen is shown, though it be rare or nowhere.
    shown = {bucket.value for bucket in made}
    where = {name: at for at, name in enumerate(names)} if chosen - shown else {}
    made += [Bucket(v, int(counts[where[v]]) if v in where else 0, True) for v in sorted(chosen - shown)]
    return tuple(sorted(made, key=lambda bucket: bucket.value, reverse=True)) if facet == "year" else tuple(made)


def _chosen(query: Query, facet: str) -> frozenset[str]:
    if facet == "pair":
        return frozenset([",".join(query.pair)] if query.pair else [])
    if facet == "has_deadline":
        return frozenset([] if query.has_deadline is None else ["yes" if query.has_deadline else "no"])
    return frozenset(str(value) for value in getattr(query, facet))
