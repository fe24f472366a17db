"""Scorecards: how many commitments stand on which rung of the ladder, and how many nobody has checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from servanda_ledger.book.models import Commitment, CommitmentParty
from servanda_ledger.follow.ladder import STATUSES
from servanda_ledger.follow.ladder import Status as Rung
from servanda_ledger.follow.models import Status


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

    def share(self, status: Rung) -> float | None:
        """Share of the checked ones on one rung, 0 to 1; None while none are checked."""
        checked = self.total - self.unchecked
        return self.counts[status] / checked if checked else None


def scorecard(
    *, parties: tuple[str, ...] = (), series: str = "", document: str = "", made: tuple[date | None, date | None] = (None, None)
) -> Scorecard:
    """The scorecard of a party, a pair (both bound), a dialogue, a document, or of all that was made between two days."""
    rows = Commitment.objects.current().exclude(review="rejected")
    for party in parties:
        rows = rows.filter(key__in=CommitmentParty.objects.current().filter(party=party).values("commitment"))
    if series:
        rows = rows.filter(series_key=series)
    if document:
        rows = rows.filter(document=document)
    if made[0] is not None:
        rows = rows.filter(day__gte=made[0])
    if made[1] is not None:
        rows = rows.filter(Q(day__lte=made[1]))
    decided = Status.objects.current()
    if parties or series or document or any(made):
        decided = decided.filter(key__in=rows.values("key"))
    counts: Counter[str] = Counter(decided.values_list("status", flat=True))
    counts["not_checked"] = rows.count() - sum(counts.values())
    return Scorecard({status: counts[status] for status in STATUSES})
