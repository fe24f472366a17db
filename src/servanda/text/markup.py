"""HTML to text: the main part by trafilatura, else everything that is shown.

Paragraphs stand apart by a blank line, list items and rows of tables on lines of their own.
"""

from __future__ import annotations

import logging
import re
import warnings
from typing import Any

from servanda.text.charset import decode
from servanda.text.extract import Extract
from servanda.text.flow import Flow
from servanda.text.refusal import UnusableError

_HEAD = 4096
_LARGE = 5_000_000  # code points; beyond it the main part is not looked for, which would take minutes
_CROWDED = 60_000  # tags; likewise
_LITTLE = 250  # code points
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_XML = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_UNSHOWN = frozenset(
    ["script", "style", "noscript", "template", "iframe", "object", "svg", "math", "canvas", "select", "button", "textarea"]
)
_ASIDE = frozenset(["nav", "footer", "aside", "form", "menu", "dialog"])
_INLINE = ("b", "i", "em", "strong", "u", "span", "font", "small", "mark", "abbr", "cite", "sup", "sub", "ins", "bdi", "wbr")
_CELLS = frozenset(["td", "th", "cell"])
_BLOCKS = ("p", "div", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "br", "list", "item", "lb")
_ROLES = {
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], "heading"),
    **dict.fromkeys(["p", "div", "section", "article", "main", "header", "blockquote", "quote", "figure", "figcaption", "dl"], "paragraph"),
    **dict.fromkeys(["ul", "ol", "list", "table", "body", "fieldset", "address", "details", "summary", "center", "hr"], "paragraph"),
    **dict.fromkeys(["li", "item"], "item"),
    **dict.fromkeys(["tr", "row"], "row"),
    **dict.fromkeys(["dt", "dd", "caption"], "line"),
    **dict.fromkeys(["br", "lb"], "break"),
    **dict.fromkeys(["pre", "code"], "pre"),
}
_SILENT = logging.NullHandler()


def read_html(data: bytes, declared: str | None = None) -> Extract:
    """The text that a page shows. Raises `UnusableError` when it shows none."""
    encoding = declared
    if not encoding and (found := _CHARSET.search(data[:_HEAD]) or _XML.match(data[:_HEAD])):
        encoding = found.group(1).decode("ascii")
    return page_of(decode(data, encoding))


def page_of(html: str) -> Extract:
    """As `read_html`, for markup that is decoded already."""
    html = _DECLARATION.sub("", html).replace("\x00", "")
    tree = _parsed(html)
    shown = _written(tree)
    title = _title(tree)
    preformatted = sum(len(each.text_content()) for each in tree.iter("pre"))
    article = tree.find(".//article") if tree.find(".//main") is None else tree.find(".//main")
    whole = _written(article) if article is not None else None
    main, found_title, published = _main_part(tree, html)
    if preformatted * 2 > len(shown.text):
        main = None  # its lines count, which the extractor runs together
    best = _better(main, whole, shown)
    if not best.text.strip():
        raise UnusableError("shows no text: it may be drawn by a script or nested too deep; save it as text or PDF from a browser")
    return Extract(best.text, found_title or title, published, best.landmarks)


def _better(main: Flow | None, article: Flow | None, shown: Flow) -> Flow:
    """The main part, unless it misses much of the article or is too little of a short page."""
    if main is None:
        return article if article is not None and len(article.text) >= _LITTLE else shown
    if article is not None and len(main.text) < 0.6 * len(article.text):
        return article
    if len(main.text) < _LITTLE and len(main.text) < 0.6 * len(shown.text):
        return shown
    return main


def _parsed(html: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        return lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnusableError("is not HTML that can be parsed; save the page again, or as text") from error


def _main_part(tree: Any, html: str) -> tuple[Flow | None, str | None, str | None]:
    """The main part, title and day that trafilatura finds; nothing where it fails, which it does on odd markup in many ways."""
    if len(html) > _LARGE or html.count("<") > _CROWDED:
        return None, None, None
    from lxml import etree
    from trafilatura import bare_extraction

    etree.strip_tags(tree, *_INLINE)  # the extractor puts blanks around them, in the middle of words too
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(_SILENT)  # what they complain of is told here, if it matters
    try:
        with warnings.catch_warnings(action="ignore"):
            found: Any = bare_extraction(tree, favor_recall=True, include_comments=False, include_tables=True, with_metadata=True)
    except Exception:  # any failure of the extractor means: do without it
        return None, None, None
    if found is None or found.body is None:
        return None, None, None
    day = found.date if found.date and _DAY.fullmatch(found.date) else None
    return _written(found.body), " ".join(found.title.split()) if found.title else None, day


def _title(tree: Any) -> str | None:
    element = tree.find(".//title")
    title = " ".join((element.text or "").split()) if element is not None else ""
    return title or None


def _written(root: Any) -> Flow:
    """The shown text below an element. A walk without recursion: pages may be nested thousands deep."""
    flow = Flow()
    hidden, preformatted = 0, 0  # how many of the elements around are
    stack: list[tuple[Any, str, bool]] = [(root, _role(root), False)]
    while stack:
        element, role, leaving = stack.pop()
        if leaving:
            hidden -= role == "hidden"
            preformatted -= role == "pre"
            if not hidden:
                _close(flow, role)
        else:
            if not hidden:
                _open(flow, role)
            hidden += role == "hidden"
            preformatted += role == "pre"
            stack.append((element, role, True))
            stack.extend((child, _role(child), False) for child in reversed(element))
        words = (element.tail if element is not root else None) if leaving else element.text
        if words and not hidden:
            (flow.lines if preformatted else flow.words)(words)
    flow.close()
    return flow


def _role(element: Any) -> str:
    """What an element does to the text: hidden, heading, paragraph, item, row, cell, line, pre, or nothing ("")."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSHOWN or tag in _ASIDE or element.get("hidden") is not None:
        return "hidden"
    if tag == "head":  # the head of a page, but a heading in trafilatura's output
        parent = element.getparent()
        return "hidden" if parent is not None and parent.tag == "html" else "heading"
    if tag in _CELLS:
        inner = [child.tag for child, _ in zip(element.iter(*_BLOCKS), range(2), strict=False)]
        return "cell" if inner in ([], ["p"]) else "paragraph"  # old pages are laid out by tables
    if tag == "p" and element.getparent() is not None and element.getparent().tag in _CELLS:
        return "paragraph" if len(element.getparent()) > 1 else ""
    return _ROLES.get(tag, "")


def _open(flow: Flow, role: str) -> None:
    if role == "item":
        flow.item("- ")
    elif role == "cell":
        flow.cell()
    elif role == "heading":
        flow.heading()
    elif role in ("paragraph", "pre"):
        flow.paragraph()
    elif role == "row":
        flow.row()
    elif role == "line":
        flow.line()
    elif role == "break":
        flow.newline()


def _close(flow: Flow, role: str) -> None:
    if role in ("paragraph", "heading", "pre"):
        flow.paragraph()
    elif role in ("item", "row", "line"):
        flow.line()
