"""Reading documents: the list, one with its text, bytes, reading and history."""

from __future__ import annotations

import io
from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from servanda.publish.events import write_events
from servanda.publish.formats import FORMATS
from servanda.publish.jsonlines import json_text
from servanda.publish.parquet import write_parquet
from servanda_ledger.api.asked import Asked, Listed, Paging, one_document, page_of
from servanda_ledger.api.forms import BYTES, LINKED, MEDIA, TEXT, LinkedForm, chosen, file, guarded
from servanda_ledger.api.linked import document_linked, history, history_linked
from servanda_ledger.api.router import router
from servanda_ledger.api.rows import document_out, entry_out
from servanda_ledger.api.shapes import DocumentOut, EntryOut, MaybeLine, Page
from servanda_ledger.api.takes import DocumentKind
from servanda_ledger.book import chain
from servanda_ledger.book.keys import series_key
from servanda_ledger.book.models import Document, DocumentParty
from servanda_ledger.catalogue.compared import reading
from servanda_ledger.catalogue.moments import Moment

Form = Literal["json", "jsonld", "jsonl", "csv", "parquet", "events", "markdown", "html"]
_FORMS = ("json", "jsonld", "csv", "jsonl", "parquet", "events", "markdown", "html")
_ENDINGS = {"markdown": "md", "events": "events.csv"}


class DocumentsAsked(Paging):
    """Which documents; the latest first."""

    kind: DocumentKind | None = None
    official: bool | None = None
    party: list[MaybeLine] = Field(default=[], max_length=10, description="all of them are parties to it")
    series: MaybeLine = Field(default="", description="the name of its series")
    title: MaybeLine = Field(default="", description="words of its title")
    date_from: date | None = None
    date_to: date | None = None


@router.get("/documents", tags=["documents"], response=Page[DocumentOut], summary="Every document, the latest first")
def listed(request: HttpRequest, response: HttpResponse, asked: Query[DocumentsAsked]) -> dict[str, Any]:
    """The documents that the book holds."""
    moment = asked.moment()
    rows = moment.rows(Document)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.official is not None:
        rows = rows.filter(official=asked.official)
    for party in asked.party:
        rows = rows.filter(key__in=moment.rows(DocumentParty).filter(party=party).values("document"))
    if asked.series:
        rows = rows.filter(series_key=series_key(asked.series))
    for word in asked.title.split()[:8]:
        rows = rows.filter(title__icontains=word)
    if asked.date_from:
        rows = rows.filter(first_day__gte=asked.date_from)
    if asked.date_to:
        rows = rows.filter(first_day__lte=asked.date_to)
    page = page_of(request, response, rows.order_by(F("first_day").desc(nulls_last=True), "-id"), asked)
    return page | {"items": [document_out(row) for row in page["items"]]}


@router.get("/documents/{document}", tags=["documents"], response=DocumentOut, summary="One document")
def one(request: HttpRequest, document: str, asked: Asked) -> dict[str, Any]:
    """A document by its SHA-256, whole or its first eight digits or more."""
    return document_out(one_document(document, asked.moment()))


@router.get(
    "/documents/{document}/text",
    tags=["documents"],
    response={200: str},
    summary="Its plain text",
    openapi_extra=TEXT,
)
def text(request: HttpRequest, document: str, asked: Asked) -> HttpResponse:
    """The text in which all offsets count, in code points; UTF-8."""
    row = one_document(document, asked.moment())
    response = HttpResponse(chain.blob(row.text_blob), content_type="text/plain; charset=utf-8")
    return guarded(response, f"servanda-{_short(row)}.txt")


@router.get(
    "/documents/{document}/bytes",
    tags=["documents"],
    response={200: str},
    summary="Its bytes",
    openapi_extra=BYTES,
)
def original(request: HttpRequest, document: str, asked: Asked) -> HttpResponse:
    """The bytes as they were recorded, never under a type that a browser would show."""
    row = one_document(document, asked.moment())
    response = HttpResponse(chain.blob(row.bytes_blob), content_type="application/octet-stream")
    return guarded(response, f"original-{_short(row)}")


@router.get(
    "/documents/{document}/reading",
    tags=["documents"],
    response={200: dict[str, Any]},
    summary="Its reading, with the decisions of editors in it",
    openapi_extra={"x-media": list(dict.fromkeys(MEDIA[form] for form in _FORMS))},
)
def its_reading(request: HttpRequest, document: str, asked: Asked, format: Annotated[Form | None, Query()] = None) -> HttpResponse:
    """`servanda.reading/1`; JSON-LD is Web Annotations with PROV; events are PLOVER rows."""
    moment = asked.moment()
    row = one_document(document, moment)
    form = chosen(request, _FORMS, format)
    data = _written(request, row, form, moment)
    return file(data, form, f"servanda-{_short(row)}.{_ENDINGS.get(form, form)}")


def _written(request: HttpRequest, row: Document, form: str, moment: Moment) -> bytes:
    if form == "jsonld":
        return json_text(document_linked(row.key, request.build_absolute_uri("/"), moment)).encode()
    found = reading(row.key, moment)
    if form == "parquet":
        data = io.BytesIO()
        write_parquet([found], data)
        return data.getvalue()
    out = io.StringIO()
    if form == "events":
        write_events([found], out)
    else:
        FORMATS[form].write([found], out)
    return out.getvalue().encode("utf-8", "replace")


@router.get(
    "/documents/{document}/history",
    tags=["documents"],
    response=Page[EntryOut],
    summary="Every entry about it",
    openapi_extra=LINKED,
)
def its_history(
    request: HttpRequest,
    response: HttpResponse,
    document: str,
    asked: Listed,
    format: LinkedForm = None,
) -> Any:
    """What the book did with a document, the first entry first; JSON-LD is PROV: who did what, when and why."""
    moment = asked.moment()
    row = one_document(document, moment)
    page = page_of(request, response, history(row.key, moment), asked)
    if chosen(request, ("json", "jsonld"), format) == "jsonld":
        linked = json_text(history_linked(page["items"], request.build_absolute_uri("/"))).encode()
        return file(linked, "jsonld", f"history-{_short(row)}.jsonld")
    return page | {"items": [entry_out(entry) for entry in page["items"]]}


def _short(row: Document) -> str:
    return row.key.removeprefix("sha256:")[:16]
