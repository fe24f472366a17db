"""The pages of briefs: the archive by date, and the brief of a day or period."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda_ledger.brief import links
from servanda_ledger.brief.choose import MOST_DAYS, brief_of
from servanda_ledger.brief.feeds import book_days
from servanda_ledger.brief.labels import scope_words
from servanda_ledger.brief.parts import Choice, Scope, ScopeKind
from servanda_ledger.brief.rendering import Format
from servanda_ledger.brief.rendering import render as rendered
from servanda_ledger.brief.scope import ScopeError, scope_of
from servanda_ledger.brief.wording import worded

_PER_PAGE = 40
_WEB = Choice(compare=2)  # nobody waits at a page for more
_TYPES: dict[Format, str] = {
    "text": "text/plain; charset=utf-8",
    "json": "application/json",
    "markdown": "text/markdown; charset=utf-8",
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/briefs/`: every day on which the book grew."""
    scope = asked_scope(request.GET)
    page = Paginator(book_days(), _PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "about": scope_words(scope), "query": scope_query(scope), "today": timezone.now().date()}
    return render(request, "brief/index.html", context)


@require_safe
def day(request: HttpRequest, day: str) -> HttpResponse:
    """`/briefs/2031-05-04/`, of several days up to it with `days`; as text, JSON or Markdown with `format`."""
    try:
        wanted = date.fromisoformat(day)
        days = int(request.GET.get("days", "1"))
        scope = asked_scope(request.GET)
        brief = brief_of(wanted, days, scope, _WEB)
    except ValueError:
        raise BadRequest(_("Ask for a day such as 2031-05-04, and for 1 to %(most)d days.") % {"most": MOST_DAYS}) from None
    language = (get_language() or "en")[:2]
    with links.at(request.build_absolute_uri("/")):
        form = request.GET.get("format", "")
        for known, media_type in _TYPES.items():
            if form == known:
                return HttpResponse(rendered(brief, known, language), content_type=media_type)
        shown = worded(brief, language)
    context = {
        "brief": shown,
        "day": wanted,
        "days": days,
        "empty": not any(True for _item in brief.items()),
        "before": _shifted(wanted, -days),
        "after": _shifted(wanted, days) if wanted < timezone.now().date() else None,
        "query": scope_query(scope),
        "forms": ("text", "markdown", "json"),
        "scope": scope,
    }
    return render(request, "brief/day.html", context)


def asked_scope(given: QueryDict) -> Scope:
    """The scope that the parameters of an address ask for: `party` (twice for a pair), `dialogue`, `instrument`, `q`.

    Raises `BadRequest` when they mean nothing.
    """
    parties = [p for p in given.getlist("party") if p.strip()]
    try:
        if parties:
            return scope_of("party" if len(parties) == 1 else "pair", ",".join(parties))
        names: tuple[ScopeKind, ...] = ("dialogue", "instrument")
        for name in names:
            value = str(given.get(name, ""))
            if value.strip():
                return scope_of(name, value)
        if given.get("q", "").strip():
            words = str(given["q"])
            return scope_of("search", urlencode({"q": words}) if "=" in words else words)
        return scope_of("everything", "")
    except ScopeError:
        raise BadRequest(_("There is no such party, pair, dialogue, instrument or search.")) from None


def scope_query(scope: Scope) -> str:
    """A scope as parameters of an address, without a question mark; empty for everything."""
    made = QueryDict(mutable=True)
    if scope.parties:
        made.setlist("party", list(scope.parties))
    elif scope.kind != "everything":
        made["q" if scope.kind == "search" else scope.kind] = scope.value
    return made.urlencode()


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
