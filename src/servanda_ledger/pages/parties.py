"""The pages of parties, and of two parties: everything they have promised each other."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from servanda_ledger.catalogue import parties as catalogue
from servanda_ledger.catalogue.bound import BOUND, Bound, binding, together
from servanda_ledger.pages.listing import in_order, paged, past, says, words
from servanda_ledger.pages.tags import named

_PER_PAGE = 25
_LATEST = 12  # commitments on the page of a party
_BOUND = {
    "any": gettext_lazy("whoever is bound"),
    "both": gettext_lazy("both bound"),
    "first": gettext_lazy("only %(party)s bound"),
    "second": gettext_lazy("only %(party)s bound"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/parties/`; with `?first=` and `?second=` it leads to the page of the two."""
    when, moment, context = past(request)
    first, second = words(request, "first"), words(request, "second")
    every = catalogue.parties(moment)
    if first and second and first != second and {first, second} <= {p.code for p in every}:
        return HttpResponseRedirect(reverse("pair", args=sorted((first, second))) + when.query)
    wanted = words(request, "words")
    found = [p for p in every if says(f"{p.name} {named(p.name)} {p.code}", wanted)]
    by_name = sorted((p for p in every if p.texts), key=lambda p: in_order(named(p.name)))
    context |= {"page": paged(request, found, 100), "every": by_name, "chosen": {"words": wanted, "first": first, "second": second}}
    return render(request, "parties/index.html", context | {"narrowed": bool(wanted)})


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """`/parties/CODE/`"""
    _when, moment, context = past(request)
    found = catalogue.party(code, moment)
    if found is None:
        raise Http404(_("The book holds no text of this party."))
    context |= {"party": found, "latest": binding(code, moment)[:_LATEST], "people": catalogue.people_of(code, moment)}
    return render(request, "parties/party.html", context)


@require_safe
def pair(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """`/parties/CODE/with/CODE/`; the codes stand in the order of the alphabet."""
    when, moment, context = past(request)
    if first > second:
        return HttpResponseRedirect(reverse("pair", args=(second, first)) + when.query)
    found = catalogue.pair(first, second, moment) if first != second else None
    if found is None:
        raise Http404(_("The book holds no text that both are party to."))
    asked = words(request, "bound")
    bound: Bound = next((b for b in BOUND if b == asked), "any")
    alone = words(request, "alone") == "1"
    shown = paged(request, together(first, second, bound, alone=alone, moment=moment), _PER_PAGE)
    names = dict(zip(("first", "second"), map(named, found.names), strict=True))
    context |= {
        "pair": found,
        "page": shown,
        "commitments": shown.object_list,
        "bound": bound,
        "alone": alone,
        "choices": [(b, str(_BOUND[b]) % {"party": names.get(b, "")}, found.bound[b]) for b in BOUND if found.bound[b]],
    }
    return render(request, "parties/pair.html", context)
