"""Writing to the book, one writer at a time, and reading from it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import connection, transaction

from servanda_ledger.book import models, tables
from servanda_ledger.book.entries import GENESIS, KINDS, Draft, Entry, canonical, digest

_LOCK = 0x5E7A9DA  # any number that nothing else of ours locks
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
        moment = self._clock().astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
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
        tables.follow(entry)
        self._head = entry
        return entry


@contextmanager
def writing(clock: Clock = now) -> Iterator[Writer]:
    """One transaction that appends: everything in it is in the book together, or nothing is. Other writers wait."""
    with transaction.atomic():
        # SQLite begins every transaction of ours IMMEDIATE, which locks out other writers.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield Writer(clock)


def append(draft: Draft, clock: Clock = now) -> Entry:
    """Put one entry in the book, in a transaction of its own."""
    with writing(clock) as writer:
        return writer.append(draft)


def insert(entry: Entry) -> None:
    """Write the entry as it is; the caller answers for its number and hash."""
    models.Entry.objects.bulk_create(
        [
            models.Entry(
                number=entry.number,
                at=entry.at,
                author=entry.author,
                kind=entry.kind,
                subject=entry.subject,
                reason=entry.reason,
                body=canonical(entry.body),
                previous=entry.previous,
                hash=entry.hash,
            )
        ]
    )


def keep(blobs: Iterable[bytes]) -> None:
    """Store bytes under their SHA-256, unless they are there."""
    rows = [models.Blob(sha256=digest(data), data=zlib.compress(data, 6)) for data in blobs]
    if rows:
        models.Blob.objects.bulk_create(rows, ignore_conflicts=True)


def blob(sha256: str) -> bytes:
    """The bytes with this SHA-256. Raises `KeyError` when the ledger does not hold them."""
    row = models.Blob.objects.filter(pk=sha256).values_list("data", flat=True).first()
    if row is None:
        raise KeyError(sha256)
    return zlib.decompress(bytes(row))


def head() -> Entry | None:
    """The last entry, or None while the book is empty."""
    row = models.Entry.objects.order_by("-number").first()
    return None if row is None else entry_of(row)


def entries(*, subject: str | None = None, since: int = 1) -> Iterator[Entry]:
    """The entries in order, all of them or those of one subject, from the number `since` on."""
    rows = models.Entry.objects.filter(number__gte=since).order_by("number")
    if subject is not None:
        rows = rows.filter(subject=subject)
    for row in rows.iterator(chunk_size=500):
        yield entry_of(row)


def entry_of(row: models.Entry) -> Entry:
    """A row of the table as an entry. Raises `ValueError` when its kind or body is not what the book writes."""
    if row.kind not in KINDS:
        raise ValueError(f"{row.kind!r} is no kind of entry")
    return Entry(
        row.number,
        row.at,
        row.author,
        next(kind for kind in KINDS if kind == row.kind),
        row.subject,
        row.reason,
        json.loads(row.body),
        row.previous,
        row.hash,
    )


def number_at(moment: str) -> int:
    """The number of the last entry made up to `moment` (ISO 8601 in UTC; a mere day means its end); 0 before the first."""
    end = f"{moment}T23:59:59.999999Z" if len(moment) == len("2031-05-04") else moment
    found = models.Entry.objects.filter(at__lte=end).order_by("-number").values_list("number", flat=True).first()
    return found or 0


def history_of(subject: str) -> Sequence[Entry]:
    """The entries of one subject, in order."""
    return list(entries(subject=subject))
