"""What falls due: open commitments by the state of their deadline on a day, each with the reasoning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda_ledger.book.keys import series_key
from servanda_ledger.book.models import Document
from servanda_ledger.catalogue.dialogue_names import series_named
from servanda_ledger.catalogue.party_words import codes_of
from servanda_ledger.follow.due import STATES, Asked, counted, listed
from servanda_ledger.follow.reasons import State
from servanda_ledger.pages.forms_review import party_codes

PER_PAGE = 50
_SERIES = 60  # dialogues offered to choose from


@dataclass(frozen=True, slots=True)
class Paged:
    """A page of a list whose length is known; what `partials/pagination.html` needs."""

    number: int
    pages: int

    @property
    def has_other_pages(self) -> bool:
        """Whether there is more than this page."""
        return self.pages > 1

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether a page comes after."""
        return self.number < self.pages

    @property
    def previous_page_number(self) -> int:
        """The page before."""
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        """The page after."""
        return self.number + 1

    @property
    def paginator(self) -> dict[str, int]:
        """How many pages there are."""
        return {"num_pages": self.pages}


def parties_of(given: str) -> tuple[str, ...]:
    """Codes from what somebody typed: codes or names, with commas or blanks between them."""
    known = party_codes()
    if given.strip().casefold() in known:
        return (known[given.strip().casefold()],)
    parts = given.split(",") if "," in given else codes_of(given.strip().upper())
    return tuple(dict.fromkeys(known.get(p.strip().casefold(), p.strip().upper()) for p in parts if p.strip()))


def day_of(request: HttpRequest, name: str) -> date | None:
    """A day in the address. Raises `BadRequest` when it is none."""
    given = request.GET.get(name, "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise BadRequest(_("%(name)s must be a day: 2031-05-04") % {"name": name}) from error


def series_offered() -> list[tuple[str, str]]:
    """The dialogues with the most texts: key and name."""
    rows = Document.objects.current().exclude(series_key="").values("series_key")
    found = rows.annotate(n=Count("id"), name=Max("series_name")).order_by("-n", "name")[:_SERIES]
    return [(row["series_key"], row["name"]) for row in found]


@require_safe
def due_page(request: HttpRequest) -> HttpResponse:
    """`/due/`: of any party, pair, dialogue and day asked about."""
    asked = _asked(request)
    counts = counted(asked)
    given = request.GET.get("state", "")
    state: State = next((s for s in STATES if s == given), next((s for s in STATES if counts[s]), "overdue"))
    pages = max(-(-counts[state] // PER_PAGE), 1)
    number = request.GET.get("page", "1")
    page = Paged(min(max(int(number), 1), pages) if number.isdecimal() and len(number) < 9 else 1, pages)
    items = listed(asked, state, (page.number - 1) * PER_PAGE, PER_PAGE)
    context: dict[str, Any] = {
        "asked": asked,
        "party": ", ".join(asked.parties),
        "series": asked.series,
        "offered": _with(series_offered(), asked.series),
        "counts": [(s, counts[s]) for s in STATES],
        "total": sum(counts.values()),
        "state": state,
        "items": items,
        "page": page,
        "calendar": _calendar(asked),
        "today": timezone.now().date(),
        "narrowed": bool(asked.parties or asked.series or asked.until),
    }
    return render(request, "due/due.html", context)


def _asked(request: HttpRequest) -> Asked:
    given = ",".join(part for part in request.GET.getlist("party") if part.strip())
    series = request.GET.get("series", "").strip()[:300]
    return Asked(
        as_of=day_of(request, "as_of") or timezone.now().date(),
        parties=parties_of(given[:200]),
        series=series_key(series) if series else "",
        until=day_of(request, "until"),
    )


def _with(offered: list[tuple[str, str]], series: str) -> list[tuple[str, str]]:
    """What is chosen is offered, though it be rare."""
    return offered if not series or any(key == series for key, _name in offered) else [(series, series), *offered]


def _calendar(asked: Asked) -> str:
    """The address of the same deadlines as a calendar to subscribe to; empty where no feed has just these."""
    if len(asked.parties) > 2 or (asked.parties and asked.series):
        return ""
    pairs = [("party", party) for party in asked.parties]
    if asked.series:
        row = Document.objects.current().filter(series_key=asked.series).first()
        if row is None:
            return ""
        pairs = [("dialogue", series_named(row.series_name, codes_of(row.parties)))]
    return reverse("feed-due") + (f"?{urlencode(pairs)}" if pairs else "")
