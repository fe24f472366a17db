"""A text read at once. Nothing is kept unless an editor asks for it."""

from __future__ import annotations

import base64
import binascii

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from servanda.pipeline import Kept, read_loaded
from servanda.text import Loaded, Refused, UnreadableError
from servanda.text.fetch import Rules, fetch
from servanda_ledger.accounts.access import may_edit
from servanda_ledger.book import record
from servanda_ledger.book.models import Document
from servanda_ledger.book.tables import UnfitError
from servanda_ledger.follow.propose import propose_new
from servanda_ledger.pages import addresses
from servanda_ledger.pages.arranged import arranged
from servanda_ledger.pages.forms import MAX_BYTES, TextForm
from servanda_ledger.pages.front import shown
from servanda_ledger.pages.labels import OBLIGATION_MEANING
from servanda_ledger.pages.turns import NotNow, turn

_CARRIED = 1_500_000  # bytes that the page itself carries back when an editor records what it shows
_RULES = Rules(max_bytes=MAX_BYTES, seconds=15)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """`/read/`: the reading of a text that is pasted, uploaded or linked."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("front"))
    if "carried" in request.POST:
        return _record(request, _carried(request))
    form = TextForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, form)
    try:
        with turn(request):
            loaded = _loaded(form)
            if "record" in request.POST:
                return _record(request, loaded, form)
            kept = read_loaded(loaded)
    except UnreadableError as error:
        return _refused(request, form, Refused(error.name, error.reason))
    except NotNow as error:
        return _again(request, form, str(error), 429)
    return _refused(request, form, kept) if isinstance(kept, Refused) else _preview(request, kept)


def _loaded(form: TextForm) -> Loaded:
    """The bytes that were given. Raises `UnreadableError` for a link that cannot be fetched."""
    data = form.cleaned_data
    if data["way"] == "file":
        return Loaded(data["file"].read(), data["file"].name)
    if data["way"] == "link":
        # Straight to `fetch`, which knows only http(s) and public addresses; `load` would open files too.
        fetched = fetch(data["link"], _RULES)
        return Loaded(fetched.data, data["link"], fetched.media_type)
    return Loaded(data["text"].replace("\r\n", "\n").encode("utf-8", "replace"), "pasted.txt")


def _again(request: HttpRequest, form: TextForm, reason: str = "", status: int = 422) -> HttpResponse:
    context = {"form": form, "reason": reason, **shown(timezone.now().date())}
    return render(request, "pages/front.html", context, status=status)


def _refused(request: HttpRequest, form: TextForm, refused: Refused) -> HttpResponse:
    return _again(request, form, f"{refused.name[:200]}: {refused.reason}")


def _preview(request: HttpRequest, kept: Kept) -> HttpResponse:
    made = arranged(kept.reading)
    known = Document.objects.current().filter(key=kept.reading.document.source.id).first()
    small = len(kept.loaded.data) <= _CARRIED
    context = {
        "made": made,
        "known": known,
        "meanings": [(tone, OBLIGATION_MEANING[tone]) for tone in made.tones if tone in OBLIGATION_MEANING],
        "carried": base64.b64encode(kept.loaded.data).decode() if small and may_edit(request.user) and known is None else "",
        "name": kept.loaded.name,
        "media_type": kept.loaded.media_type or "",
    }
    return render(request, "pages/preview.html", context)


def _carried(request: HttpRequest) -> Loaded:
    """The bytes that a preview carried back."""
    try:
        data = base64.b64decode(request.POST["carried"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise PermissionDenied(_("The form was damaged on its way. Read the text again.")) from error
    return Loaded(data[:MAX_BYTES], request.POST.get("name", "pasted.txt")[:255], request.POST.get("media_type", "")[:200] or None)


def _record(request: HttpRequest, loaded: Loaded, form: TextForm | None = None) -> HttpResponse:
    """Put it in the book, and go to its page."""
    if not may_edit(request.user):
        raise PermissionDenied(_("Only editors record documents."))
    kept = read_loaded(loaded)
    if isinstance(kept, Refused):
        return _refused(request, form or TextForm(), kept)
    why = request.POST.get("reason", "").strip()[:500] or "added on the site"
    try:
        done = record.record(kept, author=request.user.get_username(), reason=why)
    except UnfitError as error:
        return _refused(request, form or TextForm(), Refused(kept.loaded.name, f"cannot be kept: {error}"))
    if done.entry is None:
        messages.info(request, _("The book held this document already."))
    else:
        if kept.reading.document.official:
            propose_new(done.document)
        messages.success(request, _("Recorded as entry %(number)s.") % {"number": done.entry.number})
    return HttpResponseRedirect(addresses.document(done.document))
