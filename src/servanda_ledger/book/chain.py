"""Writing to the book, one writer at a time; what is read from it is at hand here too (see `stored`)."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from servanda_ledger.book import models, tables
from servanda_ledger.book.entries import GENESIS, Draft, Entry, canonical, digest
from servanda_ledger.book.stored import blob, entries, entry_of, head, history_of, number_at, stamp
from servanda_ledger.book.transactions import alone
from servanda_ledger.book.written import write

_ENTRY = ("number", "at", "author", "kind", "subject", "reason", "body", "previous", "hash")
Clock = Callable[[], datetime]


def now() -> datetime:
    """The present time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class By:
    """Who puts something in the book, and why."""

    author: str
    reason: str
    clock: Clock = now


class Writer:
    """The right to append, held for the length of one transaction (see `writing`)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._head = head()

    def append(self, draft: Draft) -> Entry:
        """Put one entry in the book and bring the rows of its subject up to date."""
        before = self._head
        moment = stamp(self._clock())
        entry = Entry(
            number=before.number + 1 if before else 1,
            # A clock that was set back does not turn the order of the book around.
            at=max(moment, before.at) if before else moment,
            author=draft.author,
            kind=draft.kind,
            subject=draft.subject,
            reason=draft.reason,
            body=draft.body,
            previous=before.hash if before else GENESIS,
        )
        entry = replace(entry, hash=entry.computed())
        keep(draft.blobs)
        insert(entry)
        tables.follow(entry, draft.blobs)
        self._head = entry
        return entry


@contextmanager
def writing(clock: Clock = now) -> Iterator[Writer]:
    """One transaction that appends: everything in it is in the book together, or nothing is. Other writers wait."""
    with alone():
        yield Writer(clock)


def append(draft: Draft, clock: Clock = now) -> Entry:
    """Put one entry in the book, in a transaction of its own."""
    with writing(clock) as writer:
        return writer.append(draft)


def insert(entry: Entry) -> None:
    """Write the entry as it is; the caller answers for its number and hash."""
    body = canonical(entry.body)
    values = (entry.number, entry.at, entry.author, entry.kind, entry.subject, entry.reason, body, entry.previous, entry.hash)
    write(models.Entry._meta.db_table, _ENTRY, [values])


def keep(blobs: Iterable[bytes]) -> None:
    """Store bytes under their SHA-256, unless they are there."""
    write(models.Blob._meta.db_table, ("sha256", "data"), [(digest(data), zlib.compress(data, 6)) for data in blobs], unless_there=True)


__all__ = [
    "By",
    "Clock",
    "Writer",
    "append",
    "blob",
    "entries",
    "entry_of",
    "head",
    "history_of",
    "insert",
    "keep",
    "now",
    "number_at",
    "writing",
]
