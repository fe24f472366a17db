"""Documents as lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from servanda_ledger.book.models import Document
from servanda_ledger.catalogue.gathered import chunks
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.catalogue.party_words import codes_of

Day = date  # for classes with a field named `date`

_FIELDS = (
    "key", "title", "name", "kind", "official", "date", "first_day", "last_day", "place", "parties", "series_name", "round", "commitments",
    "claims", "reading_blob", "text_blob", "language",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list; `title` is its web address or the name of its file when it has none, `date` EDTF or empty."""

    key: str
    title: str
    kind: str
    official: bool
    date: str
    first_day: Day | None
    last_day: Day | None
    place: str
    parties: tuple[str, ...]
    series_name: str
    round: int | None
    commitments: int
    claims: int
    reading_blob: str
    text_blob: str
    language: str


def documents(keys: Iterable[str], moment: Moment = NOW) -> dict[str, DocumentLine]:
    """The documents with these ids, the latest first."""
    found = []
    for some in chunks(set(keys)):
        found += lines(moment.rows(Document).filter(key__in=some))
    return {d.key: d for d in sorted(found, key=latest, reverse=True)}


def lines(rows: object) -> list[DocumentLine]:
    """Rows of `book.Document` (a query set) as lines, in its order."""
    return [_line(row) for row in rows.values_list(*_FIELDS)]  # type: ignore[attr-defined]


def latest(document: DocumentLine) -> tuple[date, str]:
    """What documents are sorted by: the day, those without one first."""
    return document.first_day or date.min, document.key


def _line(row: tuple[object, ...]) -> DocumentLine:
    values = dict(zip(_FIELDS, row, strict=True))
    name = str(values.pop("name"))
    web = name.startswith(("http://", "https://"))
    values["title"] = values["title"] or (name if web else name.rstrip("/").rpartition("/")[2] or name)
    values["parties"] = codes_of(str(values["parties"]))
    return DocumentLine(**values)  # type: ignore[arg-type]
