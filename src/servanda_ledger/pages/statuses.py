"""What came of a commitment: the ladder and its mappings, and the page on which an editor decides, with evidence."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from servanda_ledger.accounts.access import may_edit
from servanda_ledger.accounts.roles import editor_required
from servanda_ledger.book import chain
from servanda_ledger.book.entries import Entry
from servanda_ledger.book.models import Commitment
from servanda_ledger.book.record import DecisionError
from servanda_ledger.book.state import withdrawn_by
from servanda_ledger.follow.decisions import Judgement, decide_status, settle
from servanda_ledger.follow.due import Asked, due
from servanda_ledger.follow.ladder import MAPPINGS, NEEDS_EVIDENCE, OPEN, STATUSES, as_rung
from servanda_ledger.follow.models import Candidate, Status
from servanda_ledger.pages.candidates import proposals, successor_of
from servanda_ledger.pages.follow_labels import MEANING
from servanda_ledger.pages.forms_follow import StatusForm
from servanda_ledger.pages.passages import passages
from servanda_ledger.pages.review import by

_MEANWHILE = gettext_lazy(
    "Somebody decided on this commitment meanwhile. Nothing was written and nothing you entered is lost: look at it below, and send again "
    "if you still mean it."
)


@require_safe
def ladder(request: HttpRequest) -> HttpResponse:
    """`/statuses/`: the rungs, what each means, and its words in other ways of counting."""
    counts: dict[str, int] = dict(Status.objects.current().values_list("status").annotate(Count("id")))
    rows = [
        (each, MEANING[each], each in OPEN, each in NEEDS_EVIDENCE, counts.get(each), [m.words[each] for m in MAPPINGS])
        for each in STATUSES
    ]
    return render(request, "statuses/ladder.html", {"rows": rows, "mappings": MAPPINGS})


@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, identifier: str) -> HttpResponse:
    """`/commitments/<id>/status/`: what came of it, for all; the form is for editors."""
    row = Commitment.objects.current().filter(key=identifier).first()
    if row is None:
        raise Http404(_("No commitment stands under this number now; it may have been split, merged or read otherwise."))
    return _decide(request, row) if request.method == "POST" else _show(request, row, _form(request, row))


def _form(request: HttpRequest, row: Commitment) -> StatusForm:
    """An empty form; with what a proposal or a passage that was found gives."""
    given = {name: request.GET[name][:5000] for name in StatusForm().fields if name in request.GET}
    candidate = _candidate(request.GET.get("candidate", ""), row)
    if candidate is not None:
        right = json.loads(candidate.data)["right"]
        given |= {"document1": candidate.document, "words1": " ".join(right["text"].split())}
        if candidate.relation == "fulfils":
            given["status"] = "kept"
        elif candidate.relation in ("strengthens", "weakens", "contradicts"):
            given["successor"] = successor_of(candidate)
    return StatusForm(initial=given)


def _candidate(identifier: str, row: Commitment) -> Candidate | None:
    return Candidate.objects.current().filter(key=identifier, commitment=row.key, state="open").first() if identifier else None


@editor_required
def _decide(request: HttpRequest, row: Commitment) -> HttpResponse:
    form = StatusForm(request.POST)
    candidate = _candidate(request.POST.get("candidate", ""), row)
    if form.is_valid():
        told = _written(request, row, form, candidate)
        if isinstance(told, Entry):
            messages.success(request, _("Recorded as entry %(number)s.") % {"number": told.number})
            return HttpResponseRedirect(reverse("review-candidates") if candidate else reverse("status", args=[row.key]))
        form.add_error(None, told)
    return _show(request, row, form, 422)


def _written(request: HttpRequest, row: Commitment, form: StatusForm, candidate: Candidate | None) -> Entry | str:
    data = form.cleaned_data
    judgement = Judgement(
        row.key, row.document, as_rung(data["status"]), tuple(form.evidence), data["on"], candidate.key if candidate else "",
        data["successor"] if data["status"] == "superseded" else "",
    )  # fmt: skip
    try:
        with chain.writing():
            if str(_version(row.key)) != request.POST.get("version", ""):
                return str(_MEANWHILE)
            entry = decide_status(judgement, by(request, data["why"]))
            if candidate is not None:
                settle(candidate.key, candidate.document, "accepted", by(request, f"status decided in entry {entry.number}: {data['why']}"))
            return entry
    except DecisionError as error:
        return str(error)


def _version(key: str) -> int:
    """The entry of the decision that holds on a commitment; 0 for none."""
    return Status.objects.current().filter(key=key).values_list("entry", flat=True).first() or 0


def _show(request: HttpRequest, row: Commitment, form: StatusForm, code: int = 200) -> HttpResponse:
    entries = chain.history_of(row.document)
    gone = withdrawn_by(entries)
    decided = [e for e in entries if e.kind == "status.decided" and e.body["commitment"] == row.key]
    editor = may_edit(request.user)
    find = request.GET.get("find", "").strip()[:200]
    today = timezone.now().date()
    item = next((i for i in due(Asked(today, document=row.document)) if i.commitment == row.key), None)
    chosen = request.POST.get("candidate", "") or request.GET.get("candidate", "")
    waiting = Candidate.objects.current().filter(commitment=row.key, state="open")
    context: dict[str, Any] = {
        "row": row,
        "standing": standing(row.key),
        "history": [(e, e.number not in gone) for e in reversed(decided)],
        "item": item,
        "form": form if editor else None,
        "version": _version(row.key),
        "candidate": chosen if _candidate(chosen, row) else "",
        "proposals": proposals(list(waiting)),
        "find": find,
        "found": passages(find) if editor and find else [],
        "rungs": form.rungs,
        "today": today,
    }
    return render(request, "statuses/status.html", context, status=code)


def standing(key: str) -> dict[str, Any] | None:
    """The decision that holds on a commitment, with its evidence and mappings; None while nobody has checked it."""
    held = Status.objects.current().filter(key=key).first()
    if held is None:
        return None
    rung = as_rung(held.status)
    mapped = [(m.name, m.words[rung]) for m in MAPPINGS if m.words[rung]]
    return {"row": held, "evidence": json.loads(held.evidence), "mapped": mapped, "meaning": MEANING[rung]}
