"""The feeds that are watched: how they stand, what they offered and what became of it; for editors, which they are and what is followed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from servanda_ledger.accounts.roles import editor_required
from servanda_ledger.watch import feeds as known
from servanda_ledger.watch.feeds import FeedError, Wanted
from servanda_ledger.watch.fetching import take
from servanda_ledger.watch.follows import KINDS, FollowError, Kind, follow, shown, unfollow
from servanda_ledger.watch.models import DONE, FETCHED, KEPT, OUTCOMES, PENDING, Feed, Follow, Item

_PER_PAGE = 50
STANDING = {
    "new": gettext_lazy("not asked yet"),
    "well": gettext_lazy("in order"),
    "failing": gettext_lazy("failing"),
    "forbidden": gettext_lazy("not allowed"),
    "gone": gettext_lazy("gone for good"),
    "stopped": gettext_lazy("stopped"),
}
OUTCOME = {
    "waiting": gettext_lazy("waiting"),
    "kept": pgettext_lazy("item", "kept"),
    "aside": gettext_lazy("set aside"),
    "near": gettext_lazy("near-duplicate"),
    "known": gettext_lazy("known"),
    "unreadable": gettext_lazy("not readable"),
}
FOLLOWED = {
    "party": gettext_lazy("Party"),
    "pair": gettext_lazy("Pair"),
    "series": gettext_lazy("Dialogue"),
    "instrument": gettext_lazy("Instrument"),
    "search": pgettext_lazy("followed", "Search"),
}


@require_safe
def watched(request: HttpRequest) -> HttpResponse:
    """`/watch/`: the feeds, what is followed, and the items, the latest first."""
    rows = Feed.objects.annotate(
        offered=Count("items"),
        kept=Count("items", filter=Q(items__outcome=KEPT)),
        waiting=Count("items", filter=Q(items__state__in=(PENDING, FETCHED))),
    ).order_by("id")
    chosen = {name: request.GET.get(name, "").strip() for name in ("feed", "outcome")}
    page = Paginator(_items(chosen), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "feeds": [{"row": row, "state": known.standing(row), "words": STANDING[known.standing(row)]} for row in rows],
        "followed": [{"row": row, "kind": FOLLOWED[row.kind], "words": shown(row)} for row in Follow.objects.all()],
        "kinds": list(FOLLOWED.items()),
        "page": page,
        "items": [_item(item) for item in page],
        "outcomes": list(OUTCOME.items()),
        "chosen": chosen,
        "narrowed": any(chosen.values()),
    }
    return render(request, "watch/watched.html", context)


def _items(chosen: dict[str, str]) -> Any:
    rows = Item.objects.select_related("feed").defer("data")
    if chosen["feed"].isdecimal():
        rows = rows.filter(feed_id=int(chosen["feed"][:15]))
    if chosen["outcome"] in OUTCOMES:
        rows = rows.filter(outcome=chosen["outcome"])
    elif chosen["outcome"] == "waiting":
        rows = rows.exclude(state=DONE)
    return rows.order_by("-id")


def _item(item: Item) -> dict[str, Any]:
    outcome = item.outcome if item.state == DONE else "waiting"
    return {
        "row": item,
        "outcome": OUTCOME[outcome],
        "takable": outcome in ("aside", "near", "unreadable") and item.url is not None,
        "in_ledger": outcome in ("kept", "known") and item.document,
        "percent": None if item.similarity is None else round(item.similarity * 100),
    }


def _back() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("watched"))


def _name(request: HttpRequest) -> str:
    return request.user.get_username()


@require_POST
@editor_required
def add_feed(request: HttpRequest) -> HttpResponse:
    """Watch a feed or page list from now on."""
    pattern = request.POST.get("pattern", "").strip() if request.POST.get("form") == "list" else None
    try:
        feed = known.register(Wanted(request.POST.get("url", ""), pattern), by=_name(request), now=timezone.now())
        if feed.stopped_at is not None:
            known.retry(feed)
        messages.success(request, _("%(url)s is asked at the next round.") % {"url": feed.url})
    except FeedError as error:
        messages.error(request, str(error))
    return _back()


@require_POST
@editor_required
def change_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a feed, or have it asked again at the next round whatever it answered."""
    feed = get_object_or_404(Feed, pk=pk)
    if request.POST.get("do") == "stop":
        known.stop(feed, by=_name(request), now=timezone.now())
        messages.success(request, _("%(url)s is polled no more.") % {"url": feed.url})
    else:
        known.retry(feed)
        messages.success(request, _("%(url)s is asked at the next round.") % {"url": feed.url})
    return _back()


@require_POST
@editor_required
def take_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Have an item that was dropped kept all the same, at the next round."""
    if take(pk):
        messages.success(request, _("It is fetched again at the next round and kept."))
    else:
        messages.error(request, _("This item was not dropped, or has no address."))
    return _back()


@require_POST
@editor_required
def change_followed(request: HttpRequest) -> HttpResponse:
    """Follow something, or follow it no more."""
    kind: Kind | None = next((each for each in KINDS if each == request.POST.get("kind")), None)
    value = request.POST.get("value", "")
    try:
        if kind is None:
            messages.error(request, _("Choose what kind of thing to follow."))
        elif request.POST.get("do") == "unfollow":
            unfollow(kind, value)
        else:
            follow(kind, value, by=_name(request), now=timezone.now())
    except FollowError as error:
        messages.error(request, str(error))
    return _back()
