"""Reading commitments and claims."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any, Literal

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Query, Schema
from pydantic import Field

from servanda.publish.jsonlines import json_text
from servanda_ledger.api.asked import Asked, AsOf, Paging, link, one_document, page_of
from servanda_ledger.api.exports import MOST, as_csv, as_events, as_json_lines, as_parquet, told
from servanda_ledger.api.forms import LINKED, MEDIA, LinkedForm, chosen, file, guarded
from servanda_ledger.api.linked import commitments_linked
from servanda_ledger.api.problem import ProblemError, unknown
from servanda_ledger.api.router import router
from servanda_ledger.api.rows import claim_out, commitment_out, commitments_out, review_out, statuses_of
from servanda_ledger.api.shapes import ClaimOut, CommitmentOut, Conduct, Found, Held, MaybeLine, Obligation, Page, Party, Polarity
from servanda_ledger.api.takes import DocumentKind
from servanda_ledger.book.models import Claim, Commitment
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.search.find import find, stream
from servanda_ledger.search.query import Query as Search
from servanda_ledger.search.results import Hit, Results

Form = Literal["json", "jsonld", "csv", "jsonl", "parquet", "events"]
_FORMS = ("json", "jsonld", "csv", "jsonl", "parquet", "events")
_MEDIA = {"x-media": list(dict.fromkeys(MEDIA[form] for form in _FORMS))}


class SearchAsked(Schema):
    """The parameters of a search, the same as the site's."""

    q: MaybeLine = Field(default="", description='words, "phrases", -exclusions, OR, prefix*')
    party: list[Party] = Field(default=[], max_length=10, description="all of them must be bound")
    pair: MaybeLine = Field(default="", description="two parties: CAN,CHN")
    obligation: list[Obligation] = Field(default=[])
    kind: list[Conduct] = Field(default=[])
    polarity: list[Polarity] = Field(default=[])
    document_kind: list[DocumentKind] = Field(default=[])
    series: list[MaybeLine] = Field(default=[], max_length=20, description="keys of dialogues")
    year: list[Annotated[int, Field(ge=1000, le=9999)]] = Field(default=[])
    review: list[Literal["machine", "confirmed", "corrected", "added", "rejected"]] = Field(default=[])
    has_deadline: Literal["yes", "no"] | None = None
    date_from: date | None = None
    date_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    document: MaybeLine = Field(default="", description="the id of a document")
    instrument: MaybeLine = Field(default="", description="the key of an instrument")
    as_of: AsOf = ""
    sort: Literal["relevance", "newest", "oldest", "due", "document"] | None = None
    page: Annotated[int, Field(ge=1, le=10_000_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=200)] = 25


@router.get("/commitments", tags=["commitments"], response=Found, summary="Search commitments, with counts by facet", openapi_extra=_MEDIA)
def search(request: HttpRequest, response: HttpResponse, asked: Query[SearchAsked], format: Annotated[Form | None, Query()] = None) -> Any:
    """JSON, JSON-LD and events give one page; CSV, JSON Lines and Parquet all that is found."""
    query = Search.from_params(request.GET)
    form = chosen(request, _FORMS, format)
    found = find(query)
    moment = Moment() if not query.as_of else Moment(found.number)
    if form in ("csv", "jsonl", "parquet"):
        return _whole(query, found.total, form, moment)
    link(request, response, found.total, query.page, query.per_page)
    if form == "json":
        return _page(found, moment)
    pairs = [(hit.row.document, hit.row.key) for hit in found.items]
    if form == "events":
        answer = file(as_events(pairs, moment).encode(), "events", "servanda-events.csv")
    else:
        answer = file(json_text(commitments_linked(pairs, request.build_absolute_uri("/"), moment)).encode(), "jsonld", "servanda.jsonld")
    for header in ("Link", "X-Total-Count"):
        answer[header] = response[header]
    return answer


def _page(found: Results[Hit], moment: Moment) -> dict[str, Any]:
    query = found.query
    return {
        "total": found.total,
        "page": query.page,
        "per_page": query.per_page,
        "as_of": found.number,
        "items": commitments_out((h.row for h in found.items), moment, {h.row.key: h.score for h in found.items}),
        "facets": {
            name: [{"value": b.value, "count": b.count, "selected": b.selected, "label": b.label} for b in buckets]
            for name, buckets in found.facets.items()
        },
        "ranked": found.ranked,
    }


def _whole(query: Search, total: int, form: str, moment: Moment) -> HttpResponse | StreamingHttpResponse:
    """All that is found, as it is read from the tables."""
    if total > MOST:
        raise ProblemError(422, "too-much", f"{total} commitments are found; an export holds {MOST} at most: narrow the search")
    rows = told(stream(query), moment)
    if form == "parquet":
        answer = FileResponse(as_parquet(rows), content_type=MEDIA[form])
    else:
        write: dict[str, Callable[..., Iterator[str]]] = {"csv": as_csv, "jsonl": as_json_lines}
        lines = (line.encode("utf-8", "replace") for line in write[form](rows))
        answer = StreamingHttpResponse(lines, content_type=f"{MEDIA[form]}; charset=utf-8")  # type: ignore[assignment]
    answer["X-Total-Count"] = str(total)
    return guarded(answer, f"servanda-commitments.{form}")  # type: ignore[arg-type]


@router.get(
    "/commitments/{identifier}",
    tags=["commitments"],
    response=CommitmentOut,
    summary="One commitment",
    openapi_extra=LINKED,
)
def one(request: HttpRequest, identifier: str, asked: Asked, format: LinkedForm = None) -> Any:
    """A commitment with its labels as they stand, who looked at it, and what came of it."""
    moment = asked.moment()
    row = commitment(identifier, moment)
    if chosen(request, ("json", "jsonld"), format) == "jsonld":
        linked = commitments_linked([(row.document, row.key)], request.build_absolute_uri("/"), moment)
        return file(json_text(linked).encode(), "jsonld", f"{row.key}.jsonld")
    return commitment_out(row, statuses_of([row.key], moment).get(row.key))


def commitment(identifier: str, moment: Moment = NOW) -> Commitment:
    """The commitment with this id, the last one entered where two documents share it. Raises a 404 problem."""
    row: Commitment | None = moment.rows(Commitment).filter(key=identifier).order_by("-id").first()
    if row is None:
        raise unknown("commitment", "/api/v1/commitments")
    return row


@router.get("/commitments/{identifier}/history", tags=["commitments"], response=list[Held], summary="Every state of a commitment")
def its_history(request: HttpRequest, identifier: str, asked: Asked) -> list[dict[str, Any]]:
    """How a commitment stood from which entry of the book to which, the first first."""
    moment = asked.moment()
    rows = Commitment.objects.filter(key=identifier).order_by("entered", "id")
    if moment.number is not None:
        rows = rows.filter(entered__lte=moment.number)
    held = [
        {"entered": row.entered, "left": row.left, "commitment": json.loads(row.data), "review": review_out(row)} for row in rows[:1000]
    ]
    if not held:
        raise unknown("commitment", "/api/v1/commitments")
    return held


class ClaimsAsked(Paging):
    """Which claims; in the order of the book."""

    document: MaybeLine = Field(default="", description="the id of a report, or its first digits")
    about: Literal["commitment", "event", "scope", "effect", "precedent", "assessment", "allegation", "context"] | None = None
    party: MaybeLine = ""


@router.get("/claims", tags=["claims"], response=Page[ClaimOut], summary="Claims of press reports")
def all_claims(request: HttpRequest, response: HttpResponse, asked: Query[ClaimsAsked]) -> dict[str, Any]:
    """What press reports claim."""
    moment = asked.moment()
    rows = moment.rows(Claim)
    if asked.document:
        rows = rows.filter(document=one_document(asked.document, moment).key)
    if asked.about:
        rows = rows.filter(about=asked.about)
    if asked.party:
        rows = rows.filter(parties__contains=f" {asked.party} ")
    page = page_of(request, response, rows.order_by("id"), asked)
    return page | {"items": [claim_out(row) for row in page["items"]]}


@router.get("/claims/{identifier}", tags=["claims"], response=ClaimOut, summary="One claim")
def one_claim(request: HttpRequest, identifier: str, asked: Asked) -> dict[str, Any]:
    """A claim by its id."""
    row = asked.moment().rows(Claim).filter(key=identifier).order_by("-id").first()
    if row is None:
        raise unknown("claim", "/api/v1/claims")
    return claim_out(row)
