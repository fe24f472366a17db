"""The addresses of the site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from servanda_ledger.pages import (
    briefs,
    cite,
    commitment,
    comparisons,
    dialogues,
    document,
    downloads,
    exports,
    feeds,
    frame,
    front,
    instruments,
    meetings,
    parties,
    people,
    preview,
    search,
    subscriptions,
)

_DIGITS = r"(?P<digits>[0-9a-f]{8,64})"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("servanda_ledger.pages.urls_follow")),
    path("", include("servanda_ledger.pages.urls_watch")),
    path("", front.front, name="front"),
    path("read/", preview.read, name="read"),
    path("documents/", search.documents, name="documents"),
    re_path(rf"^documents/{_DIGITS}/$", document.document, name="document"),
    re_path(rf"^documents/{_DIGITS}/original$", downloads.original, name="original"),
    re_path(rf"^documents/{_DIGITS}/text$", downloads.text, name="text"),
    re_path(rf"^documents/{_DIGITS}/reading\.(?P<name>[a-z-]+)$", downloads.reading, name="download"),
    re_path(rf"^documents/{_DIGITS}/cite\.(?P<name>bib|ris|json)$", cite.cite, name="cite"),
    path("commitments/", search.search, name="search"),
    path("commitments/export.<str:ending>", exports.export, name="export"),
    path("commitments/<str:identifier>/", commitment.commitment, name="commitment"),
    path("language/", csrf_exempt(set_language), name="set_language"),  # nothing is gained by forging it, and pages stay the same for all
    path("appearance/", frame.appearance, name="appearance"),
    path("healthz", frame.health, name="health"),
    path("robots.txt", frame.robots, name="robots"),
    path("favicon.ico", frame.icon),
    path("dialogues/", dialogues.index, name="dialogues"),
    path("dialogues/<str:key>/", dialogues.page, name="dialogue"),
    path("dialogues/<str:key>/commitments/", dialogues.matrix, name="dialogue-matrix"),
    path("instruments/", instruments.index, name="instruments"),
    path("instruments/<str:key>/", instruments.page, name="instrument"),
    path("parties/", parties.index, name="parties"),
    path("parties/<path:first>/with/<path:second>/", parties.pair, name="pair"),
    path("parties/<path:code>/", parties.page, name="party"),
    path("meetings/", meetings.index, name="meetings"),
    path("meetings/<str:key>/", meetings.page, name="meeting"),
    path("people/", people.index, name="people"),
    path("people/<str:key>/", people.page, name="person"),
    path("compare/", comparisons.compare, name="compare"),
    path("briefs/", briefs.index, name="briefs"),
    path("briefs/<str:day>/", briefs.day, name="brief"),
    re_path(r"^feeds/briefs\.(?P<form>atom|json)$", feeds.briefs, name="feed-briefs"),
    re_path(r"^feeds/commitments\.(?P<form>atom|json)$", feeds.commitments, name="feed-commitments"),
    path("feeds/due.ics", feeds.due_calendar, name="feed-due"),
    path("subscriptions/", subscriptions.subscribe, name="subscribe"),
    path("subscriptions/asked/", subscriptions.asked, name="asked"),
    path("subscriptions/confirm/<str:token>/", subscriptions.confirm, name="confirm"),
    path("subscriptions/<str:secret>/", subscriptions.manage, name="subscription"),
    path("subscriptions/<str:secret>/unsubscribe/", subscriptions.unsubscribe, name="unsubscribe"),
]
