"""The pages of meetings."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda.model.when import bounds, is_when
from servanda_ledger.catalogue import meetings as catalogue
from servanda_ledger.catalogue.dialogues import dialogue
from servanda_ledger.pages.listing import paged, past, says, words
from servanda_ledger.pages.tags import every_name


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/meetings/`"""
    _when, moment, context = past(request)
    wanted, party = words(request, "words"), words(request, "party")
    found = [
        m
        for m in catalogue.meetings(moment)
        if (not party or party in m.parties) and (not wanted or says(f"{m.name} {m.place} {every_name(m.parties)}", wanted))
    ]
    context |= {"page": paged(request, found), "chosen": {"words": wanted, "party": party}, "narrowed": bool(wanted or party)}
    return render(request, "meetings/index.html", context)


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """`/meetings/KEY/`"""
    when, moment, context = past(request)
    found = catalogue.meeting(key, moment)
    if found is None and (own := catalogue.key_of_stored(key)):
        return HttpResponseRedirect(reverse("meeting", args=[own]) + when.query)
    if found is None:
        raise Http404(_("The book speaks of no such meeting."))
    today = moment.day or datetime.now(UTC).date()
    line = found.line
    ahead = is_when(line.date) and (bounds(line.date)[1] or today) >= today
    context |= {
        "meeting": line,
        "told": [(t, found.documents[t.document]) for t in found.told],
        "dialogue": dialogue(line.dialogue, today, moment) if line.dialogue else None,
        "ahead": ahead,
    }
    return render(request, "meetings/meeting.html", context)
