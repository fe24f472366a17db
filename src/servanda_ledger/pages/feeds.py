"""Feeds out: `/feeds/briefs.atom`, `/feeds/commitments.json`, `/feeds/due.ics`; each for any scope."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from servanda.publish.feeds import Feed, atom_feed, json_feed
from servanda_ledger.book.models import Commitment, Entry
from servanda_ledger.brief import links
from servanda_ledger.brief.feeds import Where, briefs_feed, commitments_feed
from servanda_ledger.brief.parts import Scope
from servanda_ledger.brief.scope import Members
from servanda_ledger.catalogue.moments import NOW
from servanda_ledger.catalogue.party_words import codes_of
from servanda_ledger.follow.calendar import calendar
from servanda_ledger.follow.due import Asked, due
from servanda_ledger.pages.briefs import asked_scope, scope_query
from servanda_ledger.search.query import Query, QueryError

_BACK = timedelta(days=365)  # deadlines that passed longer ago are left out of the calendar
_HELD = 24 * 3600  # seconds
_MOST = 2000  # entries of a calendar


@require_safe
def briefs(request: HttpRequest, form: str) -> HttpResponse:
    """The briefs of the last days, as Atom or JSON Feed."""
    scope = asked_scope(request.GET)
    with links.at(request.build_absolute_uri("/")):
        where = _where(request, reverse("briefs"), scope_query(scope))
        return _answer(briefs_feed(scope, where, _language(), timezone.now()), form)


@require_safe
def commitments(request: HttpRequest, form: str) -> HttpResponse:
    """What a search finds, the newest in the book first, as Atom or JSON Feed."""
    try:
        query = Query.from_params(request.GET)
    except QueryError as error:
        raise BadRequest(str(error)) from None
    with links.at(request.build_absolute_uri("/")):
        where = _where(request, links.page("search").removeprefix(links.site()), request.GET.urlencode())
        return _answer(commitments_feed(query, where, _language()), form)


@require_safe
def due_calendar(request: HttpRequest) -> HttpResponse:
    """What falls due, as iCalendar: from a year ago on."""
    scope = asked_scope(request.GET)
    with links.at(request.build_absolute_uri("/")):
        made = _calendar(scope)
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="due.ics"'
    return response


def _calendar(scope: Scope) -> str:
    today = timezone.now().date()
    head = Entry.objects.order_by("-number").values_list("hash", flat=True).first() or ""
    told = f"due.ics 2 {head} {today} {scope.kind} {scope.value} {links.site()}"
    digest = sha256(told.encode()).hexdigest()
    held = cache.get(digest)  # in memory: it changes with every entry, and is asked for again and again in between
    if held is not None:
        return str(held)
    members = Members(scope, NOW)
    asked = Asked(today, parties=scope.parties, states=("overdue", "due", "upcoming"))
    items = [
        item
        for item in due(asked)
        if item.last is not None
        and item.last >= today - _BACK
        and members.commitment(item.commitment, codes_of(item.parties), item.document)
    ]

    def mine(row: Commitment) -> bool:
        return members.commitment(row.key, codes_of(row.parties), row.document)

    made = calendar(items[:_MOST], mine, base=links.site()).decode()
    cache.set(digest, made, _HELD)
    return made


def _where(request: HttpRequest, page: str, query: str) -> Where:
    own = f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path
    return Where(links.site() + own, links.site() + page + (f"?{query}" if query else ""))


def _language() -> str:
    return (get_language() or "en")[:2]


def _answer(feed: Feed, form: str) -> HttpResponse:
    if form == "json":
        return HttpResponse(json_feed(feed), content_type="application/feed+json; charset=utf-8")
    return HttpResponse(atom_feed(feed), content_type="application/atom+xml; charset=utf-8")
