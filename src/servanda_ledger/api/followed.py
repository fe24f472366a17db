"""Reading what is due and what came of commitments."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from servanda_ledger.api.asked import Listed, Paging, link, one_document, page_of
from servanda_ledger.api.forms import DATES, chosen, file
from servanda_ledger.api.router import router
from servanda_ledger.api.rows import action_out, candidate_out, event_out
from servanda_ledger.api.shapes import ActionOut, AwaitedOut, CandidateOut, Due, EventOut, MappingOut, MaybeLine, Page, ScorecardOut
from servanda_ledger.book.chain import now
from servanda_ledger.book.keys import series_key
from servanda_ledger.catalogue.party_codes import party_code
from servanda_ledger.follow.calendar import calendar
from servanda_ledger.follow.due import STATES, Item, counted, due
from servanda_ledger.follow.due import Asked as DueAsked
from servanda_ledger.follow.event_names import Awaited, awaited
from servanda_ledger.follow.ladder import MAPPINGS, STATUSES
from servanda_ledger.follow.models import Action, Candidate, Event
from servanda_ledger.follow.scorecard import Scope, scorecard


class DueParams(Schema):
    """Whose deadlines, judged from which day."""

    as_of: date | None = Field(default=None, description="the day to judge from (default: today, UTC)")
    party: list[MaybeLine] = Field(default=[], max_length=10, description="all of them must be bound")
    series: MaybeLine = Field(default="", description="the name of a dialogue")
    document: MaybeLine = ""
    state: list[Literal["overdue", "due", "upcoming", "undated"]] = Field(default=[])
    until: date | None = None
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=200)] = 50


@router.get(
    "/due",
    tags=["following"],
    response=Due,
    by_alias=True,
    summary="What is due",
    openapi_extra=DATES,
)
def what_is_due(
    request: HttpRequest, response: HttpResponse, asked: Query[DueParams], format: Annotated[Literal["json", "ics"] | None, Query()] = None
) -> Any:
    """Overdue first, then what is due, then what is ahead; the undated last. As iCalendar: everything that has a date."""
    wanted = DueAsked(
        as_of=asked.as_of or now().date(),
        parties=tuple(party_code(each) for each in asked.party),
        series=series_key(asked.series) if asked.series else "",
        document=one_document(asked.document).key if asked.document else "",
        states=tuple(state for state in STATES if not asked.state or state in asked.state),
        until=asked.until,
    )
    if chosen(request, ("json", "ics"), format) == "ics":
        return file(calendar(due(wanted), wanted.concerns, base=request.build_absolute_uri("/").rstrip("/")), "ics", "servanda-due.ics")
    total = sum(counted(wanted).values())
    start = (asked.page - 1) * asked.per_page
    shown = islice(due(wanted), start, start + asked.per_page) if start < total else ()
    link(request, response, total, asked.page, asked.per_page)
    head = {"schema": "servanda.due/1", "as_of": wanted.as_of.isoformat(), "total": total, "page": asked.page, "per_page": asked.per_page}
    return head | {"items": [_due_out(item) for item in shown]}


def _due_out(item: Item) -> dict[str, Any]:
    made = item.made_on.isoformat() if item.made_on else None
    return {
        "commitment": json.loads(item.data),
        "document": {"id": item.document, "title": item.document_title, "kind": item.document_kind, "date": made},
        "deadline": item.deadline,
        "state": item.state,
        "because": item.because,
        "status": item.status,
    }


class ScorecardParams(Schema):
    """Of whom or what: a party or several (all bound), a dialogue, a document, what was made between two days."""

    party: list[MaybeLine] = Field(default=[], max_length=10)
    series: MaybeLine = ""
    document: MaybeLine = ""
    made_from: date | None = None
    made_to: date | None = None


@router.get("/scorecard", tags=["following"], response=ScorecardOut, summary="How many commitments stand on which rung")
def its_scorecard(request: HttpRequest, asked: Query[ScorecardParams]) -> dict[str, Any]:
    """Every share is of what was checked, beside the share that was not."""
    scope = Scope(
        parties=tuple(party_code(each) for each in asked.party),
        series=series_key(asked.series) if asked.series else "",
        document=one_document(asked.document).key if asked.document else "",
        first=asked.made_from,
        last=asked.made_to,
    )
    card = scorecard(scope)
    return {
        "total": card.total,
        "unchecked": card.unchecked,
        "unchecked_share": card.unchecked_share,
        "counts": dict(card.counts),
        "shares": {status: card.share(status) for status in STATUSES if status != "not_checked"},
    }


@router.get("/statuses", tags=["following"], response=list[MappingOut], summary="The ladder of statuses in other ways of counting")
def mappings(request: HttpRequest) -> list[dict[str, Any]]:
    """The words that others have for each rung."""
    return [{"name": each.name, "source": each.source, "words": dict(each.words)} for each in MAPPINGS]


@router.get("/actions", tags=["following"], response=Page[ActionOut], summary="What parties did to instruments")
def actions(request: HttpRequest, response: HttpResponse, asked: Listed) -> dict[str, Any]:
    """Signatures, ratifications, withdrawals ... that editors recorded, in the order of the book."""
    page = page_of(request, response, asked.moment().rows(Action).order_by("id"), asked)
    return page | {"items": [action_out(row) for row in page["items"]]}


@router.get("/events", tags=["following"], response=Page[EventOut], summary="Events that deadlines wait for")
def events(request: HttpRequest, response: HttpResponse, asked: Listed) -> dict[str, Any]:
    """The days of events that editors recorded."""
    page = page_of(request, response, asked.moment().rows(Event).order_by("id"), asked)
    return page | {"items": [event_out(row) for row in page["items"]]}


class WaitingAsked(Paging):
    """Which events, on which day."""

    known: bool = False
    day: date | None = None


@router.get("/waiting", tags=["following"], response=Page[AwaitedOut], summary="Events whose day is to be recorded")
def waiting(request: HttpRequest, response: HttpResponse, asked: Query[WaitingAsked]) -> dict[str, Any]:
    """What deadlines hang on, the most deadlines first; with `known`, the events whose day the ledger knows."""
    page = page_of(request, response, awaited(asked.day or now().date(), known=asked.known), asked)
    return page | {"items": [_awaited_out(each) for each in page["items"]]}


def _awaited_out(each: Awaited) -> dict[str, Any]:
    came = each.occurrence
    return {
        "event": each.event,
        "name": each.name,
        "deadlines": each.deadlines,
        "words": each.words,
        "document": each.document,
        "date": came.day.isoformat() if came else None,
        "because": came.because if came else None,
    }


class CandidatesAsked(Paging):
    """Which candidates."""

    state: Literal["open", "accepted", "dismissed"] | None = None
    commitment: MaybeLine = ""


@router.get("/candidates", tags=["following"], response=Page[CandidateOut], summary="Passages that bear on open commitments")
def candidates(request: HttpRequest, response: HttpResponse, asked: Query[CandidatesAsked]) -> dict[str, Any]:
    """What the machine lays beside open commitments for editors to judge."""
    rows = asked.moment().rows(Candidate)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.commitment:
        rows = rows.filter(commitment=asked.commitment)
    page = page_of(request, response, rows.order_by("id"), asked)
    return page | {"items": [candidate_out(row) for row in page["items"]]}
