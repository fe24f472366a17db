"""A document is recorded once, whole, and the book holds."""

from __future__ import annotations

from servanda.pipeline import Kept
from servanda_ledger.book import record, tables
from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.book.verify import verify


def test_the_same_bytes_twice_add_nothing(recorded: list[record.Recorded], communique: Kept) -> None:
    again = record.record(communique, author="tests")
    assert again.entry is None
    assert again.document == recorded[0].document
    assert Document.objects.current().count() == 3


def test_the_reading_comes_back_as_it_was(recorded: list[record.Recorded], communique: Kept) -> None:
    assert record.reading_of(recorded[0].document) == communique.reading


def test_every_row_follows_from_the_entries(recorded: list[record.Recorded]) -> None:
    assert verify() == 3
    before = list(Commitment.objects.order_by("id").values())
    tables.rebuild()
    assert list(Commitment.objects.order_by("id").values()) == before
