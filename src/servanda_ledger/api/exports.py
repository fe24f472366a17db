"""What a search finds, whole, as CSV, JSON Lines or Parquet; a page of it as PLOVER events."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from servanda.publish.events import write_events
from servanda.publish.parquet import READING_COLUMNS, Column, write_records
from servanda.publish.rows import cell
from servanda_ledger.api.rows import commitment_out, statuses_of
from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.catalogue.compared import reading
from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.follow.models import Status

MOST = 200_000  # commitments in one export
_CHUNK = 500
_OF_CLAIMS = ("about", "attributed_to")
COLUMNS = {name: column for name, column in READING_COLUMNS.items() if name not in _OF_CLAIMS} | {
    "review": Column("text", "machine, confirmed, corrected, added or rejected"),
    "reviewed_by": Column("text", "who last looked at it"),
    "reviewed_at": Column("text", "when, UTC"),
    "status": Column("text", "what came of it; not_checked when nobody has decided"),
}
Told = tuple[Commitment, Status | None, str]


def told(rows: Iterable[Commitment], moment: Moment) -> Iterator[Told]:
    """Commitments with what came of them and the names of their documents."""
    rows = iter(rows)
    while some := list(islice(rows, _CHUNK)):
        statuses = statuses_of([row.key for row in some], moment)
        names = dict(moment.rows(Document).filter(key__in={row.document for row in some}).values_list("key", "name"))
        for row in some:
            yield row, statuses.get(row.key), names.get(row.document, "")


def as_csv(rows: Iterable[Told]) -> Iterator[str]:
    """A header line and a line for each commitment; no cell is a formula."""
    line = io.StringIO()
    writer = csv.DictWriter(line, fieldnames=list(COLUMNS), restval="", lineterminator="\n")
    writer.writeheader()
    for each in rows:
        record = _record(*each)
        writer.writerow({name: cell(_flat(name, value)) for name, value in record.items() if value is not None})
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def as_json_lines(rows: Iterable[Told]) -> Iterator[str]:
    """A line of JSON for each commitment, as the lists of the API have it."""
    for row, status, _ in rows:
        yield json.dumps(commitment_out(row, status), ensure_ascii=False) + "\n"


def as_parquet(rows: Iterable[Told]) -> BinaryIO:
    """Typed columns, in a file that vanishes when it is closed."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    write_records((_record(*each) for each in rows), COLUMNS, out)
    out.seek(0)
    return out


def as_events(found: Iterable[tuple[str, str]], moment: Moment) -> str:
    """The commitments with these documents and ids as PLOVER and CAMEO events."""
    wanted: dict[str, set[str]] = {}
    for document, identifier in found:
        wanted.setdefault(document, set()).add(identifier)
    readings = []
    for document, ids in wanted.items():
        whole = reading(document, moment)
        readings.append(replace(whole, commitments=tuple(c for c in whole.commitments if c.id in ids)))
    out = io.StringIO()
    write_events(readings, out)
    return out.getvalue()


def _record(row: Commitment, status: Status | None, name: str) -> dict[str, object]:
    c = json.loads(row.data)
    words = {field: c[field]["text"] for field in ("subject", "operator", "sentence", "deadline_words") if c.get(field)}
    return {
        "document": row.document,
        "source": name,
        "title": row.document_title or None,
        "document_kind": row.document_kind,
        "document_date": row.day.isoformat() if row.day else None,
        "record": "commitment",
        **{field: c[field] for field in ("id", "parties", "polarity", "obligation", "kind")},
        "words": c["action"]["text"],
        "start": c["action"]["start"],
        "end": c["action"]["end"],
        **words,
        "deadline": c.get("deadline"),
        "place": c.get("place"),
        "basis": [b["text"] for b in c["basis"]],
        "limits": [limit["text"] for limit in c["limits"]],
        "review": row.review,
        "reviewed_by": row.reviewed_by or None,
        "reviewed_at": row.reviewed_at or None,
        "status": status.status if status else "not_checked",
    }


def _flat(name: str, value: object) -> str | int:
    if isinstance(value, list | tuple):
        return (";" if name == "parties" else " | ").join(map(str, value))
    return value if isinstance(value, int) else str(value)


__all__ = ["COLUMNS", "MOST", "as_csv", "as_events", "as_json_lines", "as_parquet", "told"]
