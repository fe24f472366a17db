"""Scorecards: counts per rung, shares of what was checked, and always beside them what nobody has checked. No ranking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda_ledger.book.keys import series_key
from servanda_ledger.follow.ladder import STATUSES
from servanda_ledger.follow.ladder import Status as Rung
from servanda_ledger.follow.scorecard import Scope, Scorecard, by_year, together
from servanda_ledger.pages.due import day_of, parties_of, series_offered

# From what was done to what was not, then what cannot be told; unchecked last and largest.
_ORDER: tuple[Rung, ...] = (
    "kept", "partly_kept", "under_way", "broken", "lapsed", "superseded", "cannot_be_judged", "nothing_found", "not_checked",
)  # fmt: skip
assert set(_ORDER) == set(STATUSES)


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a bar: its rung, where it begins and how long it is in hundredths, as SVG takes numbers."""

    rung: Rung
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Line:
    """A rung of a scorecard: how many, which share of the checked (None: does not apply), and which of all."""

    rung: Rung
    count: int
    of_checked: float | None
    of_all: float | None


def bars(card: Scorecard) -> list[Bar]:
    """The pieces of a card's bar, from the left."""
    return list(_bars(card))


def _bars(card: Scorecard) -> Iterator[Bar]:
    at = 0.0
    for rung in _ORDER:
        width = 100 * card.counts[rung] / card.total if card.total else 0.0
        if width:
            yield Bar(rung, f"{at:.3f}", f"{width:.3f}")
        at += width


def lines(card: Scorecard) -> list[Line]:
    """The rungs of a card in a fixed order, in percent."""
    return [
        Line(rung, card.counts[rung], _percent(card.share(rung)) if rung != "not_checked" else None, _share(card, rung)) for rung in _ORDER
    ]


def _share(card: Scorecard, rung: Rung) -> float | None:
    return 100 * card.counts[rung] / card.total if card.total else None


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


@require_safe
def scorecards(request: HttpRequest) -> HttpResponse:
    """`/scorecards/?party=&with=&series=&from=&to=`."""
    party, other = (parties_of(request.GET.get(name, "")[:200]) for name in ("party", "with"))
    series = request.GET.get("series", "").strip()[:300]
    first, last = day_of(request, "from"), day_of(request, "to")
    if first and last and first > last:
        raise BadRequest(_("The first day is later than the last."))
    scope = Scope((*party, *(each for each in other if each not in party)), series_key(series) if series else "", first=first, last=last)
    years = by_year(scope)
    card = together(years.values())
    offered = series_offered()
    context: dict[str, Any] = {
        "card": card,
        "unchecked_percent": _percent(card.unchecked_share),
        "bars": bars(card),
        "lines": lines(card),
        "years": [(year, each, _percent(each.unchecked_share), bars(each)) for year, each in years.items()],
        "scope": scope,
        "party": ", ".join(party),
        "with": ", ".join(other),
        "series": scope.series,
        "series_name": next((name for key, name in offered if key == scope.series), series),
        "offered": offered,
        "narrowed": scope != Scope(),
    }
    return render(request, "scorecards/scorecards.html", context)
