"""What kind of file some bytes are: by their first bytes, else by suffix and media type."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

from servanda.text.refusal import UnusableError

Kind = Literal["plain", "html", "pdf", "docx", "eml"]

_SUFFIXES: dict[str, Kind] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "eml",
}
READABLE = frozenset(_SUFFIXES)
_MEDIA: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "eml",
    "text/plain": "plain",
    "text/markdown": "plain",
}
MEDIA_TYPES = frozenset(_MEDIA) | {"application/octet-stream", "binary/octet-stream", ""}

_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Office file (.doc, .xls) or a locked one; save it unlocked as .docx"),
    (b"{\\rtf", "is a rich text file (RTF); save it as .docx or .txt"),
    (b"\x89PNG", "is a picture (PNG); run OCR on it and give the text"),
    (b"\xff\xd8\xff", "is a picture (JPEG); run OCR on it and give the text"),
    (b"GIF8", "is a picture (GIF); run OCR on it and give the text"),
    (b"II*\x00", "is a picture (TIFF); run OCR on it and give the text"),
    (b"MM\x00*", "is a picture (TIFF); run OCR on it and give the text"),
    (b"\x1f\x8b", "is packed (gzip); unpack it and give the files in it"),
    (b"BZh", "is packed (bzip2); unpack it and give the files in it"),
    (b"\xfd7zXZ\x00", "is packed (xz); unpack it and give the files in it"),
    (b"7z\xbc\xaf'\x1c", "is packed (7z); unpack it and give the files in it"),
    (b"Rar!", "is packed (RAR); unpack it and give the files in it"),
    (b"%!PS", "is a PostScript file; convert it to PDF"),
    (b"\x7fELF", "is a program, not a text"),
    (b"SQLite format 3", "is a database, not a text"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HEADER = re.compile(rb"(?:[!-9;-~]{1,70}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n){0,50}){2,200}\r?\n")
_MAIL = re.compile(rb"(?mi)^(?:received|return-path|delivered-to|message-id|mime-version):")
_FROM = re.compile(rb"(?mi)^from:")


def kind_of(data: bytes, name: str, media_type: str | None = None) -> Kind:
    """The kind of file. Raises `UnusableError`, saying what to do, for the kinds that cannot be read."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"  # the reader of Word files says what is wrong with other archives
    for magic, reason in _FOREIGN:
        if data.startswith(magic):
            raise UnusableError(reason)
    suffix = suffix_of(name)
    named = _SUFFIXES.get(suffix) or _MEDIA.get((media_type or "").partition(";")[0].strip().lower())
    if named in ("pdf", "docx"):
        if _HTML.match(data[:8192]):
            return "html"  # an error page or a viewer saved under the file's name
        label = named.upper()
        raise UnusableError(f"is not a {label} file though its name or type says so; it may be damaged: fetch or save it again")
    if named == "plain" and suffix in READABLE:
        return "plain"
    if named in ("html", "eml"):
        return named
    if _HTML.match(data[:8192].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return "eml" if _is_mail(data) else "plain"


def suffix_of(name: str) -> str:
    """The suffix of a file name or of a URL's path, in lower case."""
    if name.lower().startswith(("http://", "https://")):
        name = re.split(r"[?#]", name, maxsplit=1)[0].partition("://")[2].partition("/")[2]
    return PurePosixPath(name).suffix.lower()


def _is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the header of a message: a From line and a line only mail programs write."""
    header = _HEADER.match(data[:32_768])
    return header is not None and _FROM.search(header.group()) is not None and _MAIL.search(header.group()) is not None
