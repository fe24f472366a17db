"""Pages that list what is new, read as feeds: the links of the main part that lead to pages of the same site."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from servanda.text.feed_items import MAX_ITEMS, FeedItem, FeedPage, plain_address, settled, web_address
from servanda.text.feed_text import feed_text
from servanda.text.filed import filed_under
from servanda.text.refusal import UnreadableError, UnusableError

_ASIDE = frozenset(["nav", "footer", "aside", "form", "menu", "dialog", "header", "script", "style", "template", "noscript", "iframe"])
_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"])
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?")
_WORDS = 3  # a title has at least three words, or six characters of a script without blanks
_CHARACTERS = 6
_LEVELS = 5  # how far above a link its date is looked for
_CARD = 60  # elements of what surrounds a link
_MORE = 4_000  # links looked at


def parse_list(data: bytes, url: str, media_type: str | None = None, pattern: str | None = None) -> FeedPage:
    """The items of a page of links: those in the main part, to the same site, whose words can be a title.

    With `pattern`, a regular expression found in the address, every such link counts, whatever its words, on any
    host. Raises `UnreadableError` when the page or the pattern cannot be read.
    """
    try:
        text, problems = feed_text(data, media_type)
        wanted = re.compile(pattern) if pattern else None
        tree = _tree(text)
    except re.error as error:
        raise UnreadableError(url, f"has a pattern that is no regular expression ({error}); correct it") from error
    except UnusableError as error:
        raise UnreadableError(url, str(error)) from error
    base = web_address(url, tree.base_url or next((b.get("href") for b in tree.iter("base")), None)) or url
    title = " ".join((tree.findtext(".//title") or "").split())
    drafts = _drafts(_main(tree), base, url, wanted)
    if not drafts:
        problems.append("shows no links that can be items; it may be drawn by a script, or its pattern fits none")
    return settled(title, drafts, problems)


def _tree(text: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return lxml_html.document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnusableError("is not HTML that can be parsed") from error


def _main(tree: Any) -> Any:
    """The page's main element if it names exactly one, else all of it."""
    named = [e for e, _ in zip(tree.xpath("//main | //*[@role='main']"), range(2), strict=False)]
    return named[0] if len(named) == 1 else tree


def _drafts(root: Any, base: str, url: str, wanted: re.Pattern[str] | None) -> list[FeedItem]:
    """One draft an address, in the order of the page, by the longest words that link to it."""
    own, here = plain_address(url), plain_address(base)
    links: dict[str, tuple[str, str, Any]] = {}
    for link in _links(root):
        address = web_address(base, link.get("href"))
        if address is None:
            continue
        plain = plain_address(address)
        if plain in (own, here) or not (wanted.search(address) if wanted else _same_site(url, address)):
            continue
        words = " ".join(link.text_content().split()) or (link.get("title") or "").strip()
        known = links.get(plain)
        if known is None and len(links) > MAX_ITEMS * 2:
            break
        if known is None or len(words) > len(known[1]):
            links[plain] = (known[0] if known else address, words, link)
    return [
        FeedItem("", address, words, published=_day(link, address, base))
        for address, words, link in links.values()
        if wanted is not None or _is_title(words)
    ]


def _links(root: Any) -> list[Any]:
    """The links outside menus, heads and feet of the page."""
    found: list[Any] = []
    stack = [root]
    while stack and len(found) < _MORE:
        element = stack.pop()
        if element is not root and ((element.tag in _ASIDE and not _in_article(element)) or element.get("role") in _ROLES):
            continue
        if element.tag == "a" and element.get("href"):
            found.append(element)
        stack.extend(reversed(element))
    return found


def _in_article(element: Any) -> bool:
    """Whether a head is that of a card in the list, whose title often stands there."""
    parent = element.getparent()
    return element.tag == "header" and parent is not None and parent.tag in ("article", "li", "section")


def _same_site(url: str, address: str) -> bool:
    mine, theirs = ((urlsplit(each).hostname or "").removeprefix("www.") for each in (url, address))
    return mine == theirs


def _is_title(words: str) -> bool:
    return len(words.split()) >= _WORDS or (len(words) >= _CHARACTERS and sum(c > "\u2e7f" for c in words) * 2 > len(words))


def _day(link: Any, address: str, base: str) -> datetime | None:
    """The day in the nearest `time` element around the link that surrounds no other, else the one in its address."""
    card, own = link, plain_address(address)
    for _ in range(_LEVELS):
        parent = card.getparent()
        if parent is None or _crowded(parent, own, base):
            break
        card = parent
    for element in card.iter("time"):
        day = _DAY.search(element.get("datetime") or element.text_content())
        if day and (found := _time(day.group())):
            return found
    filed = filed_under(address)
    return _time(filed) if filed else None


def _crowded(element: Any, own: str, base: str) -> bool:
    """Whether an element holds links to other addresses than `own`, or too much to be one item's card."""
    for count, inner in enumerate(element.iter()):
        if count > _CARD:
            return True
        if inner.tag == "a" and inner.get("href"):
            address = web_address(base, inner.get("href"))
            if address is None or plain_address(address) != own:
                return True
    return False


def _time(words: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(words)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
