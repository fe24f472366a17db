"""Editing commitments: correcting labels and words, splitting, merging with the next, adding one that the reader missed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from servanda.model.wire import stable_id
from servanda_ledger.accounts.roles import editor_required
from servanda_ledger.book import chain, record
from servanda_ledger.book.entries import Entry, Json
from servanda_ledger.book.models import Commitment
from servanda_ledger.book.record import DecisionError
from servanda_ledger.book.state import state_of
from servanda_ledger.pages import reasons
from servanda_ledger.pages.asked import one_document
from servanda_ledger.pages.forms_review import CommitmentForm, SplitForm, initial
from servanda_ledger.pages.located import sentence_of
from servanda_ledger.pages.review import by, guarded, onward
from servanda_ledger.pages.review_item import Before, before, ground, next_in_text, passages, reading
from servanda_ledger.pages.review_queue import Chosen

_BOTH = ["GET", "HEAD", "POST"]
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def keeps_what_was_entered(view: View[P]) -> View[P]:
    """When the commitment is gone by the time a form arrives, show the editor what was entered instead of losing it."""

    @wraps(view)
    def keeping(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            entered = [(name.replace("_", " "), value) for name, value in request.POST.items() if value and name in _ENTERED]
            if not entered:
                raise
            last = Commitment.objects.filter(key=kwargs.get("identifier", "")).order_by("-entered").first()
            return render(request, "review/gone.html", {"entered": entered, "document": last.document if last else ""}, status=409)

    return keeping


_ENTERED = frozenset([*CommitmentForm.base_fields, *(f"part{n}" for n in range(1, 9))])


@never_cache
@require_http_methods(_BOTH)
@editor_required
@keeps_what_was_entered
def edit(request: HttpRequest, identifier: str) -> HttpResponse:
    """Correct the labels and words of a commitment."""
    item = before(identifier)
    first = initial(item.json)
    form = CommitmentForm(request.POST or None, ground=item.ground, usual=reasons.CORRECT, initial=first)
    if request.method == "POST" and form.is_valid():
        into = form.into(identifier, item.json)
        if into == item.json:
            form.add_error(None, _("Nothing was changed. To say that it is right as it stands, confirm it."))
        else:
            told = guarded(
                item, request.POST.get("version", ""), lambda: _decide(request, form, "corrected", item.row.document, [identifier], [into])
            )
            if isinstance(told, Entry):
                return _done(request, _("Corrected, entry %(number)s."), told)
            form.add_error(None, told)
    return _form(request, item, form, {"what": "edit", "title": _("Correct a commitment"), "button": _("Record the correction")})


@never_cache
@require_http_methods(_BOTH)
@editor_required
@keeps_what_was_entered
def merge(request: HttpRequest, identifier: str) -> HttpResponse:
    """Make one commitment of this one and the next in the text."""
    item = before(identifier)
    follows = next_in_text(item)
    if follows is None:
        messages.error(request, _("No commitment follows this one in the text; there is nothing to merge it with."))
        return onward(request, Chosen.of(request.GET or request.POST))
    joined = _joined(item, follows.json)
    form = CommitmentForm(
        request.POST or None, ground=item.ground, usual=reasons.MERGE, initial=initial(joined) | {"reason": reasons.MERGE[0][0]}
    )
    if request.method == "POST" and form.is_valid():
        into = form.into(identifier, joined)
        both = [identifier, follows.json["id"]]
        told = guarded(item, request.POST.get("version", ""), lambda: _merged(request, form, item, both, into))
        if isinstance(told, Entry):
            return _done(request, _("Merged, entry %(number)s."), told)
        form.add_error(None, told)
    row = Commitment.objects.current().filter(key=follows.json["id"]).first()
    more = {"what": "merge", "title": _("Merge with the next"), "button": _("Record the merged commitment"), "follows": follows.json}
    return _form(request, item, form, more | {"second_version": f"{follows.json['id']} {row.entered if row else ''}"})


def _merged(request: HttpRequest, form: CommitmentForm, item: Before, both: list[str], into: Json) -> Entry:
    row = Commitment.objects.current().filter(key=both[1]).first()
    if f"{both[1]} {row.entered if row else ''}" != request.POST.get("second_version", ""):
        raise DecisionError(
            _("The commitment that follows was changed meanwhile. Nothing was written; look at both again and send once more.")
        )
    return _decide(request, form, "merged", item.row.document, both, [into])


def _joined(item: Before, follows: Json) -> Json:
    """Both as one: the words from the beginning of the first to the end of the second, the labels of the first, the parties of both."""
    one, text = item.json, item.state.text
    start, end = one["action"]["start"], max(one["action"]["end"], follows["action"]["end"])
    words = {"text": text[start:end], "start": start, "end": end}
    made = one | {"action": words, "span": words, "parties": list(dict.fromkeys([*one["parties"], *follows["parties"]]))}
    for name in ("basis", "limits"):
        made[name] = [*one[name], *(each for each in follows[name] if each not in one[name])]
    if not one.get("deadline") and follows.get("deadline"):
        made |= {name: follows[name] for name in ("deadline", "deadline_words") if name in follows}
    return made


@never_cache
@require_http_methods(_BOTH)
@editor_required
def add(request: HttpRequest, digits: str) -> HttpResponse:
    """Add a commitment that the reader missed, by its words."""
    document = one_document(digits)
    if not document.official:
        messages.error(request, _("A press report makes claims, no commitments: add what was promised to the official text."))
        return HttpResponseRedirect(reverse("document", args=[digits]))
    state = state_of(chain.history_of(document.key), chain.blob)
    standing = [c.json for c in state.commitments if c.review.state != "rejected"]
    header = state.reading["document"]
    binding = "binding" if header["kind"] in ("treaty", "mou") else "firm"
    first = {"parties": ", ".join(header["parties"]), "obligation": binding, "polarity": "do", "kind": "act", "reason": reasons.ADD[0][0]}
    form = CommitmentForm(request.POST or None, ground=ground(state, 0), usual=reasons.ADD, initial=first)
    if request.method == "POST" and form.is_valid():
        action = form.spans["action"][0]
        identifier = stable_id("c", document.key, action.start, action.end)
        if any(c.json["id"] == identifier for c in state.commitments):
            form.add_error("action", _("The book has a commitment at these very words; correct that one, or take its rejection back."))
        else:
            try:
                told = _decide(request, form, "added", document.key, [], [form.into(identifier)])
                return _done(request, _("Added, entry %(number)s."), told)
            except DecisionError as error:
                form.add_error(None, str(error))
    context = {
        "form": form,
        "document": document,
        "passages": list(passages(reading(state, standing))),
        "chosen": Chosen.of(request.GET or request.POST),
        "what": "add",
        "title": _("Add a commitment that the reader missed"),
        "button": _("Record the commitment"),
    }
    return render(request, "review/edit.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(_BOTH)
@editor_required
@keeps_what_was_entered
def split(request: HttpRequest, identifier: str) -> HttpResponse:
    """Make two or more commitments of one; each takes over its labels."""
    item = before(identifier)
    form = SplitForm(request.POST or None, ground=item.ground, usual=reasons.SPLIT, initial={"reason": reasons.SPLIT[0][0]})
    if request.method == "POST" and form.is_valid():
        into = [_part(item, form, n) for n in range(len(form.spans))]
        told = guarded(
            item, request.POST.get("version", ""), lambda: _decide(request, form, "split", item.row.document, [identifier], into)
        )
        if isinstance(told, Entry):
            return _done(request, _("Split, entry %(number)s. Each part can now be corrected by itself."), told)
        form.add_error(None, told)
    return _form(request, item, form, {"what": "split", "title": _("Split a commitment"), "button": _("Record the parts")})


def _part(item: Before, form: SplitForm, number: int) -> Json:
    """One part: its own words, the labels of the whole."""
    span = form.spans[number]
    words = {"text": span.text, "start": span.start, "end": span.end}
    sentence = sentence_of(item.state.text, span)
    taken = {c.json["id"] for c in item.state.commitments}
    made = stable_id("c", item.row.document, span.start, span.end)
    identifier = (
        item.json["id"] if number == 0 else made if made not in taken else stable_id("c", item.row.document, span.start, span.end, "part")
    )
    around = {"text": sentence.text, "start": sentence.start, "end": sentence.end}
    return item.json | {"id": identifier, "action": words, "span": words, "sentence": around, "why": []}


def _decide(request: HttpRequest, form: Any, decision: Any, document: str, of: list[str], into: list[Json]) -> Entry:
    return record.decide(decision, document, of, into, by(request, form.cleaned_data["why"]))


def _done(request: HttpRequest, words: str, entry: Entry) -> HttpResponse:
    messages.success(request, words % {"number": entry.number})
    return onward(request, Chosen.of(request.POST))


def _form(request: HttpRequest, item: Before, form: Any, more: dict[str, Any]) -> HttpResponse:
    context = {
        "item": item,
        "form": form,
        "passages": item.passages(3),
        "chosen": Chosen.of(request.GET or request.POST),
        "then": (request.GET or request.POST).get("then", ""),
        "page_number": (request.GET or request.POST).get("page", ""),
        # What was entered stays; sending it again means that the present state was seen.
        "seen": item.row.entered,
    }
    return render(request, "review/edit.html", context | more, status=422 if form.errors else 200)
