"""The review queue: editors confirm, correct, reject, split, merge and add; every decision is an entry with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servanda_ledger.accounts.roles import editor_required
from servanda_ledger.book import chain, record
from servanda_ledger.book.entries import Entry
from servanda_ledger.book.models import Commitment
from servanda_ledger.book.models import Entry as EntryRow
from servanda_ledger.book.record import DecisionError
from servanda_ledger.follow.models import Candidate
from servanda_ledger.pages import reasons
from servanda_ledger.pages.reasons import ReasonForm
from servanda_ledger.pages.review_item import Before, before, next_in_text
from servanda_ledger.pages.review_queue import BELOW, PER_PAGE, SORTS, Chosen, in_order, queue, with_confidence

_SHOWN = 12  # decisions of oneself that the page of decisions offers first
DECIDED = ("commitment.", "status.", "candidate.settled", "action.", "event.", "decision.")


def by(request: HttpRequest, why: str) -> chain.By:
    """The editor who decides, and why."""
    return chain.By(request.user.get_username(), why)


@never_cache
@require_safe
@editor_required
def review(request: HttpRequest) -> HttpResponse:
    """`/review/`: the queue, with the commitment in hand beside it (`?at=`, else the first)."""
    return _page(request, Chosen.of(request.GET), request.GET.get("at", ""))


@require_safe
@editor_required
def of_document(request: HttpRequest, digits: str) -> HttpResponse:
    """The queue of one document."""
    return HttpResponseRedirect(reverse("review") + Chosen(document=digits[:16]).query())


def _page(request: HttpRequest, chosen: Chosen, at: str, forms: dict[str, ReasonForm] | None = None, status: int = 200) -> HttpResponse:
    page = Paginator(queue(chosen).values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    rows = in_order(list(page.object_list))
    place = next((n for n, row in enumerate(rows) if row.key == at), -1 if at else 0)
    item = before(at or rows[0].key) if at or rows else None
    given = forms or {}
    context: dict[str, Any] = {
        "chosen": chosen,
        "page": page,
        "rows": rows,
        "item": item,
        "in_queue": place >= 0,
        "confidence": with_confidence(Commitment.objects.filter(pk=item.row.pk)).values_list("confidence", flat=True)[0] if item else None,
        "back": _step(chosen, page, rows, place, -1),
        "ahead": _step(chosen, page, rows, place, 1),
        "then": rows[place + 1].key if 0 <= place < len(rows) - 1 else "",
        "follows": next_in_text(item) if item else None,
        "confirm_form": given.get("confirmed")
        or ReasonForm(usual=reasons.CONFIRM, prefix="confirmed", initial={"reason": reasons.CONFIRM[0][0]}),
        "reject_form": given.get("rejected") or ReasonForm(usual=reasons.REJECT, prefix="rejected"),
        "undo": last_own(request),
        "candidates": Candidate.objects.current().filter(state="open").count(),
        "sorts": SORTS,
        "below": BELOW,
    }
    return render(request, "review/queue.html", context, status=status)


def _step(chosen: Chosen, page: Any, rows: list[Any], place: int, step: int) -> str:
    """The address of the commitment before or after the one in hand; of the next page at either end."""
    at = place + step
    if 0 <= at < len(rows):
        return chosen.query(at=rows[at].key, page=page.number if page.number > 1 else "")
    if step > 0 and page.has_next():
        return chosen.query(page=page.next_page_number())
    return chosen.query(page=page.previous_page_number()) if step < 0 and page.has_previous() else ""


@require_POST
@editor_required
def decide(request: HttpRequest, identifier: str) -> HttpResponse:
    """Confirm or reject one commitment, and go on to the next."""
    decision = "rejected" if request.POST.get("decision") == "rejected" else "confirmed"
    usual = reasons.REJECT if decision == "rejected" else reasons.CONFIRM
    form = ReasonForm(request.POST, usual=usual, prefix=decision)
    chosen = Chosen.of(request.POST)
    if not form.is_valid():
        return _page(request, chosen, identifier, {decision: form}, 422)
    item = before(identifier)

    def act() -> Entry:
        return record.decide(
            "rejected" if decision == "rejected" else "confirmed",
            item.row.document,
            [identifier],
            [],
            by(request, form.cleaned_data["why"]),
        )

    told = guarded(item, request.POST.get("version", ""), act)
    if isinstance(told, str):
        form.add_error(None, told)
        return _page(request, chosen, identifier, {decision: form}, 409)
    done = _("Rejected") if decision == "rejected" else _("Confirmed")
    messages.success(request, _("%(done)s, entry %(number)s.") % {"done": done, "number": told.number})
    return onward(request, chosen)


def guarded(item: Before, version: str, act: Callable[[], Entry]) -> Entry | str:
    """Do something to a commitment unless it is no more what the editor saw; then say so, and do nothing."""
    try:
        with chain.writing():
            now = Commitment.objects.current().filter(key=item.row.key).first()
            if now is None or str(now.entered) != version:
                return _changed(now)
            return act()
    except DecisionError as error:
        return str(error)


def _changed(now: Commitment | None) -> str:
    if now is None:
        return _("This commitment no longer stands: it was split, merged or read otherwise meanwhile. Nothing was written.")
    who = {"by": now.reviewed_by, "why": now.review_reason} if now.reviewed_by else None
    told = _("Meanwhile %(by)s changed this commitment (%(why)s).") % who if who else _("This commitment was changed meanwhile.")
    return f"{told} " + _(
        "Nothing was written and nothing you entered is lost: look at it as it stands now, and send again if you still mean it."
    )


def onward(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    """Back to the queue, at the commitment that comes next."""
    then = request.POST.get("then", "")
    stands = then and Commitment.objects.current().filter(key=then, review="machine").exists()
    return HttpResponseRedirect(reverse("review") + chosen.query(at=then if stands else "", page=request.POST.get("page", "")[:6]))


def last_own(request: HttpRequest) -> EntryRow | None:
    """The last decision of this editor that still holds and can be taken back with one stroke."""
    mine = EntryRow.objects.filter(author=request.user.get_username()).order_by("-number")
    taken: set[int] = set()
    for row in mine.filter(kind__regex=r"^(commitment\.|decision\.)")[:50]:
        entry = chain.entry_of(row)
        if entry.kind == "decision.withdrawn":
            taken.add(entry.body["entry"])
        elif entry.number not in taken:
            return row
    return None


@require_POST
@editor_required
def undo(request: HttpRequest) -> HttpResponse:
    """Take a decision back: the entry stays, and another says that it counts no more."""
    form = ReasonForm(request.POST, usual=reasons.WITHDRAW)
    chosen = Chosen.of(request.POST)
    number = request.POST.get("entry", "")
    why = form.cleaned_data["why"] if form.is_valid() else ""
    if not why and request.POST.get("at_once"):
        why = "taken back at once"
    if not why:
        messages.error(request, _("Say why the decision is taken back. Nothing was changed."))
        return HttpResponseRedirect(reverse("review-decisions"))
    try:
        entry = record.withdraw(int(number) if number.isdecimal() and len(number) < 19 else 0, by(request, why))
        messages.success(
            request, _("Entry %(taken)s counts no more; entry %(number)s says so.") % {"taken": number, "number": entry.number}
        )
    except DecisionError as error:
        messages.error(request, str(error))
    if request.POST.get("at_once"):
        return HttpResponseRedirect(reverse("review") + chosen.query(at=request.POST.get("at", "")[:40]))
    return HttpResponseRedirect(reverse("review-decisions"))


@never_cache
@require_http_methods(["GET", "HEAD"])
@editor_required
def decisions(request: HttpRequest) -> HttpResponse:
    """Every decision of editors, the latest first; each can be taken back, with a reason."""
    rows = EntryRow.objects.filter(kind__regex=r"^(commitment\.|status\.|candidate\.settled|action\.|event\.|decision\.)")
    mine = request.GET.get("mine") == "1"
    if mine:
        rows = rows.filter(author=request.user.get_username())
    page = Paginator(rows.order_by("-number"), 50).get_page(request.GET.get("page"))
    shown = [chain.entry_of(row) for row in page.object_list]
    subjects = {e.subject for e in shown}
    withdrawals = EntryRow.objects.filter(kind="decision.withdrawn", subject__in=subjects)
    gone = {chain.entry_of(row).body["entry"] for row in withdrawals}
    context = {"page": page, "entries": [(e, e.kind != "decision.withdrawn" and e.number not in gone) for e in shown], "mine": mine}
    return render(request, "review/decisions.html", context | {"form": ReasonForm(usual=reasons.WITHDRAW)})
