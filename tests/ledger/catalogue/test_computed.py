"""What was computed is kept, so many at most, and forgotten when the tables are made anew."""

from __future__ import annotations

import pytest

from servanda_ledger.book import tables
from servanda_ledger.catalogue import computed
from servanda_ledger.catalogue.models import Computed

pytestmark = pytest.mark.django_db


def test_it_is_computed_once() -> None:
    assert computed.kept("a", lambda: {"value": 1}) == {"value": 1}
    assert computed.kept("a", lambda: {"value": 2}) == {"value": 1}


def test_the_newest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computed, "_MOST", 3)
    for digest in "abcde":
        computed.kept(digest, dict)
    assert set(Computed.objects.values_list("pk", flat=True)) == set("cde")
    assert computed.is_kept("e")
    assert not computed.is_kept("a")


def test_a_rebuild_forgets_them() -> None:
    computed.kept("a", lambda: {"value": 1})
    tables.rebuild()
    assert not Computed.objects.exists()
    assert computed.kept("a", lambda: {"value": 2}) == {"value": 2}
