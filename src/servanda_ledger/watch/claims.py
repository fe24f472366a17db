"""A feed is one run's at a time. The claim lies in the hands of the system, so that it ends with the process that held it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

_CLASS = 0x5E7A9DC  # of our advisory locks in PostgreSQL


@contextmanager
def claimed(feed: int) -> Iterator[bool]:
    """Whether the feed with this number is ours for the length of the block; False when another run has it."""
    with _in_postgres(feed) if connection.vendor == "postgresql" else _in_files(feed) as mine:
        yield mine


@contextmanager
def _in_postgres(feed: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_CLASS, feed])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_CLASS, feed])


@contextmanager
def _in_files(feed: int) -> Iterator[bool]:
    folder = settings.HOME / "watch"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"feed-{feed}.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
