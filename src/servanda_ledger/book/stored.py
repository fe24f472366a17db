"""Reading from the book: its entries, and the bytes that they name."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from servanda_ledger.book import models
from servanda_ledger.book.entries import KINDS, Entry

_DAY = len("2031-05-04")


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


def entries(*, subject: str | None = None, since: int = 1, until: int | None = None) -> Iterator[Entry]:
    """The entries in order, all of them or those of one subject, from the number `since` on, up to and with `until`."""
    rows = models.Entry.objects.filter(number__gte=since).order_by("number")
    if until is not None:
        rows = rows.filter(number__lte=until)
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


def stamp(moment: datetime) -> str:
    """A moment as entries write it: UTC, ISO 8601 with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def number_at(moment: str) -> int:
    """The number of the last entry made up to `moment` (ISO 8601 in UTC; a mere day means its end); 0 before the first.

    Raises `ValueError` for what is no such moment.
    """
    # Moments are compared as words, so they must be written alike.
    end = f"{moment}T23:59:59.999999Z" if len(moment) == _DAY else stamp(datetime.fromisoformat(moment))
    found = models.Entry.objects.filter(at__lte=end).order_by("-number").values_list("number", flat=True).first()
    return found or 0


def history_of(subject: str) -> Sequence[Entry]:
    """The entries of one subject, in order."""
    return list(entries(subject=subject))
