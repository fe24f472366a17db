"""Names gathered under keys are whole at every moment, whoever else brings them up to date."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest
from django.db import connection

from servanda.pipeline import Kept
from servanda_ledger.book import record
from servanda_ledger.book.models import Document
from servanda_ledger.catalogue import gathered
from servanda_ledger.catalogue.gathered import Found, Gathered, entered


def read(after: int, until: int) -> Iterator[Found]:
    """Documents by their kind."""
    for key, kind in entered(Document, after, until).values_list("key", "kind"):
        yield "all", key, kind


def test_a_late_thread_does_not_undo_what_another_has_read(
    db: None, communique: Kept, next_communique: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.record(communique, author="tests")
    asked: list[tuple[int, int]] = []

    def watched(after: int, until: int) -> Iterator[Found]:
        asked.append((after, until))
        yield from read(after, until)

    index = Gathered(watched)
    index.of("all")
    late = gathered.head()
    record.record(next_communique, author="tests")
    both = index.of("all")
    assert len(both) == 2
    now = gathered.head
    heads = iter([late])  # as it was read before the other thread was done
    monkeypatch.setattr(gathered, "head", lambda: next(heads, None) or now())
    assert index.of("all") == both
    assert asked == [(0, 1), (1, 2)]


def test_whoever_reads_meanwhile_sees_it_as_it_was(db: None, communique: Kept, next_communique: Kept) -> None:
    seen: list[list[tuple[str, int]]] = []

    def half(after: int, until: int) -> Iterator[Found]:
        for found in read(after, until):
            yield found
            seen.append(index.names("all", known=True))

    index = Gathered(half)
    for kept in (communique, next_communique):
        record.record(kept, author="tests")
        index.of("all")
    kind = communique.reading.document.kind
    assert seen == [[], [(kind, 1)]]
    assert index.names("all") == [(kind, 2)]


def test_a_book_that_was_put_back_is_read_anew(db: None, communique: Kept, next_communique: Kept) -> None:
    record.record(communique, author="tests")
    index = Gathered(read)
    index.of("all")
    index._index = gathered._Index((1, "0" * 64), {"all": frozenset(["gone"])}, {}, {"gone": "all"})
    second = record.record(next_communique, author="tests")
    assert index.of("all") == {communique.reading.document.source.id, second.document}
    assert index.under(["gone"]) == {}


@pytest.mark.django_db(transaction=True)
def test_many_threads_that_ask_at_once_get_the_same(communique: Kept, next_communique: Kept) -> None:
    documents = {record.record(kept, author="tests").document for kept in (communique, next_communique)}
    index, start = Gathered(read), Barrier(6)
    got: list[tuple[frozenset[str], list[tuple[str, int]]]] = []

    def ask() -> None:
        try:
            start.wait(10)
            got.append((index.of("all"), index.names("all")))
        finally:
            connection.close()

    threads = [Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert got == [(documents, [(communique.reading.document.kind, 2)])] * 6
