"""The header of a document: title, kind, date, place, parties, series. A field that the text does not give stays empty."""

from __future__ import annotations

from servanda.lexicon.kinds import load_kinds
from servanda.lexicon.parties import PartyLexicon
from servanda.lexicon.series import SeriesLexicon, load_series
from servanda.model.document import Document, Source
from servanda.model.labels import DocumentKind
from servanda.model.span import Span
from servanda.read.cast import Cast, read_cast
from servanda.read.header_date import find_date
from servanda.read.header_kind import kind_of
from servanda.read.header_series import find_series
from servanda.read.header_title import find_heading
from servanda.read.issuers import find_issuers
from servanda.read.parties import fold


def read_header(
    source: Source,
    lexicon: PartyLexicon,
    *,
    kind: DocumentKind | None = None,
    date: str | None = None,
    cast: Cast | None = None,
    series: SeriesLexicon | None = None,
) -> Document:
    """What the head of `source` says it is. `kind` and `date` (EDTF) override what is read; `cast` and `series` spare finding them anew."""
    folded = fold(source.text)
    cast = cast or read_cast(source.text, lexicon)
    place_of_title = find_heading(source.text)
    heading = Span.of(source.text, *place_of_title) if place_of_title else None
    title = source.title or (" ".join(heading.text.split()) if heading else None)
    plain_title = fold(title) if title else None
    kind_rule = "kind given"
    if kind is None:
        kind, kind_rule = kind_of(folded, plain_title, load_kinds())
    title_cast = read_cast(source.title, lexicon) if source.title else None
    issuers = find_issuers(folded, cast, kind, title_cast, plain_title or "")
    found, series_rule = find_series(folded, plain_title, series or load_series())
    dated = find_date(source.text, folded, kind, place_of_title)
    return Document(
        source=source,
        kind=kind,
        title=title,
        heading=heading,
        date=date or dated.date or source.published,
        place=dated.place,
        parties=issuers.codes,
        series=found,
        why=(kind_rule, issuers.rule, dated.rule, series_rule),
    )
