"""The texts of documents, many at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from servanda_ledger.book.models import Blob
from servanda_ledger.catalogue.gathered import chunks


def words_of(blobs: Iterable[str]) -> dict[str, str]:
    """The texts with these SHA-256, by SHA-256; what the ledger does not hold is left out."""
    found: dict[str, str] = {}
    for some in chunks(set(blobs), 100):
        for sha256, data in Blob.objects.filter(pk__in=some).values_list("sha256", "data"):
            found[sha256] = zlib.decompress(bytes(data)).decode()
    return found
