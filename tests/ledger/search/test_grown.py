"""The benchmark's ledger is made of readings that hold."""

from __future__ import annotations

import pytest

from benchmarks.grown import grown, some
from servanda.pipeline import Kept
from servanda_ledger.book import record
from servanda_ledger.search.find import find
from servanda_ledger.search.query import Query


@pytest.mark.django_db
def test_grown_documents_are_recorded_and_found(communique: Kept, next_communique: Kept) -> None:
    made = list(grown([communique, next_communique], 40, seed=3))
    assert [kept.reading for kept in made] == [kept.reading for kept in some([communique, next_communique], len(made), seed=3)]
    assert len({kept.loaded.data for kept in made}) == len(made)
    count = sum(record.record(kept, author="tests").commitments for kept in made)
    assert find(Query()).total == count >= 40
