"""Whole addresses of what a brief speaks of; words by a text fragment, at which a browser opens the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import quote

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from servanda_ledger.brief.parts import Quote, Scope

_SHORT = 16  # hexadecimal digits of a digest in an address
_ENDS = 5  # words at either end of a longer passage
_HERE = "http://127.0.0.1:8000"  # where `servanda serve` stands unless told otherwise


_BASE: ContextVar[str] = ContextVar("base", default="")


def site() -> str:
    """The address of the site (SERVANDA_SITE_URL, else that of the request), without a slash at its end."""
    return str(getattr(settings, "SITE_URL", "")).rstrip("/") or _BASE.get() or _HERE


@contextmanager
def at(base: str) -> Iterator[None]:
    """Within, addresses begin with `base` unless SERVANDA_SITE_URL says where the site is."""
    token = _BASE.set(base.rstrip("/"))
    try:
        yield
    finally:
        _BASE.reset(token)


def page(name: str, *arguments: object) -> str:
    """The whole address of a page; that of the site when it has no such page."""
    try:
        return site() + reverse(name, args=arguments)
    except NoReverseMatch:
        return site() + "/"


def document(key: str) -> str:
    """The page of a document, from its id."""
    return page("document", key.removeprefix("sha256:")[:_SHORT])


def words(quoted: Quote) -> str:
    """Where the words stand: on the page of their commitment, else on that of their document."""
    if quoted.commitment:
        return f"{page('commitment', quoted.commitment)}#{fragment(quoted.text)}"
    return f"{document(quoted.document)}#{fragment(quoted.text)}" if quoted.document else ""


def fragment(text: str) -> str:
    """A text fragment (`:~:text=...`); a long passage is given by its two ends."""
    found = text.split()
    if len(found) <= 2 * _ENDS:
        return f":~:text={_coded(' '.join(found))}"
    return f":~:text={_coded(' '.join(found[:_ENDS]))},{_coded(' '.join(found[-_ENDS:]))}"


def scope(of: Scope) -> str:
    """The page that shows what a scope covers."""
    if of.kind == "party":
        return page("party", of.value)
    if of.kind == "pair":
        return page("pair", *of.parties)
    if of.kind == "dialogue":
        return page("dialogue", of.value)
    if of.kind == "instrument":
        return page("instrument", of.value)
    return page("front")


def _coded(text: str) -> str:
    # A hyphen, a comma and an ampersand mean something in a text fragment.
    return quote(text, safe="").replace("-", "%2D")
