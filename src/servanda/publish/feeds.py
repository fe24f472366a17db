"""Feeds: Atom (RFC 4287) and JSON Feed 1.1 from the same entries."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from lxml import etree  # type: ignore[import-untyped]

from servanda.publish.links import web_address
from servanda.publish.printable import one_line, printable

_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot hold, not even escaped (section 2.2, "Char").
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20\x7f"<>\\^`{|}\ud800-\udfff]+')


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry. `id` never changes and is a URI (see `tag_uri`); `html` is a fragment of trusted HTML, `summary` plain text.

    Raises `ValueError` for an id or address that is none, or a time without a zone.
    """

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    summary: str = ""
    html: str | None = None
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check(self.id, self.updated, self.published)
        web_address(self.url)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `url` is the page it is about, `self_url` where this feed itself is (of the format that is written), `author` who issues it.

    Raises `ValueError` as `FeedItem` does, and when two items have the same id.
    """

    id: str
    title: str
    url: str
    self_url: str
    updated: datetime
    author: str
    subtitle: str = ""
    language: str = "en"
    items: tuple[FeedItem, ...] = ()

    def __post_init__(self) -> None:
        _check(self.id, self.updated)
        web_address(self.url)
        web_address(self.self_url)
        seen: set[str] = set()
        for item in self.items:
            if item.id in seen:
                raise ValueError(f"two items of a feed with the id {item.id}")
            seen.add(item.id)


def _check(identifier: str, *times: datetime) -> None:
    if not _IRI.fullmatch(identifier):
        raise ValueError(f"{identifier!r} is not a URI")
    for time in times:
        if time.tzinfo is None:
            raise ValueError(f"{identifier}: the time {time} has no time zone")


def tag_uri(authority: str, day: date, specific: str) -> str:
    """A `tag:` URI (RFC 4151): `specific`, escaped, as named by whoever held the domain `authority` on `day`."""
    return f"tag:{authority},{day.isoformat()}:{quote(specific, safe='-._~:@!$&()*+,;=/?')}"


def atom_feed(feed: Feed) -> bytes:
    """The feed as an `application/atom+xml` document. Content is escaped HTML, everything else plain text."""
    root = etree.Element(f"{{{_ATOM}}}feed", {_LANG: feed.language}, nsmap={None: _ATOM})
    _add(root, "id", feed.id)
    _add(root, "title", one_line(feed.title))
    if feed.subtitle:
        _add(root, "subtitle", one_line(feed.subtitle))
    _add(root, "updated", _time(feed.updated))
    _add(_add(root, "author"), "name", one_line(feed.author))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.self_url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.url)
    _add(root, "generator", "Servanda")
    for item in feed.items:
        _entry(root, item)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _entry(root: etree._Element, item: FeedItem) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", item.id)
    _add(entry, "title", one_line(item.title))
    _add(entry, "link", rel="alternate", type="text/html", href=item.url)
    _add(entry, "published", _time(item.published))
    _add(entry, "updated", _time(item.updated))
    for tag in item.tags:
        _add(entry, "category", term=_xml(one_line(tag)))
    if item.summary:
        _add(entry, "summary", printable(item.summary))
    if item.html is not None:
        _add(entry, "content", item.html, type="html")


def _add(parent: etree._Element, name: str, words: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    if words is not None:
        child.text = _xml(words)
    return child


def _xml(words: str) -> str:
    return _NOT_XML.sub("\ufffd", words)


def _time(time: datetime) -> str:
    """RFC 3339, in UTC, to the second."""
    return time.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def json_feed(feed: Feed) -> str:
    """The feed as an `application/feed+json` document, JSON Feed 1.1."""
    whole: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(feed.title),
        "home_page_url": feed.url,
        "feed_url": feed.self_url,
        **({"description": one_line(feed.subtitle)} if feed.subtitle else {}),
        "language": feed.language,
        "authors": [{"name": one_line(feed.author)}],
        "items": [_json_item(item) for item in feed.items],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _json_item(item: FeedItem) -> dict[str, Any]:
    content = {"content_text": printable(item.summary)} if item.html is None else {"content_html": _xml(item.html)}
    return {
        "id": item.id,
        "url": item.url,
        "title": one_line(item.title),
        **content,
        **({"summary": printable(item.summary)} if item.summary and item.html is not None else {}),
        "date_published": _time(item.published),
        "date_modified": _time(item.updated),
        **({"tags": [one_line(tag) for tag in item.tags]} if item.tags else {}),
    }
