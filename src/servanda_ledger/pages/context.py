"""What every page is given: navigation, appearance, who may edit, where the book stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from servanda_ledger.accounts.access import may_edit
from servanda_ledger.book.models import Commitment, Entry
from servanda_ledger.book.record import READER
from servanda_ledger.pages.tags import address_of

THEMES = ("light", "dark")
TEXT_LANGUAGE = "en"  # of the words that are quoted: only English texts are read (servanda.pipeline)
_PLACES: tuple[tuple[str, str | Promise], ...] = (
    ("documents", _("Documents")),
    ("search", _("Commitments")),
    ("dialogues", _("Dialogues")),
    ("instruments", _("Instruments")),
    ("parties", _("Parties")),
    ("due", _("Due")),
    ("briefs", _("Briefs")),
    ("compare", _("Compare")),
)
_EDITORS: tuple[tuple[str, str | Promise], ...] = (("review", _("Review")),)
_FOOT: tuple[tuple[str | Promise, tuple[tuple[str, str | Promise], ...]], ...] = (
    (
        _("The book"),
        (
            ("documents", _("Documents")),
            ("search", _("Commitments")),
            ("dialogues", _("Dialogues")),
            ("meetings", _("Meetings")),
            ("instruments", _("Instruments")),
            ("parties", _("Parties")),
            ("people", _("People")),
        ),
    ),
    (
        _("What came of it"),
        (
            ("due", _("Due")),
            ("scorecards", _("Scorecards")),
            ("statuses", _("How statuses are meant")),
            ("actions", _("Acts on instruments")),
        ),
    ),
    (
        _("Keeping up"),
        (
            ("briefs", _("Briefs")),
            ("subscribe", _("Briefs by e-mail")),
            ("watched", _("Feeds watched")),
            ("api-docs", _("API")),
        ),
    ),
)
_NEAR = {"dialogues": ("meetings",), "parties": ("people",), "due": ("scorecards", "statuses"), "briefs": ("subscribe",)}  # belong to these
_MOST = 1000  # commitments that wait are counted up to here: the navigation stands on every page


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation; `here` when the page shown belongs to it."""

    name: str | Promise
    url: str
    here: bool
    exact: bool


def _places(request: HttpRequest, wanted: tuple[tuple[str, str | Promise], ...]) -> Iterator[Place]:
    for name, words in wanted:
        url = address_of(name)
        if url:
            near = (url, *(address_of(each) for each in _NEAR.get(name, ())))
            yield Place(words, url, request.path.startswith(near), request.path == url)


def site(request: HttpRequest) -> dict[str, Any]:
    """The context of every page."""
    user = getattr(request, "user", None)
    editor = user is not None and may_edit(user)
    theme = request.COOKIES.get("appearance", "")
    return {
        "navigation": list(_places(request, _PLACES + (_EDITORS if editor else ()))),
        "foot": [(words, list(_places(request, wanted))) for words, wanted in _FOOT],
        "waiting": SimpleLazyObject(_waiting) if editor else "",
        "appearance": theme if theme in THEMES else "",
        "sign_in_url": address_of("sign-in") or address_of("login"),
        "sign_out_url": address_of("sign-out") or address_of("logout"),
        "language_url": address_of("set_language") if _french() else "",
        "editor": editor,
        "text_language": TEXT_LANGUAGE,
        "site_reader": READER,
        "site_name": getattr(settings, "SITE_NAME", "Servanda"),
        "head_entry": SimpleLazyObject(_head),
    }


@cache
def _french() -> bool:
    """Whether there is another language to choose."""
    return any((Path(place) / "fr").is_dir() for place in settings.LOCALE_PATHS)


def _waiting() -> str:
    """How many commitments only a machine has read, for editors."""
    found = Commitment.objects.current().filter(review="machine")[:_MOST].count()
    return f"{_MOST - 1}+" if found == _MOST else str(found or "")


def _head() -> int:
    return Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
