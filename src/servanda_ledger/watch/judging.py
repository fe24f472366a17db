"""What is to become of a text that was fetched. Nothing is written here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from servanda.corpus.near import signature
from servanda.corpus.relevance import Followed
from servanda.pipeline import Kept, Options, read_source
from servanda.text import Loaded, UnreadableError, from_bytes
from servanda_ledger.book.models import Document
from servanda_ledger.book.record import PLAIN
from servanda_ledger.watch.bearing import bears
from servanda_ledger.watch.models import ASIDE, KEPT, KNOWN, NEAR, UNREADABLE
from servanda_ledger.watch.signatures import Near, Signatures

BESIDE = "does not bear on what is followed"


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome for a text, why in one line, and what it was found by; `kept` only when it is to be recorded."""

    outcome: str
    reason: str
    document: str
    kept: Kept | None = None
    near: Near | None = None
    signed: bytes = b""


@dataclass(frozen=True, slots=True)
class Judge:
    """What texts are judged by: what is followed, what the ledger holds, and how texts are read."""

    followed: Followed
    signatures: Signatures
    options: Options = PLAIN

    def __call__(self, loaded: Loaded, *, forced: bool = False) -> Judged:
        """Judge the bytes of one item; `forced` keeps it unless it cannot be read."""
        document = f"sha256:{hashlib.sha256(loaded.data).hexdigest()}"
        if Document.objects.current().filter(key=document).exists():
            return Judged(KNOWN, "is in the ledger already", document)
        try:
            return self._read(loaded, document, forced)
        except UnreadableError as error:
            return Judged(UNREADABLE, error.reason, document)

    def _read(self, loaded: Loaded, document: str, forced: bool) -> Judged:
        source = from_bytes(loaded.data, loaded.name, media_type=loaded.media_type, language=self.options.language)
        signed = signature(source.text)
        self.signatures.refresh()
        near = None if forced else self.signatures.near(signed)
        if near is not None:
            return Judged(NEAR, near.reason, document, near=near, signed=signed)
        reading = read_source(source, self.options)
        reasons = bears(reading, self.followed)
        if not reasons and not forced:
            return Judged(ASIDE, BESIDE, document)
        reason = "; ".join(reasons) or "kept by an editor"
        return Judged(KEPT, reason, document, Kept(loaded, reading), signed=signed)
