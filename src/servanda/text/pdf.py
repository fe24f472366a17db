"""PDF to text by PDFium: lines made into paragraphs by where they stand, running heads dropped, a landmark for each page."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Any

from servanda.model.document import Landmark
from servanda.text.extract import Extract
from servanda.text.lines import Line, paragraphs, usual_spacing
from servanda.text.refusal import MAX_TEXT, UnusableError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

_MAX_PAGES = 5_000
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_NO_TITLE = re.compile(r"^(?:untitled|microsoft word - |.*\.(?:docx?|pdf|indd|rtf|qxd)$|\W*$)", re.I)
_PAGE_NUMBER = re.compile(r"[-–—|\[\s]*(?:[Pp]age\s+)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\]\s]*")
_DIGITS = re.compile(r"\d+")
_HYPHENS = {0x02: "\xad", 0xFFFE: "\xad"}  # PDFium's signs for a hyphen at a line's end, which it writes instead of the end
_ENDS = frozenset([10, 13, *_HYPHENS])


def read_pdf(data: bytes) -> Extract:
    """The text of a PDF. Raises `UnusableError` when it is locked, damaged or has no text."""
    document = _opened(data)
    try:
        return _extracted(document)
    except UnusableError:
        raise
    except Exception as error:  # PDFium and its binding fail on damage in many ways
        raise UnusableError("is a damaged PDF that cannot be read to its end; fetch or save it again") from error
    finally:
        document.close()


def _extracted(document: PdfDocument) -> Extract:
    if len(document) > _MAX_PAGES:
        raise UnusableError(f"has {len(document):,} pages, more than {_MAX_PAGES:,}; split it")
    pages = _without_running_heads(list(_pages(document)))
    if not any(pages):
        raise UnusableError("has no text, only pictures of pages (scanned); it needs OCR first, e.g. with ocrmypdf")
    metadata = document.get_metadata_dict()
    text, landmarks = _joined(pages)
    title = " ".join(metadata.get("Title", "").split())
    day = _DATE.match(metadata.get("CreationDate", ""))
    return Extract(text, None if _NO_TITLE.match(title) else title, "-".join(day.groups()) if day else None, landmarks)


def _opened(data: bytes) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise UnusableError("is locked with a password; save it without one") from error
        raise UnusableError("is a damaged PDF that cannot be opened; fetch or save it again") from error


def _pages(document: PdfDocument) -> Iterator[list[Line]]:
    import pypdfium2

    total = 0
    for number in range(len(document)):
        try:
            page = document[number]
            lines = _lines(page.get_textpage())
        except pypdfium2.PdfiumError:
            lines = []  # one broken page does not spoil the others
        total += sum(len(line.text) for line in lines)
        if total > MAX_TEXT:
            raise UnusableError(f"holds more than {MAX_TEXT:,} characters; split it")
        yield lines


def _lines(textpage: Any) -> list[Line]:
    """The lines of a page with their places, top to bottom as PDFium orders them."""
    from pypdfium2 import raw

    count = textpage.count_chars()
    codes = [raw.FPDFText_GetUnicode(textpage, i) for i in range(count)]
    lines: list[Line] = []
    start = 0
    for i in range(count + 1):
        if i < count and codes[i] not in _ENDS:
            continue
        end = i + 1 if i < count and codes[i] in _HYPHENS else i
        if end > start:
            text = _decoded(codes[start:end])
            if text.strip():
                lines.append(_placed(textpage, text, start, end))
        start = i + 1
    return lines


def _decoded(codes: list[int]) -> str:
    """The text of UTF-16 units or code points, as PDFium gives either."""
    text = "".join(_HYPHENS.get(code) or chr(code) for code in codes if code and code <= 0x10FFFF)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _placed(textpage: Any, text: str, start: int, end: int) -> Line:
    """A line with its left and right edge and base line, in points, from its first and last visible characters."""
    lead = len(text) - len(text.lstrip())
    left, bottom, _, _ = _box(textpage, min(start + lead, end - 1))
    trail = len(text) - len(text.rstrip())
    _, _, right, size = _box(textpage, max(end - 1 - trail, start))
    return Line(text.strip(), left, right, bottom, size)


def _box(textpage: Any, index: int) -> tuple[float, float, float, float]:
    """Left, base line, right and font size of a character, in points."""
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, origin_x, origin_y)
    return left.value, origin_y.value, right.value, float(raw.FPDFText_GetFontSize(textpage, index))


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers, and with outer lines that return on most pages only on the first."""
    filled = [page for page in pages if page]
    edges = Counter(_DIGITS.sub("#", line.text) for page in filled for line in set(_outer(page)))
    running = {text for text, count in edges.items() if count >= 2 and count * 2 > len(filled)}
    return [_peeled(page, running if number else frozenset()) for number, page in enumerate(pages)]


def _peeled(page: list[Line], running: Set[str]) -> list[Line]:
    """A page without its page number and running heads, taken off from the top and bottom inwards."""
    kept = list(page)
    for edge in (max, min):
        while len(kept) > 1:
            line = edge(kept, key=lambda each: each.base)
            if not _PAGE_NUMBER.fullmatch(line.text) and _DIGITS.sub("#", line.text) not in running:
                break
            kept.remove(line)
    return kept


def _outer(page: list[Line]) -> list[Line]:
    """The highest and lowest lines of a page, two each."""
    placed = sorted(page, key=lambda line: line.base)
    return placed[-2:] + placed[:2]


def _joined(pages: list[list[Line]]) -> tuple[str, tuple[Landmark, ...]]:
    """The pages' paragraphs as one text; a paragraph that a page break cuts is made whole again."""
    words = frozenset(word for page in pages for line in page for word in line.text.lower().split())
    spacing = usual_spacing(pages)
    pieces: list[str] = []
    landmarks: list[Landmark] = []
    length = 0
    for number, page in enumerate(pages, 1):
        for place, paragraph in enumerate(paragraphs(page, words, spacing)):
            goes_on = place == 0 and pieces and pieces[-1][-1] not in '.!?:;”"' and paragraph[0].islower()
            gap = "" if not pieces else " " if goes_on else "\n\n"
            if place == 0:
                landmarks.append(Landmark(length + len(gap), f"page {number}"))
            pieces.append(gap + paragraph)
            length += len(pieces[-1])
    return "".join(pieces), tuple(landmarks)
