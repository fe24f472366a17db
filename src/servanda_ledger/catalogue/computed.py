"""Keeping what is dear to compute: under a digest of its inputs, in a table that all processes share. The oldest goes first."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from threading import Lock

from django.db import DatabaseError, transaction

import servanda
from servanda_ledger.book.entries import Json
from servanda_ledger.book.mirrors import Rows
from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.book.projection import ReadBlob
from servanda_ledger.catalogue.models import Computed
from servanda_ledger.catalogue.moments import Moment

_FORM = 1  # of the JSON that is kept
_MOST = 20_000  # rows of the table
_ONE_AT_A_TIME = Lock()  # however many ask, the machine works at one


class UnknownDocumentError(KeyError):
    """Raised when the ledger holds no such document; the argument is its id."""


class Emptied:
    """The table as a mirror of the book's: it follows no change, since digests tell what is of use, and is emptied with the tables."""

    def opened(self, rows: Rows, blobs: ReadBlob) -> None:
        """Nothing."""

    def closed(self, table: str, ids: Sequence[int], number: int) -> None:
        """Nothing."""

    def emptied(self) -> None:
        """Forget what was computed."""
        Computed.objects.all().delete()

    def faults(self) -> Iterator[tuple[str, str]]:
        """None: what is kept is not compared with what would be computed."""
        return iter(())


def digest_of(what: str, documents: Sequence[str], moment: Moment) -> str:
    """A digest of these documents' readings with the decisions of editors in them, of `what` is computed, and by which version.

    Raises `UnknownDocumentError`.
    """
    blobs = dict(moment.rows(Document).filter(key__in=documents).values_list("key", "reading_blob"))
    missing = [d for d in documents if d not in blobs]
    if missing:
        raise UnknownDocumentError(missing[0])
    read: dict[str, list[str]] = {d: [] for d in documents}
    rows = moment.rows(Commitment).filter(document__in=documents).exclude(review="rejected").order_by("document", "position", "key")
    for document, data in rows.values_list("document", "data"):
        read[document].append(sha256(data.encode()).hexdigest())
    told = [[d, blobs[d], read[d]] for d in documents]
    return sha256(json.dumps([_FORM, servanda.__version__, what, told]).encode()).hexdigest()


def kept(digest: str, compute: Callable[[], Json]) -> Json:
    """What is kept under a digest; else computed, by one request at a time, and kept."""
    found = _find(digest)
    if found is None:
        with _ONE_AT_A_TIME:
            found = _find(digest)
            if found is None:
                found = compute()
                _keep(digest, found)
    return found


def is_kept(digest: str) -> bool:
    """Whether it need not be computed."""
    return Computed.objects.filter(pk=digest).exists()


def _find(digest: str) -> Json | None:
    data = Computed.objects.filter(pk=digest).values_list("data", flat=True).first()
    if data is None:
        return None
    found: Json = json.loads(zlib.decompress(bytes(data)))
    return found


def _keep(digest: str, value: Json) -> None:
    try:
        with transaction.atomic():
            data = zlib.compress(json.dumps(value, ensure_ascii=False).encode())
            Computed.objects.bulk_create([Computed(digest=digest, data=data)], ignore_conflicts=True)
            beyond = Computed.objects.order_by("-made").values_list("made", flat=True)[_MOST:].first()
            if beyond is not None:
                Computed.objects.filter(made__lte=beyond).delete()
    except DatabaseError:
        pass  # a full disk or a database that is only read: the page is shown all the same
