"""JSON Feed, versions 1 and 1.1, whole or broken off."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from servanda.text.feed_items import MAX_ITEMS, FeedItem, FeedPage, plain_words, settled, web_address
from servanda.text.refusal import UnusableError

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_TITLE = re.compile(r'"title"\s*:\s*("(?:[^"\\]|\\.){0,1000}")')
_BETWEEN = re.compile(r"[\s,]*")
_LONG = 20_000  # code points of an item's content that are looked at for a summary


def read_json_feed(text: str, url: str, problems: list[str]) -> FeedPage:
    """The items of a JSON Feed; of a broken one those that can be read. Raises `UnusableError` when it is none."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = {"title": _title(text), "items": _salvaged(text)}
        problems = [*problems, "is not well-formed JSON; the items that could be read were kept"]
        if not whole["items"]:
            raise UnusableError("is no feed: its JSON cannot be read") from None
    if not isinstance(whole, dict) or not isinstance(whole.get("items"), list):
        raise UnusableError("is no feed: JSON without a list of items")
    found = [_item(each, url) for each in whole["items"][: MAX_ITEMS + 1] if isinstance(each, dict)]
    return settled(plain_words(_words(whole.get("title"))), found, problems)


def _salvaged(text: str) -> list[Any]:
    """The items before the first that cannot be read."""
    found: list[Any] = []
    start = _ITEMS.search(text)
    place = start.end() if start else len(text)
    decoder = json.JSONDecoder()
    while place < len(text) and len(found) <= MAX_ITEMS:
        gap = _BETWEEN.match(text, place)
        try:
            item, place = decoder.raw_decode(text, gap.end() if gap else place)
        except (ValueError, RecursionError):
            break
        found.append(item)
    return found


def _title(text: str) -> str:
    match = _TITLE.search(text[:20_000])
    try:
        return str(json.loads(match.group(1))) if match else ""
    except ValueError:
        return ""


def _item(raw: dict[str, Any], base: str) -> FeedItem:
    given = raw.get("id")
    address = web_address(base, _words(raw.get("url"))) or web_address(base, _words(raw.get("external_url")))
    content = next((w for key in ("summary", "content_text", "content_html") if (w := _words(raw.get(key)))), "")
    return FeedItem(
        id=str(given) if isinstance(given, str | int | float) and not isinstance(given, bool) else "",
        url=address,
        title=plain_words(_words(raw.get("title"))),
        published=_time(raw.get("date_published")),
        updated=_time(raw.get("date_modified")),
        summary=plain_words(content[:_LONG]),
    )


def _words(value: object) -> str:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""  # lone surrogates go


def _time(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return None if found is None else (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
