"""What the tests of the ledger share."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from servanda.pipeline import Kept, read_loaded
from servanda.text import Loaded
from servanda_ledger.book import record

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Tests empty the tables after themselves, which the book's triggers forbid; `test_append_only` makes them anew."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER book_entry_no_update")
            cursor.execute("DROP TRIGGER book_entry_no_delete")
        else:
            cursor.execute("DROP TRIGGER book_entry_append_only ON book_entry")


def kept(name: str) -> Kept:
    """One of the bundled examples, read."""
    from servanda.pipeline import Options

    path = EXAMPLES / name
    result = read_loaded(Loaded(path.read_bytes(), name), Options(names=(str(EXAMPLES / "names.toml"),)))
    assert isinstance(result, Kept), result
    return result


@pytest.fixture(scope="session")
def communique() -> Kept:
    """The communique of 2031."""
    return kept("communique-2031.txt")


@pytest.fixture(scope="session")
def next_communique() -> Kept:
    """The communique of the next round, 2032."""
    return kept("communique-2032.txt")


@pytest.fixture(scope="session")
def press() -> Kept:
    """The press report on the communique of 2032."""
    return kept("press-2032.txt")


@pytest.fixture
def recorded(db: None, communique: Kept, next_communique: Kept, press: Kept) -> list[record.Recorded]:
    """All three examples in the book."""
    return [record.record(each, author="tests") for each in (communique, next_communique, press)]
