"""What parties did to instruments: what editors recorded, a form for one act, and many from a CSV file, looked at first."""

from __future__ import annotations

import io
import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from servanda_ledger.accounts.roles import editor_required
from servanda_ledger.book.keys import instrument_key
from servanda_ledger.book.record import DecisionError
from servanda_ledger.catalogue.instruments import key_of
from servanda_ledger.follow.actions import ACTIONS
from servanda_ledger.follow.actions_csv import COLUMNS, check_actions, import_actions
from servanda_ledger.follow.decisions import Deed, record_action
from servanda_ledger.follow.models import Action
from servanda_ledger.pages.forms_follow import RECORD_REASONS, ActionForm
from servanda_ledger.pages.reasons import ReasonForm
from servanda_ledger.pages.review import by

_MOST = 1_000_000  # bytes of a CSV file; it travels through the form between looking and recording
_SHOWN = 500


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """`/actions/`: every recorded act, the latest first; of one instrument or party."""
    rows = Action.objects.current()
    instrument, party = request.GET.get("instrument", "").strip()[:300], request.GET.get("party", "").strip().upper()[:40]
    if instrument:
        rows = rows.filter(instrument_key=instrument_key(instrument))
    if party:
        rows = rows.filter(party=party)
    page = Paginator(rows.order_by("-day", "-entry", "id"), 50).get_page(request.GET.get("page"))
    shown = [(row, json.loads(row.evidence), key_of(row.instrument)) for row in page.object_list]
    return render(request, "actions/actions.html", {"page": page, "shown": shown, "instrument": instrument, "party": party})


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def record_one(request: HttpRequest) -> HttpResponse:
    """Record one act with its evidence."""
    first = {name: request.GET.get(name, "")[:500] for name in ("instrument", "party", "action", "date", "document", "words")}
    form = ActionForm(request.POST or None, initial={"action": "signed"} | {k: v for k, v in first.items() if v})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        action = next(a for a in ACTIONS if a == data["action"])
        try:
            entry = record_action(
                Deed(" ".join(data["instrument"].split()), data["party"], action, data["date"], data["evidence"]), by(request, data["why"])
            )
        except DecisionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Recorded as entry %(number)s.") % {"number": entry.number})
            return HttpResponseRedirect(reverse("actions"))
    return render(request, "actions/record.html", {"form": form}, status=422 if form.errors else 200)


class FileForm(ReasonForm):
    """A CSV file, chosen or carried on from the page that showed what is in it."""

    usual = RECORD_REASONS
    file = forms.FileField(label=gettext_lazy("CSV file"), required=False)
    content = forms.CharField(required=False, strip=False, max_length=_MOST, widget=forms.HiddenInput)

    def clean_file(self) -> UploadedFile[Any] | None:
        """A file of a sensible size, in UTF-8."""
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if file is None:
            return None
        if (file.size or 0) > _MOST:
            raise ValidationError(_("The file is larger than 1 MB. Split it, or use the command line: servanda ledger actions FILE.csv"))
        try:
            self.text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is not in UTF-8. Save it as “CSV UTF-8”.")) from error
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def import_file(request: HttpRequest) -> HttpResponse:
    """Show what a file would record and what is refused; record it when that is confirmed."""
    form = FileForm(request.POST or None, request.FILES or None, initial={"reason": RECORD_REASONS[0][0]})
    context: dict[str, object] = {"form": form, "columns": COLUMNS, "acts": ACTIONS}
    if request.method == "POST":
        usable = form.is_valid()
        text = getattr(form, "text", "") or str(form.cleaned_data.get("content") or "")
        if not text and not form.errors.get("file"):
            form.add_error("file", _("Choose a file."))
        elif text:
            try:
                if usable and request.POST.get("step") == "record":
                    return _recorded(request, text, form.cleaned_data["why"])
                rows = check_actions(io.StringIO(text, newline=""))
                ready = sum(row.deed is not None for row in rows)
                known = sum(row.known for row in rows)
                context |= {
                    "rows": rows[:_SHOWN],
                    "more": max(len(rows) - _SHOWN, 0),
                    "content": text,
                    "ready": ready,
                    "known": known,
                    "refused": len(rows) - ready - known,
                }
            except DecisionError as error:
                form.add_error("file", str(error))
    return render(request, "actions/import.html", context, status=422 if form.errors else 200)


def _recorded(request: HttpRequest, text: str, why: str) -> HttpResponse:
    done = import_actions(io.StringIO(text, newline=""), by(request, why))
    told = _("%(new)s recorded, %(known)s known already, %(refused)s refused.")
    messages.success(request, told % {"new": done.recorded, "known": done.known, "refused": len(done.refused)})
    return HttpResponseRedirect(reverse("actions"))
