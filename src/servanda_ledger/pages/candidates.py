"""What newer texts may say of open commitments: the machine proposes, both sides' words side by side, and an editor decides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from servanda_ledger.accounts.roles import editor_required
from servanda_ledger.book import chain
from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.book.record import DecisionError
from servanda_ledger.follow.decisions import settle
from servanda_ledger.follow.models import Candidate, Status
from servanda_ledger.pages import reasons
from servanda_ledger.pages.reasons import ReasonForm
from servanda_ledger.pages.review import by

RELATIONS = ("fulfils", "contradicts", "weakens", "strengthens", "repeats")
_PER_PAGE = 15


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate with both sides: the open commitment as it stands (None: no more), and the newer document."""

    row: Candidate
    data: dict[str, Any]
    old: Commitment | None
    new: Document | None
    status: str


@never_cache
@require_safe
@editor_required
def candidates(request: HttpRequest) -> HttpResponse:
    """`/review/candidates/`: what waits, by relation and party."""
    rows = Candidate.objects.current().filter(state="open")
    counts = {relation: rows.filter(relation=relation).count() for relation in RELATIONS}
    relation = request.GET.get("relation", "")
    if relation in RELATIONS:
        rows = rows.filter(relation=relation)
    party = request.GET.get("party", "").strip().upper()[:40]
    if party:
        held = Commitment.objects.current().filter(parties__contains=f" {party} ").values("key")
        rows = rows.filter(commitment__in=held)
    page = Paginator(rows.order_by("-entered", "id"), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "proposals": proposals(list(page.object_list)),
        "counts": [(each, counts[each]) for each in RELATIONS],
        "all": sum(counts.values()),
        "relation": relation,
        "party": party,
        "candidates": sum(counts.values()),
        "form": ReasonForm(usual=reasons.DISMISS),
    }
    return render(request, "review/candidates.html", context)


def proposals(rows: list[Candidate]) -> list[Proposal]:
    """Candidates with what stands on both sides."""
    ids = [row.commitment for row in rows]
    old = {c.key: c for c in Commitment.objects.current().filter(key__in=ids)}
    new = {d.key: d for d in Document.objects.current().filter(key__in=[row.document for row in rows])}
    statuses = dict(Status.objects.current().filter(key__in=ids).values_list("key", "status"))
    return [
        Proposal(row, json.loads(row.data), old.get(row.commitment), new.get(row.document), statuses.get(row.commitment, "not_checked"))
        for row in rows
    ]


def successor_of(candidate: Candidate) -> str:
    """The commitment of the newer text whose words a candidate shows; empty when those are no commitment's."""
    right = json.loads(candidate.data)["right"]
    rows = Commitment.objects.current().filter(document=candidate.document, position=right["start"]).exclude(review="rejected")
    return next((row.key for row in rows if json.loads(row.data)["action"]["end"] == right["end"]), "")


@require_POST
@editor_required
def dismiss(request: HttpRequest, identifier: str) -> HttpResponse:
    """Put a proposal aside, with a reason."""
    row = Candidate.objects.current().filter(key=identifier).first()
    if row is None:
        raise Http404
    form = ReasonForm(request.POST, usual=reasons.DISMISS)
    if not form.is_valid():
        messages.error(request, _("Say why the proposal is dismissed. Nothing was written."))
    else:
        try:
            with chain.writing():
                if not Candidate.objects.current().filter(key=identifier, state="open").exists():
                    raise DecisionError(_("Somebody settled this proposal meanwhile."))
                entry = settle(identifier, row.document, "dismissed", by(request, form.cleaned_data["why"]))
            messages.success(request, _("Dismissed, entry %(number)s.") % {"number": entry.number})
        except DecisionError as error:
            messages.error(request, str(error))
    relation = request.POST.get("relation", "")
    return HttpResponseRedirect(reverse("review-candidates") + (f"?relation={relation}" if relation in RELATIONS else ""))
