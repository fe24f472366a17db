"""Searching commitments and documents: what is found, counts by facet, and a permalink for every choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from servanda_ledger.book.models import Commitment
from servanda_ledger.pages.labels import label
from servanda_ledger.pages.tags import party_name
from servanda_ledger.search.find import find, find_documents
from servanda_ledger.search.query import SORTS, Query, QueryError
from servanda_ledger.search.results import Bucket, Hit, Part, Results

_FACETS: tuple[tuple[str, str | Promise], ...] = (
    ("obligation", gettext_lazy("How firmly")),
    ("party", gettext_lazy("Party bound")),
    ("pair", gettext_lazy("Between")),
    ("kind", gettext_lazy("Conduct")),
    ("polarity", gettext_lazy("To do or not to do")),
    ("has_deadline", gettext_lazy("Deadline")),
    ("document_kind", gettext_lazy("Kind of document")),
    ("review", gettext_lazy("Reviewed")),
    ("series", gettext_lazy("Dialogue")),
    ("year", gettext_lazy("Year")),
)
_SORTED: dict[str, str | Promise] = {
    "relevance": gettext_lazy("Best match"),
    "newest": gettext_lazy("Newest first"),
    "oldest": gettext_lazy("Oldest first"),
    "due": gettext_lazy("Due first"),
    "document": gettext_lazy("By document"),
}
_NARROW = 20  # characters of a name beside another
_SHOWN = 8  # values of a facet before the rest is folded


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, and the address that adds or drops it."""

    name: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values; `more` are folded."""

    field: str
    name: str | Promise
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        """What is shown at once."""
        return tuple(c for n, c in enumerate(self.choices) if n < _SHOWN or c.selected)

    @property
    def more(self) -> tuple[Choice, ...]:
        """What is folded."""
        return tuple(c for n, c in enumerate(self.choices) if n >= _SHOWN and not c.selected)


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as a card shows it: the words of its action in parts; its sentence too when nothing is found in the action itself."""

    row: Commitment
    action: tuple[Part, ...]
    sentence: tuple[Part, ...]


def shown(hit: Hit) -> Found:
    """A hit with what was found in its sentence marked in its action as well."""
    words = sorted({p.text for p in hit.sentence if p.found}, key=len, reverse=True)
    if not words:
        return Found(hit.row, (Part(hit.row.action),), ())
    pieces = re.split(rf"\b({'|'.join(map(re.escape, words))})\b", hit.row.action)
    action = tuple(Part(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece)
    return Found(hit.row, action, () if len(pieces) > 1 else hit.sentence)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/commitments/`: every commitment, or those that are asked for."""
    return _page(request, papers=False)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """`/documents/`: every document, or those that are asked for."""
    return _page(request, papers=True)


def _page(request: HttpRequest, *, papers: bool) -> HttpResponse:
    try:
        query = Query.from_params(request.GET)
    except QueryError as error:
        return render(request, "pages/search.html", {"problems": error.problems, "query": Query(), "papers": papers}, status=400)
    results: Results[Any] = find_documents(query) if papers else find(query)
    context = {
        "query": query,
        "results": results,
        "items": results.items if papers else [shown(hit) for hit in results.items],
        "papers": papers,
        "facets": list(_facets(query, results, papers)),
        "chosen": list(_chosen(query, results, papers)),
        "sorts": [(sort, _SORTED[sort], sort == query.order) for sort in SORTS if _sorts(sort, query, papers)],
        "carried": [(k, v) for k, v in replace(query, words="", sort=None, page=1).to_params() if k not in _FIELDS],
        "permalink": request.build_absolute_uri(address(query, papers)),
        "clear_url": address(Query(words=query.words), papers),
        "other_url": address(replace(query, page=1, sort=None), not papers),
        "previous": address(replace(query, page=query.page - 1), papers) if query.page > 1 else "",
        "next": address(replace(query, page=query.page + 1), papers) if query.page < results.pages else "",
        "exports": [] if papers else [(name, _export(query, ending)) for name, ending in _EXPORTS],
        "as_of": query.as_of,
        "now_url": address(replace(query, as_of="", page=1), papers),
    }
    return render(request, "pages/search.html", context)


_FIELDS = ("date_from", "date_to", "due_from", "due_to")  # of the form itself, beside the words
_EXPORTS = (("CSV", "csv"), ("JSON", "json"), ("JSON Lines", "jsonl"), ("Parquet", "parquet"))


def address(query: Query, papers: bool = False) -> str:
    """The address of a search."""
    parameters = query.to_params()
    return reverse("documents" if papers else "search") + (f"?{urlencode(parameters)}" if parameters else "")


def _sorts(sort: str, query: Query, papers: bool) -> bool:
    """Whether this order makes sense here."""
    return bool(query.words) if sort == "relevance" else not (papers and sort in ("due", "document"))


def _export(query: Query, ending: str) -> str:
    parameters = replace(query, page=1).to_params()
    return reverse("export", args=[ending]) + (f"?{urlencode(parameters)}" if parameters else "")


def _facets(query: Query, results: Results[Any], papers: bool) -> Iterator[Facet]:
    for field, name in _FACETS:
        buckets = results.facets.get(field, ())
        if len(buckets) > 1 or any(b.selected for b in buckets):
            choices = (Choice(_name(field, b), b.count, b.selected, address(query.toggled(field, b.value), papers)) for b in buckets)
            yield Facet(field, _("Party") if papers and field == "party" else name, tuple(choices))


def _chosen(query: Query, results: Results[Any], papers: bool) -> Iterator[tuple[str | Promise, str, str]]:
    """What narrows the search now: name, value, and the address without it."""
    for field, name in _FACETS:
        for bucket in results.facets.get(field, ()):
            if bucket.selected:
                yield name, _name(field, bucket), address(query.toggled(field, bucket.value), papers)
    first = replace(query, page=1)
    others = (
        (_("Dated from"), query.date_from, replace(first, date_from=None)),
        (_("Dated to"), query.date_to, replace(first, date_to=None)),
        (_("Due from"), query.due_from, replace(first, due_from=None)),
        (_("Due to"), query.due_to, replace(first, due_to=None)),
        (_("Document"), query.document.removeprefix("sha256:")[:12], replace(first, document="")),
        (_("Resting on"), query.instrument, replace(first, instrument="")),
    )
    for words, value, without in others:
        if value:
            yield words, str(value), address(without, papers)


def _short(code: str) -> str:
    """A party in a narrow column: its name, or its code where the name is long."""
    name = party_name(code)
    return name if len(name) <= _NARROW or len(code) > len(name) else code


def _name(field: str, bucket: Bucket) -> str:
    if field == "party":
        return party_name(bucket.value)
    if field == "pair":
        return " – ".join(_short(code) for code in bucket.value.split(","))
    if field == "has_deadline":
        return _("with a deadline") if bucket.value == "yes" else _("without")
    return bucket.label or label(bucket.value)
