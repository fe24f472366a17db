"""DOCX to text: paragraphs, list items with their bullets or numbers, and tables, in order; headings become landmarks.

Opened by python-docx after a look at the archive's own figures, so that a small file cannot unpack to a huge one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from servanda.text.extract import Extract
from servanda.text.flow import Flow
from servanda.text.numbering import Numbering
from servanda.text.refusal import UnusableError

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSHOWN = frozenset([f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText", _FALLBACK])
_BODY = "word/document.xml"
_MAX_FILES = 5_000
_MAX_UNPACKED = 200_000_000  # bytes
_MAX_XML = 60_000_000  # bytes of one part that is parsed
_MAX_RATIO = 200
_SMALL = 5_000_000  # bytes; below it the ratio does not matter

_OTHERS = (
    ("xl/", "is an Excel workbook; save the text in it as .txt or .docx"),
    ("ppt/", "is a PowerPoint file; save it as PDF"),
    ("content.xml", "is an OpenDocument file; save it as .docx"),
    ("META-INF/container.xml", "is an EPUB book; convert it to .html or .txt"),
)


def read_docx(data: bytes) -> Extract:
    """The text of a Word document. Raises `UnusableError` when it is damaged, a bomb, locked, empty or another kind of archive."""
    _check(data)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        flow = _written(document)
        title, published = _properties(document)
    except Exception as error:  # python-docx and lxml fail on damage in many ways
        raise UnusableError("is a damaged Word document; open it in a word processor and save it again") from error
    if not flow.text.strip():
        raise UnusableError("is a Word document without text; pictures of pages need OCR first")
    return Extract(flow.text, title, published, flow.landmarks)


def _check(data: bytes) -> None:
    """Refuse what is not a sound Word document of reasonable size, before anything is unpacked."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
        raise UnusableError("is a damaged Word document or archive; fetch or save it again") from error
    names = [entry.filename for entry in entries]
    if _BODY not in names:
        for part, reason in _OTHERS:
            if any(name.startswith(part) for name in names):
                raise UnusableError(reason)
        raise UnusableError("is a ZIP archive, not a Word document; unpack it and give the files in it")
    total = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))), default=0)
    bomb = total > _SMALL and total > _MAX_RATIO * len(data)
    if len(entries) > _MAX_FILES or total > _MAX_UNPACKED or largest > _MAX_XML or bomb:
        raise UnusableError(f"unpacks to {total:,} bytes from {len(data):,} (a zip bomb?); save its text as .txt")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnusableError("is locked with a password; save it without one")


def _written(document: Document) -> Flow:
    numbering = Numbering.of(document)
    flow = Flow()
    for block in _blocks(document.element.body):
        if block.tag == f"{_W}p":
            _paragraph(flow, block, numbering, document)
        else:
            _table(flow, block)
    flow.close()
    return flow


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, those inside content controls and accepted insertions included."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
            yield from _blocks(child)


def _paragraph(flow: Flow, paragraph: Any, numbering: Numbering, document: Document) -> None:
    words = _words(paragraph)
    if not words.strip():
        flow.paragraph()
        return
    style = numbering.style_of(paragraph)
    marker = numbering.marker(paragraph)
    if style.startswith(("heading", "title")):
        flow.heading()
        flow.words(f"{marker} " if marker else "")
    elif marker:
        flow.item(f"{marker} ")
    else:
        flow.paragraph()
    flow.lines(words)
    if marker:
        flow.line()
    else:
        flow.paragraph()


def _table(flow: Flow, table: Any) -> None:
    """One line a row; the paragraphs of a cell and tables inside it run on."""
    flow.paragraph()
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        flow.row()
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is row:
                flow.cell()
                flow.words(" ".join(_words(paragraph) for paragraph in cell.iter(f"{_W}p")))
    flow.paragraph()


def _words(paragraph: Any) -> str:
    """The shown text of a paragraph: insertions taken, deletions and text boxes left out."""
    pieces: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == f"{_W}t":
            pieces.append(element.text or "")
        elif tag == f"{_W}tab":
            pieces.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag not in _UNSHOWN and tag != f"{_W}pPr":
            stack.extend(reversed(element))
    return "".join(pieces)


def _properties(document: Document) -> tuple[str | None, str | None]:
    try:
        properties = document.core_properties
        title = " ".join((properties.title or "").split())
        created = properties.created
    except (ValueError, KeyError, AttributeError):
        return None, None  # properties in a form of their own: the text is what counts
    made_by_template = created is not None and created.year < 2014 and "python-docx" in (properties.comments or "")
    return title or None, created.date().isoformat() if created is not None and not made_by_template else None
