"""What a check of the ledger sees while others write."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection

from servanda.pipeline import Kept
from servanda_ledger.book import record
from servanda_ledger.book.models import Entry
from servanda_ledger.book.transactions import snapshot, still
from servanda_ledger.book.verify import verify


def in_another_thread(kept: Kept) -> None:
    """Record a document as another process would: over a connection of its own."""

    def run() -> None:
        try:
            record.record(kept, author="another")
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_is_one_moment_and_keeps_nobody_waiting(communique: Kept, next_communique: Kept) -> None:
    record.record(communique, author="tests")
    with snapshot():
        assert Entry.objects.count() == 1
        in_another_thread(next_communique)
        assert Entry.objects.count() == 1
    assert Entry.objects.count() == 2
    assert verify() == 2


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_ends_also_when_something_fails(communique: Kept) -> None:
    with pytest.raises(ZeroDivisionError), snapshot():
        raise ZeroDivisionError
    with pytest.raises(ZeroDivisionError), still():
        raise ZeroDivisionError
    assert record.record(communique, author="tests").entry is not None
