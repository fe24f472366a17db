"""Any result of a search as a file: CSV, JSON, JSON Lines and Parquet, written as it is found."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from servanda.publish.parquet import Column, write_records
from servanda.publish.rows import cell
from servanda_ledger.book.models import Commitment
from servanda_ledger.catalogue.party_words import codes_of
from servanda_ledger.search.find import stream
from servanda_ledger.search.query import Query, QueryError

COLUMNS = {
    "commitment": Column("text", "identifier of the commitment"),
    "document": Column("text", "identifier of the document: sha256 and the digest of its bytes"),
    "title": Column("text", "title of the document"),
    "document_kind": Column("text", "kind of the document"),
    "date": Column("text", "first day of the document's date, ISO 8601"),
    "parties": Column("texts", "who is bound: codes"),
    "polarity": Column("text", "do or refrain"),
    "obligation": Column("text", "binding, firm or soft"),
    "kind": Column("text", "kind of conduct"),
    "action": Column("text", "words of the action"),
    "start": Column("number", "offset of their first code point"),
    "sentence": Column("text", "the sentence around them"),
    "deadline": Column("text", "deadline, EDTF"),
    "deadline_words": Column("text", "words of the deadline"),
    "place": Column("text", "words of the place"),
    "basis": Column("text", "words naming what it rests on"),
    "review": Column("text", "machine, confirmed, corrected, added or rejected"),
    "reviewed_by": Column("text", "the editor who decided"),
    "reviewed_at": Column("text", "when, UTC"),
    "url": Column("text", "address of the commitment's page"),
}
_PIECE = 64_000  # characters that are sent together
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "jsonl": "application/jsonl"}


@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Everything that a search finds, in its order."""
    try:
        query = Query.from_params(request.GET)
    except QueryError as error:
        raise BadRequest(str(error)) from error
    found = records(stream(query), request.build_absolute_uri("/"))
    response: HttpResponseBase
    if ending == "parquet":
        file = tempfile.SpooledTemporaryFile(max_size=8_000_000)  # noqa: SIM115 - the response closes it
        write_records(found, COLUMNS, file)  # type: ignore[arg-type]
        file.seek(0)
        response = FileResponse(file, content_type="application/vnd.apache.parquet")
    elif ending in _TYPES:
        writer = {"csv": _csv, "json": _json, "jsonl": _jsonl}[ending]
        response = StreamingHttpResponse(_together(writer(found)), content_type=_TYPES[ending])
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="servanda-commitments.{ending}"'
    return response


def records(rows: Iterable[Commitment], base: str) -> Iterator[dict[str, Any]]:
    """Rows of the table as records with `COLUMNS`."""
    for row in rows:
        yield {
            "commitment": row.key,
            "document": row.document,
            "title": row.document_title or None,
            "document_kind": row.document_kind,
            "date": row.day.isoformat() if row.day else None,
            "parties": list(codes_of(row.parties)),
            "polarity": row.polarity,
            "obligation": row.obligation,
            "kind": row.kind,
            "action": row.action,
            "start": row.position,
            "sentence": row.sentence,
            "deadline": row.deadline or None,
            "deadline_words": row.deadline_words or None,
            "place": row.place or None,
            "basis": row.basis or None,
            "review": row.review,
            "reviewed_by": row.reviewed_by or None,
            "reviewed_at": row.reviewed_at or None,
            "url": f"{base}commitments/{row.key}/",
        }


def _together(lines: Iterable[str]) -> Iterator[str]:
    """Lines in pieces of some size: each piece is sent by itself, and that takes more than making a line. The first goes at once."""
    held: list[str] = []
    size = most = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size > most:
            yield "".join(held)
            held, size, most = [], 0, _PIECE
    yield "".join(held)


class _Line:
    """What the CSV writer writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _csv(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    writer = csv.writer(_Line(), lineterminator="\n")
    yield writer.writerow(COLUMNS)
    for record in found:
        yield writer.writerow(_cell(record[name]) for name in COLUMNS)


def _cell(value: Any) -> str | int:
    if isinstance(value, list):
        return cell("; ".join(value))
    return "" if value is None else cell(value)


def _json(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield '{"schema": "servanda.commitments/1", "commitments": ['
    for number, record in enumerate(found):
        yield (",\n" if number else "\n") + json.dumps(record, ensure_ascii=False)
    yield "\n]}\n"


def _jsonl(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    for record in found:
        yield json.dumps(record, ensure_ascii=False) + "\n"
