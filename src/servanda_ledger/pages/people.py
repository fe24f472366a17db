"""The pages of people in office."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda_ledger.catalogue import people as catalogue
from servanda_ledger.pages.listing import paged, past, says, words
from servanda_ledger.pages.tags import every_name


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/people/`"""
    _when, moment, context = past(request)
    wanted, party = words(request, "words"), words(request, "party")
    found = [
        p
        for p in catalogue.people(moment)
        if (not party or p.party == party) and (not wanted or says(f"{p.name} {p.native_name} {p.office} {every_name([p.party])}", wanted))
    ]
    context |= {"page": paged(request, found), "chosen": {"words": wanted, "party": party}, "narrowed": bool(wanted or party)}
    return render(request, "people/index.html", context)


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """`/people/KEY/`"""
    when, moment, context = past(request)
    found = catalogue.person(key, moment)
    if found is None and (own := catalogue.key_of_stored(key)):
        return HttpResponseRedirect(reverse("person", args=[own]) + when.query)
    if found is None:
        raise Http404(_("The book names nobody of this name."))
    context |= {
        "person": found,
        "offices": [(o, [found.documents[d] for d in o.documents if d in found.documents]) for o in found.offices],
        "other_names": [n for n in found.names if n != found.name],
    }
    return render(request, "people/person.html", context)
