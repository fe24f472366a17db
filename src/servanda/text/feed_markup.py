"""The XML of a feed, made safe and well-formed for the parser of feeds: nothing is expanded, nothing is asked for.

Document types go, with whatever they declare. What is not well-formed is put right as far as it goes. Fields are cut,
as some patterns of the parser of feeds take time quadratic in the length of a field.
"""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import Any

from servanda.text.feed_items import MAX_ITEMS
from servanda.text.refusal import UnusableError

_PROLOG = 65_536
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[.*?\]\s{0,50})?>", re.S | re.I)
_ENTITY = re.compile(r"<!ENTITY\s+(%\s+)?[^\s%]{1,200}\s+(SYSTEM|PUBLIC|\"[^\"]*\"?|'[^']*'?)", re.I)
_INNER = re.compile(r"&[^#\s;]{1,100};")
_ROOT = re.compile(r"<(?:\w{1,30}:)?(?:rss|feed|rdf|channel)[\s>]", re.I)
_START = re.compile(r"<(?:\?xml[\s?]|(?:\w{1,30}:)?(?:rss|feed|rdf|channel)[\s>])", re.I)
_PAGE = re.compile(r"<(?:!doctype\s+html|html)[\s>]", re.I)
_DECLARATION = re.compile(r"<\?xml[^>]{0,500}>")
_NAMED = re.compile(r"&(\w{2,10});")
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEPT = frozenset(["amp", "lt", "gt", "quot", "apos"])
_FIELD = 4_000  # code points of a field
_ELEMENTS = 1_000  # elements of an item, and of the feed around them
_ENTITY_LENGTH = 1_000
_ENTITIES = 300  # the three sets of HTML's names, written out, are 253
OWN_ID = "tag:own,"  # put before ids that are no addresses, lest they are read as relative to the feed and change with its address
_TOLD_OF_ITEMS = frozenset(["item", "entry"])
_UNUSED = frozenset(["author", "creator", "contributor", "managingEditor", "webMaster", "publisher", "name", "email", "owner"])


def is_feed_markup(text: str) -> bool:
    """Whether a text looks like a feed in XML."""
    found = _ROOT.search(text[:_PROLOG])
    return found is not None and _PAGE.search(text[: found.start()]) is None


def safe_markup(text: str, problems: list[str]) -> bytes:
    """Well-formed XML in UTF-8 with the feed's first items; adds to `problems`. Raises `UnusableError` for an attack or a ruin."""
    _refuse_bombs(text)
    text = _DOCTYPE.sub("", text[:_PROLOG], count=1) + text[_PROLOG:]
    start = _START.search(text)
    if start and text[: start.start()].strip() and not text.startswith(("<?", "<!--")):
        text = text[start.start() :]
        problems.append("begins with something else, which was skipped")
    text = _DECLARATION.sub("", text, count=1).lstrip()
    root = _tree(text, recover=False)
    if root is None:
        problems.append("is not well-formed XML; what could be read was kept")
        root = _tree(_repaired(text), recover=True)
    if root is None:
        raise UnusableError("is no feed: its XML cannot be read")
    return _bounded(root)


def _refuse_bombs(text: str) -> None:
    """Entities that refer to others, to files, or that are long serve no feed."""
    declared = 0
    for match in _ENTITY.finditer(text[:_PROLOG]):
        declared += 1
        value = match.group(2)
        if match.group(1):
            continue  # of the document type alone, which goes
        outside = value.upper() in ("SYSTEM", "PUBLIC")
        if outside or _INNER.search(value) or len(value) > _ENTITY_LENGTH or declared > _ENTITIES:
            raise UnusableError("is refused: it declares entities that grow or that lead elsewhere (an attack on parsers of XML)")


def _tree(text: str, recover: bool) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _repaired(text: str) -> str:
    """HTML's names and bare ampersands outside CDATA made what XML knows; characters that XML forbids gone."""
    outside, *sections = _CONTROL.sub("", text).split("<![CDATA[")
    pieces = [_escaped(outside)]
    for section in sections:
        words, end, outside = section.partition("]]>")
        pieces += ["<![CDATA[", words, end, _escaped(outside)]
    return "".join(pieces)


def _escaped(markup: str) -> str:
    return _BARE.sub("&amp;", _NAMED.sub(_character, markup))


def _character(match: re.Match[str]) -> str:
    name = match.group(1)
    code = None if name in _KEPT else name2codepoint.get(name)
    return match.group() if code is None else f"&#{code};"


def _bounded(root: Any) -> bytes:
    """The feed without people, without items beyond the most that are taken, and with fields cut."""
    from lxml import etree

    items = inside = 0
    gone: list[Any] = []
    for element in root.iter():
        if not isinstance(element.tag, str):  # a reference to an entity
            gone.append(element)
            continue
        local = element.tag.rpartition("}")[2].rpartition(":")[2]
        inside += 1
        if local in _TOLD_OF_ITEMS:
            items, inside = items + 1, 0
        if local in _UNUSED or items > MAX_ITEMS + 1 or inside > _ELEMENTS:
            gone.append(element)
            continue
        _trim(element, local)
    for element in gone:
        if element is not root and element.getparent() is not None:
            _drop(element)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _trim(element: Any, local: str) -> None:
    """Cut long fields, and keep ids as they are."""
    if local == "guid" and "/" not in (element.text or ""):
        element.set("isPermaLink", "false")
    if local in ("guid", "id") and ":" not in (element.text or ":"):
        element.text = OWN_ID + element.text.strip()
    element.text = element.text[:_FIELD] if element.text else element.text
    element.tail = element.tail[:_FIELD] if element.tail else element.tail
    for name, value in element.attrib.items():
        if len(value) > _FIELD:
            del element.attrib[name]


def _drop(element: Any) -> None:
    """Take an element out and leave the words after it."""
    parent, tail, before = element.getparent(), element.tail or "", element.getprevious()
    if before is not None:
        before.tail = ((before.tail or "") + tail)[:_FIELD]
    else:
        parent.text = ((parent.text or "") + tail)[:_FIELD]
    parent.remove(element)
