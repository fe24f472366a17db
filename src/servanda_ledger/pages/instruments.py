"""The pages of instruments: the list, and an instrument with its life for each party."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda.model.labels import INSTRUMENT_STATUSES, INSTRUMENT_TYPES
from servanda_ledger.catalogue.instruments import RATIFIED, instrument, instruments, key_of_stored
from servanda_ledger.catalogue.life import ACTS, Act, Stage
from servanda_ledger.catalogue.timeline import drawing
from servanda_ledger.pages.listing import paged, past, says, words
from servanda_ledger.pages.tags import every_name

_TEXTS = 30
# The course of what is ratified: its columns are shown even where no source fills them.
_COURSE: tuple[Act, ...] = ("discussed", "negotiated", "signed", "ratification sought", "ratified", "in force")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/instruments/`"""
    _when, moment, context = past(request)
    chosen = {name: words(request, name) for name in ("words", "party", "type", "status")}
    every = instruments(moment)
    found = [
        i
        for i in every
        if (not chosen["party"] or chosen["party"] in i.parties)
        and (not chosen["type"] or i.type == chosen["type"])
        and (not chosen["status"] or i.status == chosen["status"])
        and (not chosen["words"] or says(f"{i.title} {every_name(i.parties)}", chosen["words"]))
    ]
    types, statuses = {i.type for i in every}, {i.status for i in every}
    context |= {
        "page": paged(request, found),
        "chosen": chosen,
        "narrowed": any(chosen.values()),
        "types": [t for t in INSTRUMENT_TYPES if t in types],
        "statuses": [s for s in INSTRUMENT_STATUSES if s in statuses],
    }
    return render(request, "instruments/index.html", context)


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """`/instruments/KEY/`"""
    when, moment, context = past(request)
    found = instrument(key, moment)
    if found is None and (own := key_of_stored(key)):
        return HttpResponseRedirect(reverse("instrument", args=[own]) + when.query)
    if found is None:
        raise Http404(_("The book speaks of no such instrument."))
    usual = _COURSE if found.type in RATIFIED else ()
    acts = [act for act in ACTS if act in usual or any(s.act == act for s in found.life)]
    table = [(standing, [[s for s in standing.stages if s.act == act] for act in acts]) for standing in found.standings]
    texts: dict[str, list[str]] = {}
    for mention in found.mentions:
        texts.setdefault(mention.document, []).append(mention.status)
    context |= {
        "instrument": found,
        "other_titles": [t for t in found.titles if t != found.title],
        "acts": acts,
        "table": table,
        "drawing": drawing(found.standings),
        "stages": _once(found.life),
        "texts": [
            (found.documents[d], next((s for s in said if s != "mentioned"), "mentioned"))
            for d, said in list(texts.items())[:_TEXTS]
            if d in found.documents
        ],
        "more": max(len(texts) - _TEXTS, 0),
        "resting": [(b, found.documents.get(b.document)) for b in found.commitments[:_TEXTS]],
    }
    return render(request, "instruments/instrument.html", context)


def _once(life: Iterable[Stage]) -> list[tuple[Stage, list[str]]]:
    """Stages with the parties that one sentence gives them for: what both did stands once."""
    found: dict[tuple[object, ...], tuple[Stage, list[str]]] = {}
    for stage in life:
        slot = (stage.act, stage.document, stage.start, stage.entry, stage.date)
        found.setdefault(slot, (stage, []))[1].extend([stage.party] if stage.party else [])
    return list(found.values())
