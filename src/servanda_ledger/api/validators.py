"""ETag and Last-Modified of every answer, known before it is made: the book's last entry, what was asked, and in which form."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

import servanda
from servanda_ledger.book.models import Entry

View = Callable[..., HttpResponse]
_DAILY = re.compile(r"/(?:due|dialogues)\b")  # what changes with the day, though nothing is written
_SETTLED = timedelta(seconds=2)  # HTTP dates count whole seconds: within them an entry may still follow


def unchanged(view: View) -> View:
    """Answer 304 to whoever has the present answer already, and tell every reader by what to ask again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        etag, modified = _state(request, kwargs.get("document"))
        response = get_conditional_response(request, etag, None if modified is None else int(modified.timestamp()))
        if response is None:
            response = view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers.setdefault("ETag", etag)
            if modified is not None:
                response.headers.setdefault("Last-Modified", http_date(modified.timestamp()))
            response.headers.setdefault("Cache-Control", "no-cache")  # keep it, but ask whether it still holds
        patch_vary_headers(response, ["Accept", "Authorization"])
        return response

    return answer


def _state(request: HttpRequest, document: str | None) -> tuple[str, datetime | None]:
    """The ETag, and when the last entry was made; for what is of one document, the last entry about it."""
    entries = Entry.objects.order_by("-number")
    if document is not None:
        first = f"sha256:{document.removeprefix('sha256:')}"[:80]
        entries = entries.filter(subject__gte=first, subject__lt=f"{first}g")
    number, digest, at = entries.values_list("number", "hash", "at").first() or (0, "", "")
    now = datetime.now(UTC)
    # What is due or planned depends on the day.
    asked = (request.get_host(), request.path, request.META.get("QUERY_STRING", ""), request.headers.get("Accept", ""))
    parts = (str(number), digest, *asked, now.date().isoformat(), servanda.__version__)
    told = hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()
    moment = datetime.fromisoformat(at) if at and not _DAILY.search(request.path) else None
    return f'W/"{told[:32]}"', moment if moment is not None and now - moment > _SETTLED else None
