"""Commitments as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda_ledger.catalogue.party_words import codes_of

FIELDS = (
    "key", "document", "action", "parties", "polarity", "obligation", "kind", "deadline", "deadline_words", "document_title",
    "document_kind", "day", "review", "reviewed_by", "reviewed_at", "review_reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment in a list, with the names that the rows of the book have."""

    key: str
    document: str
    action: str
    parties: tuple[str, ...]
    polarity: str
    obligation: str
    kind: str
    deadline: str
    deadline_words: str
    document_title: str
    document_kind: str
    day: date | None
    review: str
    reviewed_by: str
    reviewed_at: str
    review_reason: str


def commitment_lines(rows: Any) -> list[CommitmentLine]:
    """Rows of `book.Commitment` (a query set) as lines, in its order."""
    found = []
    for row in rows.values_list(*FIELDS):
        values = dict(zip(FIELDS, row, strict=True))
        values["parties"] = codes_of(values["parties"])
        found.append(CommitmentLine(**values))
    return found
