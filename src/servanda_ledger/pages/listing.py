"""What the catalogue's pages have in common: the day of the book, pages of a list, and a word to narrow it by."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.pages.asked import AsOf, as_of

_LONGEST = 200


def moment_of(when: AsOf) -> Moment:
    """The state of the book that a request is about, as the catalogue takes it."""
    return Moment(when.number, when.day)


def past(request: HttpRequest) -> tuple[AsOf, Moment, dict[str, Any]]:
    """The day that a request asks for, as the catalogue takes it, and what `partials/as_of.html` needs. Raises `BadRequest`."""
    when = as_of(request)
    return when, moment_of(when), {"as_of": when.day, "when": when, "now_url": request.path}


def words(request: HttpRequest, name: str) -> str:
    """A parameter of the address, cut to a sensible length."""
    return request.GET.get(name, "").strip()[:_LONGEST]


def paged(request: HttpRequest, items: Sequence[Any] | QuerySet[Any], number: int = 50) -> Page[Any]:
    """The page of a list that a request asks for."""
    return Paginator(items, number).get_page(request.GET.get("page"))


def says(text: str, wanted: str) -> bool:
    """Whether every wanted word is in a text, whatever the case."""
    folded = text.casefold()
    return all(word in folded for word in wanted.casefold().split())


def in_order(name: str) -> str:
    """What sorts names as people do, without regard to case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
