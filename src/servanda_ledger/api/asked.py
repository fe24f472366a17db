"""What a request asks for: an earlier day, a document, a page, a form of the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import AfterValidator, Field

from servanda_ledger.api.problem import ProblemError, unknown
from servanda_ledger.book import chain
from servanda_ledger.book.models import Document, Entry
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.search.query import Query as Search
from servanda_ledger.search.query import QueryError

Item = TypeVar("Item")

_DIGITS = re.compile(r"(?:sha256:)?([0-9a-f]{8,64})", re.ASCII)
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
MOST_PER_PAGE = 200


def _moment_text(value: str) -> str:
    try:
        return Search.from_params({"as_of": value}).as_of
    except QueryError as error:
        raise ValueError(error.problems[0].removeprefix("as_of: ")) from error


AsOf = Annotated[
    str,
    Field(
        default="",
        description="the book as it stood at the end of a day (2031-05-04), at a moment (UTC), or after the entry with a number",
        max_length=40,
        pattern=r"^(?:[0-9]{0,15}|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z)?)$",
    ),
    AfterValidator(_moment_text),
]


class Time(Schema):
    """The state of the book that is asked for."""

    as_of: AsOf = ""

    def moment(self) -> Moment:
        """The moment in the book; the present when none is asked for."""
        if not self.as_of:
            return Moment()
        number = int(self.as_of) if _NUMBER.fullmatch(self.as_of) else chain.number_at(self.as_of)
        return Moment(number)


class Paging(Time):
    """A page of a list, and the state of the book."""

    page: Annotated[int, Field(ge=1, le=10_000_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=MOST_PER_PAGE)] = 50


Asked = Query[Time]
Listed = Query[Paging]


def one_document(digits: str, moment: Moment = NOW) -> Document:
    """The document with these digits of its SHA-256, whole or its first eight or more. Raises a 404 problem."""
    match = _DIGITS.fullmatch(digits)
    if match is None:
        raise unknown("document", "/api/v1/documents")
    first = f"sha256:{match[1]}"
    found: list[Document] = list(moment.rows(Document).filter(key__gte=first, key__lt=f"{first}g").order_by("key")[:2])
    if len(found) > 1:
        raise ProblemError(404, "ambiguous", f"several documents begin with {match[1]}; give more digits")
    if not found:
        raise unknown("document", "/api/v1/documents")
    return found[0]


def number_of(moment: Moment) -> int:
    """The entry after which the book stands so."""
    head = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return head if moment.number is None else min(moment.number, head)


def page_of(request: HttpRequest, response: HttpResponse, items: Sequence[Any] | QuerySet[Any], asked: Paging) -> dict[str, Any]:
    """One page of a list whose order is fixed, and the links to the others. Whoever fills a shape from rows maps `items` himself."""
    total = items.count() if isinstance(items, QuerySet) else len(items)
    link(request, response, total, asked.page, asked.per_page)
    start = (asked.page - 1) * asked.per_page
    shown = list(items[start : start + asked.per_page])
    return {"total": total, "page": asked.page, "per_page": asked.per_page, "as_of": number_of(asked.moment()), "items": shown}


def link(request: HttpRequest, response: HttpResponse, total: int, page: int, per_page: int) -> None:
    """Name the other pages in a Link header (RFC 8288), and the number of all in X-Total-Count."""
    last = max(1, -(-total // per_page))
    pages = {"first": 1, "prev": min(page - 1, last), "next": page + 1, "last": last}
    links = [
        f'<{_address(request, number)}>; rel="{name}"'
        for name, number in pages.items()
        if 1 <= number <= last and not (name == "next" and page >= last)
    ]
    response["Link"] = ", ".join(links)
    response["X-Total-Count"] = str(total)


def _address(request: HttpRequest, page: int) -> str:
    given = [(name, value) for name, values in request.GET.lists() if name != "page" for value in values]
    return f"{request.path}?{urlencode([*given, ('page', str(page))])}"
