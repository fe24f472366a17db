"""How the book is written, by one at a time, and how it is looked at as of one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import connection, transaction

_LOCK = 0x5E7A9DA  # any number that nothing else of ours locks


@contextmanager
def alone() -> Iterator[None]:
    """One transaction during which nobody else writes in the book; other writers wait, readers need not."""
    with transaction.atomic():
        # SQLite begins every transaction of ours IMMEDIATE, which locks out other writers.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the ledger: what others write meanwhile is not seen. They need not wait; within it nothing is written."""
    if connection.in_atomic_block:  # whoever is in a transaction has the moment that it gives
        yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN DEFERRED")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def still() -> AbstractContextManager[None]:
    """As `snapshot`, for what SQLite takes for writing though nothing changes: having an index of words check itself."""
    return snapshot() if connection.vendor == "postgresql" else alone()
