"""What a feed or a page of links offers: items with an id that stays the same from one look to the next."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit, urlunsplit

MAX_FEED = 5_000_000  # bytes of a feed or list that are looked at
MAX_ITEMS = 500
_SHORT = 500  # code points of an id or title
_SUMMARY = 2_000
_LONG = 4_000  # an address
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|_hsenc|_hsmi)=", re.I)
_TAGS = re.compile(r"<(?:[a-zA-Z/!][^<>]{0,2000})>|<[a-zA-Z/!][^<>]{0,2000}$")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item: an id unique in its feed, where to fetch it (None when it has no web address), and what the feed says of it.

    `published` and `updated` are in UTC; title and summary are plain text, cut to 500 and 2,000 code points.
    """

    id: str
    url: str | None
    title: str
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A feed or list as it stands now, in its own order; `problems` tell in a line each what was put right or left out."""

    title: str
    items: tuple[FeedItem, ...]
    problems: tuple[str, ...] = ()


def settled(title: str, drafts: Sequence[FeedItem], problems: Sequence[str] = ()) -> FeedPage:
    """The page of these drafts, whose ids may be empty or shared. No id twice, no item that says nothing, at most `MAX_ITEMS`.

    An item without an id gets its address as id, without what only tracks readers; one without an address a digest of its words.
    """
    told = list(problems)
    said = [d for d in drafts if d.url or d.title or d.summary]
    if len(said) < len(drafts):
        told.append(f"{len(drafts) - len(said)} empty items were left out")
    if len(said) > MAX_ITEMS:
        told.append(f"only the first {MAX_ITEMS} items were taken")
        said = said[:MAX_ITEMS]
    shared = _shared(said)
    if shared:
        told.append("different items have the same id, so their addresses stand for it")
    items: dict[str, FeedItem] = {}
    for draft in said:
        own = _identity(draft, draft.id in shared)
        if own in items:
            continue
        items[own] = FeedItem(own, draft.url, draft.title[:_SHORT], draft.published, draft.updated, draft.summary[:_SUMMARY])
    return FeedPage(title[:_SHORT], tuple(items.values()), tuple(told))


def _shared(drafts: Sequence[FeedItem]) -> frozenset[str]:
    """The ids that items of different addresses have in common: some programs give every item that of the feed."""
    places: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.id and draft.url:
            places.setdefault(draft.id, set()).add(plain_address(draft.url))
    return frozenset(each for each, urls in places.items() if len(urls) > 1)


def _identity(draft: FeedItem, shared: bool) -> str:
    if draft.id and not shared:
        return draft.id if len(draft.id) <= _SHORT else _digest(draft.id)
    if draft.url:
        address = re.sub(r"^http:", "https:", plain_address(draft.url))  # a site that turns to https offers the same items
        return address if len(address) <= _SHORT else _digest(address)
    return _digest("\n".join((draft.title, str(draft.published or ""), draft.summary)))


def _digest(words: str) -> str:
    return "sha256:" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def plain_address(url: str) -> str:
    """`url` without its fragment and without parameters that only track readers; scheme and host in lower case."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = "&".join(p for p in parts.query.split("&") if not _TRACKING.match(p))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def web_address(base: str, link: str | None) -> str | None:
    """The whole http(s) address of `link` on the page `base`; None when it is no such address."""
    if not link or len(link) > _LONG:
        return None
    try:
        whole = urljoin(base, "".join(link.split()))
        parts = urlsplit(whole)
        port = parts.port
    except ValueError:
        return None
    fine = parts.scheme.lower() in ("http", "https") and parts.hostname and parts.username is None and port != 0
    return whole if fine else None


def plain_words(markup: str) -> str:
    """The words of a little HTML or text, on one line."""
    if "<" in markup or "&" in markup:
        from html import unescape

        markup = unescape(_TAGS.sub(" ", markup))
    return " ".join(markup.split())
