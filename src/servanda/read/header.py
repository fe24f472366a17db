"""The header of a document: title, kind, date, place, parties, series."""

from __future__ import annotations

from servanda.lexicon.kinds import load_kinds
from servanda.lexicon.parties import PartyLexicon
from servanda.model.document import Document, Source
from servanda.model.span import Span
from servanda.model.labels import DocumentKind
from servanda.read.cast import Cast, read_cast
from servanda.read.header_kind import kind_of
from servanda.read.header_title import find_heading
from servanda.read.issuers import find_issuers
from servanda.read.parties import fold


def read_header(
    source: Source, lexicon: PartyLexicon, *, kind: DocumentKind | None = None, date: str | None = None, cast: Cast | None = None
) -> Document:
    folded = fold(source.text)
    cast = cast or read_cast(source.text, lexicon)
    place = find_heading(source.text)
    heading = Span.of(source.text, *place) if place else None
    title = source.title or (" ".join(heading.text.split()) if heading else None)
    if kind is None:
        kind, why = kind_of(folded, fold(title) if title else None, load_kinds())
    issuers = find_issuers(folded, cast, lexicon, kind, title)
    return Document(source, kind, parties=issuers.codes, title=title, heading=heading, why=(issuers.rule,))
