"""A version of a commitment or document as a row of the index: numbers, and words."""

from __future__ import annotations

from collections.abc import Sequence

from servanda_ledger.book.entries import canonical
from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.search.codes import LAST_DAY, code, day, number
from servanda_ledger.search.vectors import analysed

_BOTH = ("id", "left", "document", "day", "document_kind", "parties", "series")
_CLOSED = ("obligation", "kind", "polarity", "review")
ITEM = (*_BOTH, "position", "due_first", "due_last", *_CLOSED, "has_deadline")
PAPER = (*_BOTH, "text")


def cast_name(parties: Sequence[str]) -> str:
    """The name of a set of parties: a JSON list in a fixed order; empty without any."""
    return canonical(sorted(set(parties))) if parties else ""


def item(row: Commitment, parties: Sequence[str]) -> tuple[int, ...]:
    """The values of `ITEM` for a commitment."""
    due = bool(row.deadline)
    return (
        row.id,
        row.left or 0,
        number(row.document),
        day(row.day),
        code("document_kind", row.document_kind),
        number(cast_name(parties)),
        number(row.series_key),
        row.position,
        day(row.due_first, 1) if due else 0,
        day(row.due_last, LAST_DAY) if due else 0,
        *(code(field, getattr(row, field)) for field in _CLOSED),
        code("has_deadline", "yes" if due else "no"),
    )


def item_words(row: Commitment) -> tuple[list[list[str]], list[list[str]]]:
    """The stems of a commitment: of its own words, and of its document's title."""
    return analysed([row.sentence, row.action, row.place, row.basis, row.deadline_words]), analysed([row.document_title])


def paper(row: Document, parties: Sequence[str]) -> tuple[int, ...]:
    """The values of `PAPER` for a document."""
    return (
        row.id,
        row.left or 0,
        number(row.key),
        day(row.first_day),
        code("document_kind", row.kind),
        number(cast_name(parties)),
        number(row.series_key),
        number(f"{row.text_blob} {row.title} {row.series_name}"),
    )
