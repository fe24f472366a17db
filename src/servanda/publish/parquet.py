"""Tables as Parquet, for data frames: typed columns, lists as lists, written in groups of rows so that any number passes through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Literal

from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.publish.rows import COLUMNS

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

Sort = Literal["text", "number", "texts"]
Record = Mapping[str, object]

_GROUP = 10_000  # rows held at a time
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: text, whole numbers or lists of texts (all may be null), and a line about it, kept in the file's schema."""

    sort: Sort
    about: str


_LISTS = {"parties": "who is bound: codes", "basis": "words naming what it rests on", "limits": "words that narrow it"}
READING_COLUMNS: Mapping[str, Column] = {
    name: Column("texts", _LISTS[name]) if name in _LISTS else Column("number" if name in ("start", "end") else "text", about)
    for name, about in COLUMNS.items()
}


def write_parquet(readings: Iterable[Reading], out: BinaryIO) -> int:
    """One row per commitment or claim, with the columns of the CSV but the words unchanged. Returns the number of rows."""
    return write_records((record for reading in readings for record in records(reading)), READING_COLUMNS, out)


def write_records(rows: Iterable[Record], columns: Mapping[str, Column], out: BinaryIO) -> int:
    """Any rows as Parquet; what a row lacks is null, what `columns` does not name is left out. Returns the number of rows.

    Raises `ImportError` when pyarrow is not installed, `pyarrow.ArrowInvalid` or `ArrowTypeError` for a value of the wrong type.
    """
    import pyarrow  # large: only for those who ask for Parquet
    from pyarrow import parquet

    schema = _schema(columns)
    rows, written = iter(rows), 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            cells = {name: [_cell(row.get(name)) for row in group] for name in columns}
            writer.write_table(pyarrow.table(cells, schema=schema))
            written += len(group)
    return written


def _schema(columns: Mapping[str, Column]) -> pyarrow.Schema:
    import pyarrow

    types = {"text": pyarrow.string(), "number": pyarrow.int64(), "texts": pyarrow.list_(pyarrow.string())}
    return pyarrow.schema([pyarrow.field(name, types[c.sort], metadata={"description": c.about}) for name, c in columns.items()])


def _cell(value: object) -> object:
    """The value for a cell; half a surrogate pair, which a file name can bring in, cannot be encoded."""
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    return [_cell(one) for one in value] if isinstance(value, (tuple, list)) else value


def records(reading: Reading) -> Iterator[dict[str, object]]:
    """The rows of one reading, in the order of the text, values as they are: lists of words, None for what is not given."""
    document = reading.document
    header = {
        "document": document.source.id,
        "source": document.source.name,
        "title": document.title,
        "document_kind": document.kind,
        "document_date": document.date,
    }
    for commitment in reading.commitments:
        yield header | _labels(commitment) | _commitment(commitment)
    for claim in reading.claims:
        yield header | _labels(claim) | _claim(claim)


def _labels(found: Commitment | Claim) -> dict[str, object]:
    return {
        "id": found.id,
        "parties": found.parties,
        "polarity": found.polarity,
        "obligation": found.obligation,
        "kind": found.kind,
    }


def _commitment(c: Commitment) -> dict[str, object]:
    return {
        "record": "commitment",
        "words": c.action.text,
        "start": c.action.start,
        "end": c.action.end,
        "subject": _text(c.subject),
        "operator": _text(c.operator),
        "deadline": c.deadline,
        "deadline_words": _text(c.deadline_words),
        "place": _text(c.place),
        "basis": [b.span.text for b in c.basis],
        "limits": [limit.text for limit in c.limits],
        "sentence": c.sentence.text,
    }


def _claim(c: Claim) -> dict[str, object]:
    return {
        "record": "claim",
        "about": c.about,
        "words": c.quote.text,
        "start": c.quote.start,
        "end": c.quote.end,
        "attributed_to": _text(c.attributed_to),
        "deadline": c.date,
        "deadline_words": _text(c.date_words),
    }


def _text(span: Span | None) -> str | None:
    return None if span is None else span.text
