"""A document is held against earlier ones once, however many do it at the same time."""

from __future__ import annotations

from contextlib import AbstractContextManager
from threading import Barrier, Thread

import pytest
from django.db import connection

from servanda.pipeline import Kept
from servanda_ledger.book import chain, record
from servanda_ledger.book.entries import Entry
from servanda_ledger.book.verify import verify
from servanda_ledger.follow.propose import propose


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_entry(communique: Kept, next_communique: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    record.record(communique, author="tests")
    document = record.record(next_communique, author="tests").document
    both, writing = Barrier(2), chain.writing

    def together(clock: chain.Clock = chain.now) -> AbstractContextManager[chain.Writer]:
        both.wait(30)  # both have compared, and neither has written
        return writing(clock)

    monkeypatch.setattr(chain, "writing", together)
    made: list[Entry | None] = []

    def run() -> None:
        try:
            made.append(propose(document))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    [entry] = [each for each in made if each is not None]
    assert len(made) == 2
    assert entry.body["candidates"]
    assert [e.kind for e in chain.entries(subject=document)] == ["document.added", "candidates.proposed"]
    assert verify() == 3
