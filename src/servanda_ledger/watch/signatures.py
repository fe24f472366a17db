"""Signatures of texts: of all documents of the ledger, and of those that were dropped as near to one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from servanda.corpus.near import NearIndex, signature
from servanda_ledger.book import chain
from servanda_ledger.book.models import Document
from servanda_ledger.watch.models import Signature

DROPPED = 0.95  # from here on a text is dropped as near to one that was dropped itself: it must not drift away from what the ledger holds


@dataclass(frozen=True, slots=True)
class Near:
    """A document of the ledger that says nearly the same; `by_way_of` names the dropped text that is nearer, if there is one."""

    document: str
    similarity: float
    by_way_of: str = ""

    @property
    def reason(self) -> str:
        """One line for people."""
        if self.by_way_of:
            return f"near-duplicate of {self.by_way_of} at {self.similarity:.2f}, which was dropped as near to {self.document}"
        return f"near-duplicate of {self.document} at {self.similarity:.2f}"


@dataclass(slots=True)
class Signatures:
    """The index of all signatures, as far as the table was read; `refresh` reads on, also what other runs wrote meanwhile."""

    _held: NearIndex = field(default_factory=NearIndex)
    _dropped: NearIndex = field(default_factory=lambda: NearIndex(DROPPED))
    _originals: dict[str, str] = field(default_factory=dict)
    _last: int = 0

    def refresh(self) -> bool:
        """Read what is new in the table; whether there was anything."""
        before = self._last
        rows = Signature.objects.filter(pk__gt=self._last).order_by("pk").values_list("pk", "document", "original", "data")
        for number, document, original, data in rows.iterator(chunk_size=2000):
            self._last = number
            if original:
                self._originals[document] = original
                self._dropped.add_signed(document, bytes(data))
            else:
                self._held.add_signed(document, bytes(data))
        return self._last > before

    def hold(self, document: str, signed: bytes) -> None:
        """Count a text as one of the ledger's without keeping it."""
        self._held.add_signed(document, signed)

    def near(self, signed: bytes) -> Near | None:
        """The document of the ledger that a signed text is near to."""
        found = self._held.find_signed(signed)
        if found is not None:
            return Near(*found)
        dropped = self._dropped.find_signed(signed)
        return None if dropped is None else Near(self._originals[dropped[0]], dropped[1], dropped[0])


def keep(document: str, signed: bytes, *, original: str = "") -> None:
    """Keep the signature of a document of the ledger, or of a text that was dropped as near to the document `original`.

    To be called while the right to write in the book is held: who reads on from the last number that he saw must miss none.
    """
    Signature.objects.filter(document=document).delete()
    Signature.objects.create(document=document, original=original, data=signed)


def unsigned() -> Iterator[tuple[str, str]]:
    """The documents of the ledger without a signature of their own: id and the SHA-256 of their text."""
    signed = Signature.objects.filter(document=OuterRef("key"), original="")
    rows = Document.objects.current().filter(~Exists(signed)).order_by("id").values_list("key", "text_blob")
    yield from list(rows)


def sign_all(told: Callable[[int], None] = lambda _: None) -> int:
    """Sign every document of the ledger that is not signed yet, as those that `servanda add` recorded; how many there were."""
    count = 0
    for document, text in unsigned():
        # the empty signature of a text without words is kept too, so that it is not signed again
        signed = signature(chain.blob(text).decode())
        with chain.writing():
            keep(document, signed)
        count += 1
        told(count)
    return count
