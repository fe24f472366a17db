"""The page of a document: its words and commitments side by side, what the book did with it, and how to cite and take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from servanda.model.document import Document as Text
from servanda.model.from_wire import reading_from_json, source_from_json
from servanda.model.reading import Reading
from servanda_ledger.book import chain
from servanda_ledger.book.entries import Entry
from servanda_ledger.book.models import Document
from servanda_ledger.book.state import DocumentState, Reviewed, state_of
from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.catalogue.related import related
from servanda_ledger.pages import addresses
from servanda_ledger.pages.arranged import arranged
from servanda_ledger.pages.asked import PRESENT, AsOf, as_of, documents_with, one_document
from servanda_ledger.pages.citation import Cited, bibtex, plain
from servanda_ledger.pages.downloads import DOWNLOADS
from servanda_ledger.pages.labels import OBLIGATION_MEANING, label
from servanda_ledger.pages.tags import source_name


@dataclass(frozen=True, slots=True)
class Told:
    """A document as the book has it at one time: its entries up to then, its state, and its reading without what was rejected."""

    entries: Sequence[Entry]
    state: DocumentState
    reading: Reading


def told(key: str, when: AsOf = PRESENT) -> Told:
    """What the book says of a document, now or on an earlier day. The document must be known by then."""
    entries = [e for e in chain.history_of(key) if when.number is None or e.number <= when.number]
    state = state_of(entries, chain.blob)
    standing = [c.json for c in state.commitments if c.review.state != "rejected"]
    source = source_from_json(state.read.body["source"], state.text)
    return Told(entries, state, reading_from_json(state.reading | {"commitments": standing}, source))


@require_safe
def document(request: HttpRequest, digits: str) -> HttpResponse:
    """`/documents/<16 digits>/`; longer or shorter forms lead there, unless two documents share them."""
    when = as_of(request)
    found = documents_with(digits, when)
    if len(found) > 1:
        return render(request, "pages/which_document.html", {"documents": found, "digits": digits}, status=300)
    row = one_document(digits, when)
    if len(digits) != addresses.SHORT and len(documents_with(row.key.removeprefix("sha256:")[: addresses.SHORT])) == 1:
        return HttpResponseRedirect(addresses.document(row.key) + when.query)
    return render(request, "pages/document.html", _context(request, row, when))


def _context(request: HttpRequest, row: Document, when: AsOf) -> dict[str, object]:
    now = told(row.key, when)
    reviews = {c.json["id"]: c.review for c in now.state.commitments}
    made = arranged(now.reading, reviews)
    cited = citation(request, now.reading.document, now.entries[-1].number)
    decided = sum(review.state not in ("machine", "rejected") for review in reviews.values())
    return {
        "d": row,
        "digits": row.key.removeprefix("sha256:")[: addresses.SHORT],
        "made": made,
        "reader": now.state.read.body["reader"],
        "read_at": now.state.read.at,
        "set_aside": set_aside(now.state),
        "adrift": len(now.state.adrift),
        "decided": decided,
        "open": sum(review.state == "machine" for review in reviews.values()),
        "history": list(reversed(now.entries)),
        "as_of": when.day,
        "when": when,
        "now_url": addresses.document(row.key),
        "meanings": [(tone, OBLIGATION_MEANING[tone]) for tone in made.tones if tone in OBLIGATION_MEANING],
        "citation": plain(cited),
        "bibtex": bibtex(cited),
        "downloads": DOWNLOADS,
        "related": related(row.key, Moment(when.number, when.day)),
    }


def set_aside(state: DocumentState) -> list[Reviewed]:
    """What the reader found and an editor rejected."""
    return [c for c in state.commitments if c.review.state == "rejected"]


def citation(request: HttpRequest, document: Text, entry: int, *, identifier: str = "", words: str = "") -> Cited:
    """How a document, or the commitment with this identifier and words in it, is cited."""
    path = f"/commitments/{identifier}/" if identifier else addresses.document(document.source.id)
    return Cited(
        key=document.source.id,
        title=document.title or source_name(document.source.name),
        kind=label(document.kind),
        parties=document.parties,
        date=document.date or "",
        place=document.place or "",
        url=request.build_absolute_uri(path),
        accessed=datetime.now(UTC).date().isoformat(),
        entry=entry,
        words=words,
    )
