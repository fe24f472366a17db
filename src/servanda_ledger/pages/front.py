"""The front page: what this is, a text to read at once, and what the book holds that is new or soon due."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from servanda_ledger.book.entries import KINDS
from servanda_ledger.book.models import Document, Entry
from servanda_ledger.follow.due import Asked, Item, listed
from servanda_ledger.follow.reasons import State
from servanda_ledger.pages.forms import TextForm
from servanda_ledger.search.find import find, find_documents
from servanda_ledger.search.query import Query

_FEW = 6
_AHEAD: tuple[State, ...] = ("due", "upcoming")
_DECISIONS = [kind for kind in KINDS if kind not in ("document.added", "reading.made", "candidates.proposed")]


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """`/`."""
    return render(request, "pages/front.html", {"form": TextForm(), **shown(timezone.now().date())})


@dataclass(frozen=True, slots=True)
class Soon:
    """A commitment that falls due next."""

    key: str
    action: str
    obligation: str
    parties: str
    deadline: str


def shown(today: date) -> dict[str, Any]:
    """What the front page lists."""
    return {
        "recent": Document.objects.current().order_by("-id")[:_FEW],
        "document_count": find_documents(Query(per_page=1)).total,
        "commitment_count": find(Query(per_page=1)).total,
        "soon": soon(today),
        "news": _news(),
    }


def soon(today: date) -> list[Soon]:
    """The commitments that are due now, and then those that fall due next."""
    asked = Asked(today)
    found: list[Item] = []
    for state in _AHEAD:
        if len(found) < _FEW:
            found += listed(asked, state, 0, _FEW - len(found))
    return [_soon(item) for item in found]


def _soon(item: Item) -> Soon:
    data = json.loads(item.data)
    return Soon(item.commitment, data["action"]["text"], data["obligation"], item.parties, item.deadline or item.words)


def _news() -> list[tuple[Any, Any]]:
    """The latest decisions of people, each with its document if it is about one."""
    entries = list(Entry.objects.filter(kind__in=_DECISIONS).order_by("-number")[:_FEW])
    documents = Document.objects.current().filter(key__in={e.subject for e in entries})
    by_key = {d.key: d for d in documents}
    return [(e, by_key.get(e.subject)) for e in entries]
