"""Invented states for the tests of what a text speaks of."""

from __future__ import annotations

from servanda.lexicon.parties import Party, PartyLexicon, load_parties
from servanda.model.document import Document, Source
from servanda.model.labels import DocumentKind
from servanda.model.span import Span
from servanda.read.cast import read_cast
from servanda.read.parties import Mention

STATES: PartyLexicon = load_parties().with_parties(
    (
        Party("VAL", ("Valdoria", "Republic of Valdoria"), ("Valdorian",), ("Port Amity",)),
        Party("KHT", ("Khemet", "Kingdom of Khemet"), ("Khemeti",), ("Lumen",)),
    )
)


def document(text: str, kind: DocumentKind = "communique", heading: str | None = None, **header: object) -> Document:
    """A document of `text`, with `heading` anchored where it first stands."""
    at = Span.of(text, text.index(heading), text.index(heading) + len(heading)) if heading else None
    return Document(Source("sha256:0", "test", text, "en"), kind, title=heading, heading=at, **header)  # type: ignore[arg-type]


def mentions(text: str) -> tuple[Mention, ...]:
    """The parties named in `text`."""
    return read_cast(text, STATES).mentions
