"""Scorecards: how many commitments stand on which rung of the ladder, and how many nobody has checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

import numpy as np
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import ExtractYear

from servanda_ledger.book.models import Commitment, CommitmentParty
from servanda_ledger.follow.ladder import STATUSES
from servanda_ledger.follow.ladder import Status as Rung
from servanda_ledger.follow.models import Status
from servanda_ledger.search.columns import Columns, Ints
from servanda_ledger.search.find import places
from servanda_ledger.search.query import Query


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Counts by rung. Every share is given over what was checked, beside the share that was not."""

    counts: dict[Rung, int]

    @property
    def total(self) -> int:
        """All commitments asked about."""
        return sum(self.counts.values())

    @property
    def unchecked(self) -> int:
        """Those nobody has looked at."""
        return self.counts["not_checked"]

    @property
    def unchecked_share(self) -> float | None:
        """Share of all that nobody has looked at, 0 to 1; None when there are none at all."""
        return self.unchecked / self.total if self.total else None

    @property
    def checked(self) -> int:
        """Those that somebody has looked at."""
        return self.total - self.unchecked

    def share(self, status: Rung) -> float | None:
        """Share of the checked ones on one rung, 0 to 1; None while none are checked."""
        return self.counts[status] / self.checked if self.checked else None


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose commitments, and made when: parties (all of them bound), a dialogue's series key, a document; the first and last day."""

    parties: tuple[str, ...] = ()
    series: str = ""
    document: str = ""
    first: date | None = None
    last: date | None = None


def together(cards: Iterable[Scorecard]) -> Scorecard:
    """The cards of parts that do not overlap as one."""
    listed = list(cards)
    return Scorecard({status: sum(card.counts[status] for card in listed) for status in STATUSES})


def scorecard(scope: Scope = Scope()) -> Scorecard:
    """The scorecard of a party, a pair (both bound), a dialogue, a document, or of all that was made between two days."""
    return _card(_decided(scope).values("status").annotate(n=Count("id")), len(_places(scope)[1]))


def by_year(scope: Scope = Scope()) -> dict[int, Scorecard]:
    """A scorecard for what was made in each year, the latest first; 0 for what has no date."""
    year = ExtractYear("day")
    columns, rows = _places(scope)
    made = dict(zip(*(each.tolist() for each in np.unique(columns.year[rows], return_counts=True)), strict=True))
    decided: dict[int, list[_Counted]] = {}
    standing = Commitment.objects.current().filter(key=OuterRef("key")).annotate(year=year).values("year")[:1]
    for row in _decided(scope).annotate(year=Subquery(standing)).values("year", "status").annotate(n=Count("id")).order_by():
        decided.setdefault(row["year"] or 0, []).append({"status": row["status"], "n": row["n"]})
    return {each: _card(decided.get(each, []), made[each]) for each in sorted(made, reverse=True)}


class _Counted(TypedDict):
    status: str
    n: int


def _card(decided: Iterable[_Counted], total: int) -> Scorecard:
    found = {row["status"]: row["n"] for row in decided}
    found["not_checked"] = total - sum(found.values())
    return Scorecard({status: found.get(status, 0) for status in STATUSES})


def _places(scope: Scope) -> tuple[Columns, Ints]:
    """Where those that are not rejected stand in the index of search."""
    series = (scope.series,) if scope.series else ()
    return places(Query(party=scope.parties, series=series, document=scope.document, date_from=scope.first, date_to=scope.last))


def _rows(scope: Scope) -> QuerySet[Commitment]:
    """The commitments that are not rejected."""
    rows = Commitment.objects.current().exclude(review="rejected")
    for party in scope.parties:
        rows = rows.filter(key__in=CommitmentParty.objects.current().filter(party=party).values("commitment"))
    if scope.series:
        rows = rows.filter(series_key=scope.series)
    if scope.document:
        rows = rows.filter(document=scope.document)
    if scope.first is not None:
        rows = rows.filter(day__gte=scope.first)
    if scope.last is not None:
        rows = rows.filter(day__lte=scope.last)
    return rows


def _decided(scope: Scope) -> QuerySet[Status]:
    """The decisions on those; one on a commitment that no longer stands counts no more."""
    return Status.objects.current().filter(Exists(_rows(scope).filter(key=OuterRef("key"))))
