"""Readings as CSV: one row per commitment or claim, the header's facts repeated on each."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.document import Document
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.publish.printable import one_line

COLUMNS: dict[str, str] = {
    "document": "identifier of the document, sha256: and the digest of its bytes",
    "source": "file name or URL it was read from",
    "title": "title of the document",
    "document_kind": "communique, joint_statement, ... report",
    "document_date": "date of the document, EDTF",
    "record": "commitment (official texts) or claim (press reports)",
    "id": "identifier of the commitment or claim",
    "parties": "who is bound: codes, separated by semicolons",
    "polarity": "do or refrain",
    "obligation": "binding, firm or soft",
    "kind": "meet, consult, conclude, establish, provide, cooperate, uphold or act",
    "about": "what a claim is about; empty for a commitment",
    "words": "the action of a commitment, the quote of a claim",
    "start": "offset of the first code point of the words in the document's text",
    "end": "offset after the last code point of the words",
    "subject": "words naming who is bound",
    "operator": "words that bind",
    "attributed_to": "words naming who makes a claim; empty when it is the report itself",
    "deadline": "deadline of a commitment or date of a claim, EDTF",
    "deadline_words": "words that give it",
    "place": "words naming the place",
    "basis": "words naming what it rests on, separated by |",
    "limits": "words that narrow it, separated by |",
    "sentence": "the sentence around a commitment",
}

# A cell that starts so is computed by spreadsheets (OWASP, "CSV injection"); an apostrophe before it makes it text. The last
# four are the full-width forms, which some of them take for the same.
_COMPUTED = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

Row = dict[str, str | int]


def write_csv(readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
    """A header line and one row per commitment or claim (`many` changes nothing here). `COLUMNS` says what each column holds."""
    writer = csv.DictWriter(out, fieldnames=list(COLUMNS), restval="", lineterminator="\n")
    writer.writeheader()
    for reading in readings:
        writer.writerows(rows(reading))


def rows(reading: Reading) -> Iterator[Row]:
    """The rows of one reading, in the order of the text; fields that the text does not give are left out."""
    header = _header(reading.document)
    for commitment in reading.commitments:
        yield header | _commitment(commitment)
    for claim in reading.claims:
        yield header | _claim(claim)


def _header(document: Document) -> Row:
    return _cells(
        document=document.source.id,
        source=document.source.name,
        title=document.title,
        document_kind=document.kind,
        document_date=document.date,
    )


def _commitment(c: Commitment) -> Row:
    return _cells(
        record="commitment",
        id=c.id,
        parties=";".join(c.parties),
        polarity=c.polarity,
        obligation=c.obligation,
        kind=c.kind,
        words=c.action,
        start=c.action.start,
        end=c.action.end,
        subject=c.subject,
        operator=c.operator,
        deadline=c.deadline,
        deadline_words=c.deadline_words,
        place=c.place,
        basis=" | ".join(one_line(b.span.text) for b in c.basis),
        limits=" | ".join(one_line(limit.text) for limit in c.limits),
        sentence=c.sentence,
    )


def _claim(c: Claim) -> Row:
    return _cells(
        record="claim",
        id=c.id,
        parties=";".join(c.parties),
        polarity=c.polarity,
        obligation=c.obligation,
        kind=c.kind,
        about=c.about,
        words=c.quote,
        start=c.quote.start,
        end=c.quote.end,
        attributed_to=c.attributed_to,
        deadline=c.date,
        deadline_words=c.date_words,
    )


def _cells(**fields: str | int | Span | None) -> Row:
    return {name: cell(value) for name, value in fields.items() if value is not None}


def cell(value: str | int | Span) -> str | int:
    """A value as it stands in a spreadsheet: words on one line, and never a formula."""
    if isinstance(value, int):
        return value
    text = one_line(value.text if isinstance(value, Span) else value)
    return "'" + text if text.startswith(_COMPUTED) else text
