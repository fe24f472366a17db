"""The queue of commitments that only the machine has read: which, in what order, and which comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, StrIndex, Substr

from servanda_ledger.book.models import Commitment, CommitmentParty, Document

_MARK = '["action:tagger:'  # the first of the reader's reasons; words of a text cannot look like this, as their quotation marks are escaped
PER_PAGE = 20
SORTS = ("doubt", "text", "newest")
BELOW = ("0.70", "0.85", "0.95")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the queue is shown: a party, a document (digits of its id), only below a confidence, and in what order."""

    party: str = ""
    document: str = ""
    below: str = ""
    sort: str = "doubt"

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Chosen:
        """From the parameters of a request; what cannot be is passed over."""
        below, sort = str(given.get("below", "")), str(given.get("sort", ""))
        digits = str(given.get("document", "")).strip().removeprefix("sha256:").lower()[:64]
        hexadecimal = all(c in "0123456789abcdef" for c in digits)
        return cls(
            str(given.get("party", "")).strip().upper()[:40],
            digits if hexadecimal else "",
            below if below in BELOW else "",
            sort if sort in SORTS else "doubt",
        )

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What keeps the choice in an address or a form."""
        given = (
            ("party", self.party),
            ("document", self.document),
            ("below", self.below),
            ("sort", self.sort if self.sort != "doubt" else ""),
        )
        return [(name, value) for name, value in given if value]

    def query(self, **more: object) -> str:
        """The same as the query of an address."""
        pairs = [*self.parameters, *((name, str(value)) for name, value in more.items() if value)]
        return f"?{urlencode(pairs)}" if pairs else ""


def queue(chosen: Chosen) -> QuerySet[Any]:
    """The commitments that wait, with `confidence` (0 to 1, None where the reader gives none)."""
    rows = Commitment.objects.current().filter(review="machine")
    if chosen.document:
        first = f"sha256:{chosen.document}"
        keys = Document.objects.current().filter(key__gte=first, key__lt=f"{first}g").values_list("key", flat=True)[:20]
        rows = rows.filter(document__in=list(keys))
    if chosen.party:
        rows = rows.filter(key__in=CommitmentParty.objects.current().filter(party=chosen.party).values("commitment"))
    found = with_confidence(rows)
    if chosen.below:
        found = found.filter(confidence__lt=float(chosen.below))
    if chosen.sort == "text" or (chosen.document and chosen.sort == "doubt" and not chosen.below):
        return found.order_by("document", "position", "key")
    if chosen.sort == "newest":
        return found.order_by(F("day").desc(nulls_last=True), "document", "position", "key")
    return found.order_by(F("confidence").asc(nulls_first=True), "key")


def with_confidence(rows: QuerySet[Any]) -> QuerySet[Any]:
    """How sure the reader was of the words, from what it wrote of itself ("action:tagger:0.87")."""
    place = StrIndex("data", Value(_MARK))
    digits = Substr("data", F("mark") + len(_MARK), 4)
    sure = Case(When(Q(mark__gt=0), then=Cast(digits, FloatField())), default=None, output_field=FloatField())
    found: QuerySet[Any] = rows.annotate(mark=place).annotate(confidence=sure)
    return found


def in_order(ids: Sequence[int]) -> list[Any]:
    """The rows with these ids in this order: a long queue is sorted without carrying every word along."""
    found = with_confidence(Commitment.objects.filter(pk__in=ids)).in_bulk()
    return [found[each] for each in ids if each in found]
