"""The page of a commitment: its words where they stand, its labels and who answers for them, and every decision on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda.model.from_wire import reading_from_json, source_from_json
from servanda.model.reading import Reading
from servanda.publish.cards import card_marks, cards
from servanda.publish.identifiers import Identifiers
from servanda.publish.parts import parts
from servanda.publish.printable import one_line
from servanda_ledger.book.entries import Entry
from servanda_ledger.book.keys import instrument_key
from servanda_ledger.book.models import Commitment as Row
from servanda_ledger.pages import addresses
from servanda_ledger.pages.arranged import Words
from servanda_ledger.pages.asked import AsOf, as_of
from servanda_ledger.pages.citation import bibtex, plain
from servanda_ledger.pages.document import Told, citation, told
from servanda_ledger.pages.labels import OBLIGATION_MEANING
from servanda_ledger.pages.statuses import standing
from servanda_ledger.pages.tags import address_of, source_name
from servanda_ledger.pages.words import marked

_AROUND = 1  # blocks of the text shown before and after the one in which the words stand


@dataclass(frozen=True, slots=True)
class Founded:
    """What a commitment rests on: the words, and the page of the instrument where there is one."""

    words: str
    url: str


@require_safe
def commitment(request: HttpRequest, identifier: str) -> HttpResponse:
    """`/commitments/<id>/`. One that no longer stands keeps its page, which says what became of it."""
    when = as_of(request)
    row, stands = _row(identifier, when)
    now = told(row.document, AsOf(when.day, when.number if stands else row.left - 1))
    found = next((c for c in now.state.commitments if c.json["id"] == identifier), None)
    if found is None:
        raise Http404
    source = source_from_json(now.state.read.body["source"], now.state.text)
    alone = reading_from_json(now.state.reading | {"commitments": [found.json], "claims": []}, source)
    c = alone.commitments[0]
    later = told(row.document, when)
    cited = citation(request, alone.document, later.entries[-1].number, identifier=identifier, words=c.action.text)
    pointer = addresses.fragment(alone.document.text, c.action.start, c.action.end)
    context = {
        "row": row,
        "c": c,
        "document": alone.document,
        "document_name": one_line(alone.document.title or "") or source_name(alone.document.source.name),
        "review": found.review,
        "reader": now.state.read.body["reader"],
        "read_at": now.state.read.at,
        "stands": stands,
        "ended": next((e for e in later.entries if not stands and e.number == row.left), None),
        "blocks": list(_blocks(alone)),
        "basis": [Founded(b.span.text, _instrument_url(now, b.instrument)) for b in c.basis],
        "where": alone.document.source.locate(c.action.start),
        "history": list(reversed(_about(later.entries, identifier))),
        "meaning": OBLIGATION_MEANING[c.obligation],
        "in_document": f"{addresses.document(row.document)}{when.query}#{identifier}",
        "words_url": f"{addresses.document(row.document)}{when.query}#{identifier}-words{pointer}",
        "citation": plain(cited),
        "bibtex": bibtex(cited),
        "followed": stands and when.number is None,
        "standing": standing(identifier),
        "as_of": when.day,
        "now_url": request.path,
    }
    return render(request, "pages/commitment.html", context)


def _row(identifier: str, when: AsOf) -> tuple[Any, bool]:
    """The commitment as it stands, or as it last stood, and which of the two. Raises `Http404` when the book never held it."""
    rows = Row.objects.filter(key=identifier)
    standing = rows.current() if when.number is None else rows.as_of(when.number)
    found = standing.order_by("entered").last()
    if found is not None:
        return found, True
    before = rows.filter(left__lte=when.number) if when.number is not None else rows
    last = before.order_by("left").last()
    if last is None:
        raise Http404(_("The book holds no commitment with this number."))
    return last, False


def _blocks(alone: Reading) -> Iterator[Words]:
    """The block in which the words stand and those around it, with the only commitment of this reading marked."""
    c = alone.commitments[0]
    found = list(parts(alone.document, card_marks(alone, cards(alone, Identifiers()))))
    touched = [n for n, part in enumerate(found) if part.block.start < c.action.end and part.block.end > c.action.start]
    if touched:
        for part in found[max(touched[0] - _AROUND, 0) : touched[-1] + _AROUND + 1]:
            yield Words(marked(part.pieces, cards=False), part.block.heading, part.block.item)


def _instrument_url(now: Told, identifier: str | None) -> str:
    found = next((i for i in now.state.reading["instruments"] if i["id"] == identifier), None)
    return address_of("instrument", instrument_key(found["title"], found["parties"])) if found else ""


def _about(entries: Sequence[Entry], identifier: str) -> list[Entry]:
    """The entries that made, read or decided on this commitment: the document's first reading, then every decision that names it."""
    named = [e for e in entries if e.kind.startswith("commitment.") and identifier in _named(e)]
    numbers = {e.number for e in named}
    taken = [e for e in entries if e.kind == "decision.withdrawn" and e.body["entry"] in numbers]
    made = [e for e in entries if e.kind in ("document.added", "reading.made")]
    return sorted([*made, *named, *taken], key=lambda e: e.number)


def _named(entry: Entry) -> set[str]:
    return {each["id"] for each in (*entry.body["of"], *entry.body["into"])}
