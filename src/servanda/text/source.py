"""From bytes of any readable kind to a `Source`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from servanda.model.document import Source
from servanda.text.charset import decode
from servanda.text.extract import Extract
from servanda.text.filed import filed_under
from servanda.text.kinds import Kind, kind_of
from servanda.text.language import language_of
from servanda.text.refusal import MAX_BYTES, MAX_TEXT, UnreadableError, UnusableError


def from_bytes(data: bytes, name: str, *, media_type: str | None = None, language: str | None = None) -> Source:
    """The text in `data`; `name` and `media_type` help to tell its kind, `language` overrides what is detected.

    The text of a plain file is the file decoded, nothing normalised. Raises `UnreadableError` and nothing else.
    """
    try:
        if len(data) > MAX_BYTES:
            raise UnusableError(f"is larger than {MAX_BYTES // 1_000_000} MB; split it, or give its text alone")
        if not data.strip():
            raise UnusableError("is empty")
        extract = _READERS[kind_of(data, name, media_type)](data, media_type)
    except UnusableError as error:
        raise UnreadableError(name, str(error)) from error
    except MemoryError as error:
        raise UnreadableError(name, "needs more memory than there is; split it, or give its text alone") from error
    return _source(hashlib.sha256(data).hexdigest(), name, extract, language)


def from_text(text: str, name: str = "text", *, language: str | None = None) -> Source:
    """A text that is at hand already. Raises `UnreadableError` when it is blank."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _source(digest, name, Extract(text), language)


def _source(digest: str, name: str, extract: Extract, language: str | None) -> Source:
    text = extract.text
    if not text.strip() or not text.replace("\ufeff", "").strip():
        raise UnreadableError(name, "holds no text")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        reason = f"holds half a character at {error.start} (a lone surrogate); decode it anew, as UTF-8 or UTF-16"
        raise UnreadableError(name, reason) from error
    if len(text) > MAX_TEXT:
        raise UnreadableError(name, f"holds more than {MAX_TEXT:,} characters; split it")
    return Source(
        id=f"sha256:{digest}",
        name=name,
        text=text,
        language=language or language_of(text),
        title=extract.title,
        published=extract.published or filed_under(name),
        landmarks=extract.landmarks,
    )


def _charset(media_type: str | None) -> str | None:
    """The charset parameter of a media type."""
    for parameter in (media_type or "").split(";")[1:]:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _plain(data: bytes, media_type: str | None) -> Extract:
    return Extract(decode(data, _charset(media_type)))


def _html(data: bytes, media_type: str | None) -> Extract:
    from servanda.text.markup import read_html

    return read_html(data, _charset(media_type))


def _pdf(data: bytes, _: str | None) -> Extract:
    from servanda.text.pdf import read_pdf

    return read_pdf(data)


def _docx(data: bytes, _: str | None) -> Extract:
    from servanda.text.docx import read_docx

    return read_docx(data)


def _mail(data: bytes, _: str | None) -> Extract:
    from servanda.text.mail import read_mail

    return read_mail(data)


_READERS: dict[Kind, Callable[[bytes, str | None], Extract]] = {
    "plain": _plain,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "eml": _mail,
}
