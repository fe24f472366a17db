"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed, from bytes to items. Nothing is fetched here."""

from __future__ import annotations

import io
import re
from calendar import timegm
from datetime import UTC, datetime, timedelta
from typing import Any

from servanda.text.feed_items import FeedItem, FeedPage, plain_words, settled, web_address
from servanda.text.feed_json import read_json_feed
from servanda.text.feed_markup import OWN_ID, is_feed_markup, safe_markup
from servanda.text.feed_text import feed_text
from servanda.text.refusal import UnreadableError, UnusableError

_LINK = re.compile(r"<link\b[^>]{0,1000}>", re.I)
_ATTRIBUTE = re.compile(r"""\b(rel|type|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)
_FEED_TYPES = frozenset(["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"])
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse_feed(data: bytes, url: str, media_type: str | None = None) -> FeedPage:
    """The items that the feed `data`, fetched from `url`, offers. Raises `UnreadableError`, and nothing else, when it is no feed."""
    try:
        text, problems = feed_text(data, media_type)
        if text.startswith("{"):
            return read_json_feed(text, url, problems)
        if is_feed_markup(text):
            return _read(safe_markup(text, problems), url, problems)
        raise UnusableError(_no_feed(text, url))
    except UnusableError as error:
        raise UnreadableError(url, str(error)) from error
    except (MemoryError, RecursionError) as error:
        raise UnreadableError(url, "needs more memory than there is") from error


def feeds_of(data: bytes, url: str, media_type: str | None = None) -> tuple[str, ...]:
    """The addresses of the feeds that a page names as its own. Raises `UnreadableError` for binary data."""
    try:
        return _named(feed_text(data, media_type)[0], url)
    except UnusableError as error:
        raise UnreadableError(url, str(error)) from error


def _no_feed(text: str, url: str) -> str:
    if not text:
        return "is empty"
    named = _named(text, url)
    return f"is a page and no feed; its feed is {named[0]}" if named else "is no feed (RSS, Atom or JSON Feed)"


def _named(text: str, url: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in _LINK.finditer(text[:500_000]):
        given = {name.lower(): (a or b or c).strip() for name, a, b, c in _ATTRIBUTE.findall(link.group())}
        address = web_address(url, given.get("href"))
        if address and "alternate" in given.get("rel", "").lower().split() and given.get("type", "").lower() in _FEED_TYPES:
            found[address] = None
    return tuple(found)


def _read(markup: bytes, url: str, problems: list[str]) -> FeedPage:
    import feedparser  # type: ignore[import-untyped]

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        # a stream: bytes would be tried as the name of a file
        found = feedparser.parse(io.BytesIO(markup), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # any failure of the parser means: no feed
        raise UnusableError(f"is a feed that cannot be read ({type(error).__name__})") from error
    if not found.version and not found.entries:
        raise UnusableError("is no feed (RSS, Atom or JSON Feed)")
    drafts = [_item(entry, url) for entry in found.entries]
    return settled(plain_words(_said(found.feed, "title")), drafts, problems)


def _item(entry: Any, url: str) -> FeedItem:
    # dict.get: the parser's own lookup gives the day of publication for a missing day of change
    return FeedItem(
        id=_said(entry, "id").removeprefix(OWN_ID),
        url=web_address(url, _said(entry, "link")),
        title=plain_words(_said(entry, "title")),
        published=_time(dict.get(entry, "published_parsed") or dict.get(entry, "created_parsed")),
        updated=_time(dict.get(entry, "updated_parsed")),
        summary=plain_words(_said(entry, "summary") or _content(entry)),
    )


def _said(entry: Any, key: str) -> str:
    value = dict.get(entry, key)
    return value.strip() if isinstance(value, str) else ""


def _content(entry: Any) -> str:
    content = dict.get(entry, "content") or ()
    return next((str(part.get("value") or "") for part in content), "")


def _time(parts: Any) -> datetime | None:
    """A time in UTC as the parser gives it, if there is such a time."""
    try:
        return None if parts is None else _EPOCH + timedelta(seconds=timegm(parts))
    except (ValueError, OverflowError, TypeError):
        return None
