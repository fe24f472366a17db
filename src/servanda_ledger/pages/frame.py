"""What belongs to the site as a whole: appearance, health, robots, errors."""

from __future__ import annotations

import logging

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from servanda_ledger.book.models import Entry
from servanda_ledger.pages.context import THEMES

_YEAR = 365 * 24 * 3600
_log = logging.getLogger(__name__)


@csrf_exempt  # nothing is gained by forging it; without a token in it, a page stays the same and can be kept (ETag)
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light or dark in a cookie, and go back."""
    theme = request.POST.get("theme", "")
    response = HttpResponseRedirect(_safe(request, request.POST.get("next", "")))
    if theme in THEMES:
        response.set_cookie("appearance", theme, max_age=_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    else:
        response.delete_cookie("appearance")
    return response


def _safe(request: HttpRequest, address: str) -> str:
    """An address of this site, or the front page."""
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()) else reverse("front")


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers, and the number of the last entry of the book."""
    try:
        head = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    except DatabaseError:
        _log.exception("the database does not answer")
        return JsonResponse({"status": "unavailable", "reason": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ok", "entry": head})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may visit: pages, but no filtered lists and no downloads without end."""
    closed = ("/read/", "/commitments/?", "/documents/?", "/commitments/export", "/review/", "/*?as_of=")
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """The mark, for those who look for it where it used to be."""
    return HttpResponseRedirect(static("mark.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was asked cannot be understood; 413: it is too much. Only reasons of our own are shown."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "400.html", {"code": 413, "reason": _("What was sent is too large: at most 10 MB are read.")}, status=413)
    return render(request, "400.html", {"code": 400, "reason": str(exception)[:300] if type(exception) is BadRequest else ""}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this user may not."""
    return render(request, "403.html", {"reason": str(exception)[:300]}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing stands at this address."""
    told = str(exception)
    # Django's own reason is a list of every address; ours is a sentence.
    return render(request, "404.html", {"reason": told if told and not told.startswith("{") else ""}, status=404)


def unforeseen(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours. Nothing here asks the database."""
    return HttpResponse(get_template("500.html").render(), status=500)
