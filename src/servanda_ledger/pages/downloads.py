"""A document's reading in every format, its text, and its original bytes; always as files to keep, never shown by the site."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from servanda.model.reading import Reading
from servanda.publish.annotations import linked_data
from servanda.publish.events import write_events
from servanda.publish.formats import FORMATS
from servanda.publish.jsonlines import json_text
from servanda.publish.parquet import write_parquet
from servanda_ledger.book import chain, record
from servanda_ledger.book.entries import Entry
from servanda_ledger.pages.asked import AsOf, as_of, one_document
from servanda_ledger.pages.citation import bibtex, csl, ris


@dataclass(frozen=True, slots=True)
class Download:
    """A format: the ending of its address and file, what it is for, and its media type."""

    ending: str
    name: str
    about: str | Promise
    media_type: str

    @property
    def address(self) -> str:
        """Its name in an address."""
        return self.ending.partition(".")[0]


DOWNLOADS = (
    Download("json", "JSON", _("the reading, whole"), "application/json"),
    Download("jsonl", "JSON Lines", _("one reading a line"), "application/jsonl"),
    Download("csv", "CSV", _("a row per commitment or claim, for spreadsheets"), "text/csv; charset=utf-8"),
    Download("parquet", "Parquet", _("typed columns, for data frames"), "application/vnd.apache.parquet"),
    Download("md", "Markdown", _("a memo"), "text/markdown; charset=utf-8"),
    Download("html", "HTML", _("one page to keep, with nothing outside it"), "text/html; charset=utf-8"),
    Download("jsonld", "JSON-LD", _("Web Annotations with provenance"), "application/ld+json"),
    Download("events.csv", "PLOVER", _("event rows with CAMEO codes"), "text/csv; charset=utf-8"),
)
_BY_ADDRESS = {d.address: d for d in DOWNLOADS}
_WRITTEN = {"json": "json", "jsonl": "jsonl", "csv": "csv", "md": "markdown", "html": "html"}


@require_safe
def reading(request: HttpRequest, digits: str, name: str) -> HttpResponse:
    """The reading in the format `name`, of now or of `?as_of=`."""
    download = _BY_ADDRESS.get(name)
    if download is None:
        raise Http404
    when = as_of(request)
    row = one_document(digits, when)
    found = record.reading_of(row.key, until=when.number)
    return attachment(_content(request, download, found, when), download.media_type, f"servanda-{_short(row.key)}.{download.ending}")


def _content(request: HttpRequest, download: Download, found: Reading, when: AsOf) -> bytes:
    if download.ending == "parquet":
        data = io.BytesIO()
        write_parquet([found], data)
        return data.getvalue()
    if download.ending == "jsonld":
        read = _last_read(found.document.source.id, when)
        base = request.build_absolute_uri("/")
        return json_text(linked_data(found, base, version=read.body["reader"], read_at=parse_datetime(read.at))).encode()
    out = io.StringIO()
    if download.ending == "events.csv":
        write_events([found], out)
    else:
        FORMATS[_WRITTEN[download.ending]].write([found], out)
    return out.getvalue().encode("utf-8", "replace")


def _last_read(key: str, when: AsOf) -> Entry:
    known = [e for e in chain.history_of(key) if when.number is None or e.number <= when.number]
    return next(e for e in reversed(known) if e.kind in ("document.added", "reading.made"))


@require_safe
def text(request: HttpRequest, digits: str) -> HttpResponse:
    """The plain text in which all offsets count."""
    row = one_document(digits, as_of(request))
    return attachment(chain.blob(row.text_blob), "text/plain; charset=utf-8", f"servanda-{_short(row.key)}.txt")


@require_safe
def original(request: HttpRequest, digits: str) -> HttpResponse:
    """The bytes as they were recorded. Never of a type that a browser would run."""
    row = one_document(digits, as_of(request))
    ending = PurePath(row.name.split("?")[0]).suffix.lower()[:8]
    name = f"original-{_short(row.key)}{ending if ending[1:].isalnum() else ''}"
    return attachment(chain.blob(row.bytes_blob), "application/octet-stream", name)


_CITES: dict[str, tuple[Callable[..., str], str]] = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "json": (csl, "application/vnd.citationstyles.csl+json"),
}


def cite_file(name: str, cited: object, key: str) -> HttpResponse:
    """A citation as a file for a reference manager."""
    write, media_type = _CITES[name]
    return attachment(write(cited).encode(), media_type, f"servanda-{_short(key)}.{name}")


def attachment(data: bytes, media_type: str, name: str) -> HttpResponse:
    """Bytes as a file to keep; no browser shows or guesses what they are."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _short(key: str) -> str:
    return key.removeprefix("sha256:")[:16]
