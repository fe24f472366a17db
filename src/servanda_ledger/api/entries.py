"""Reading the chain itself, and two documents against each other."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from servanda.compare import CompareError
from servanda.model.comparison import Mode
from servanda.model.comparison_wire import comparison_json
from servanda_ledger.api.asked import Time, one_document
from servanda_ledger.api.problem import ProblemError, unknown
from servanda_ledger.api.router import router
from servanda_ledger.api.rows import entry_out
from servanda_ledger.api.shapes import DocumentId, Entries, EntryOut, MaybeLine
from servanda_ledger.book.chain import entry_of
from servanda_ledger.book.models import Entry
from servanda_ledger.catalogue.compared import compared


class EntriesAsked(Schema):
    """Which entries, in order."""

    after: Annotated[int, Field(ge=0, le=2**53)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    kind: MaybeLine = Field(default="", description="such as document.added")
    subject: MaybeLine = Field(default="", description="a document's id, instrument:KEY, event:KEY")
    author: MaybeLine = ""


@router.get("/entries", response=Entries, tags=["chain"], summary="The chain of entries, for auditors")
def entries(request: HttpRequest, response: HttpResponse, asked: Query[EntriesAsked]) -> dict[str, Any]:
    """Each entry names the hash of the one before; nothing is ever changed or taken away, so pages stay as they are."""
    rows = Entry.objects.filter(number__gt=asked.after).order_by("number")
    for name in ("kind", "subject", "author"):
        if getattr(asked, name):
            rows = rows.filter(**{name: getattr(asked, name)})
    found = list(rows[: asked.limit])
    if len(found) == asked.limit:
        given = request.GET.copy()
        given["after"] = str(found[-1].number)
        response["Link"] = f'<{request.path}?{given.urlencode()}>; rel="next"'
    head = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return {"head": head, "items": [entry_out(entry_of(row)) for row in found]}


@router.get("/entries/{number}", response=EntryOut, tags=["chain"], summary="One entry")
def one_entry(request: HttpRequest, number: int) -> dict[str, Any]:
    """An entry by its number."""
    row = Entry.objects.filter(number=number).first() if 0 < number < 2**53 else None
    if row is None:
        raise unknown("entry", "/api/v1/entries")
    return entry_out(entry_of(row))


class ComparisonAsked(Time):
    """Which documents; `mode` is detected unless given."""

    left: DocumentId
    right: DocumentId
    mode: Literal["rounds", "accounts", "coverage"] | None = None


@router.get("/comparisons", response=dict[str, Any], tags=["comparing"], summary="Two documents against each other")
def comparison(request: HttpRequest, asked: Query[ComparisonAsked]) -> dict[str, Any]:
    """`servanda.comparison/1`: the earlier round, one account or the report on the left."""
    moment = asked.moment()
    left, right = one_document(asked.left, moment), one_document(asked.right, moment)
    mode: Mode | None = asked.mode
    try:
        return comparison_json(compared(left.key, right.key, mode, moment))
    except CompareError as error:
        raise ProblemError(422, "not-comparable", str(error)) from error
