"""Messages (.eml) to text: the plain body, else the HTML one; the subject as title, the date as the day of publication."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from servanda.text.charset import decode
from servanda.text.extract import Extract
from servanda.text.markup import page_of
from servanda.text.refusal import UnusableError

_MAX_PARTS = 1_000


def read_mail(data: bytes) -> Extract:
    """The body of a message; attachments are not read. Raises `UnusableError` when it has none or is damaged."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        body, attached = _body(message)
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UnusableError("is a damaged message; save its text as .txt") from error
    title, published = _header(message, "subject"), _day(message)
    if body is None:
        files = f" ({', '.join(attached[:3])})" if attached else ""
        raise UnusableError(f"is a message without text; save what is attached{files} and give that")
    kind, text = body
    if kind == "html":
        page = page_of(text)
        return Extract(page.text, title or page.title, published or page.published, page.landmarks)
    return Extract(text, title, published, ())


def _body(message: EmailMessage) -> tuple[tuple[str, str] | None, list[str]]:
    """The first plain part with words, else the first HTML one; and the names of what is attached."""
    html: str | None = None
    attached: list[str] = []
    for number, part in enumerate(message.walk()):
        if number > _MAX_PARTS:
            break
        if part.get_content_disposition() == "attachment" or (part.get_filename() and part.get_content_maintype() != "text"):
            attached.append(str(part.get_filename() or part.get_content_type()))
            continue
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html"):
            continue
        text = _text(part)
        if kind == "text/plain" and text.strip():
            return ("plain", text), attached
        if kind == "text/html" and html is None and text.strip():
            html = text
    return (None if html is None else ("html", html)), attached


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    return decode(payload, part.get_content_charset())


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return None  # the standard library fails on some damaged headers
    return value.encode("utf-8", "replace").decode("utf-8") or None


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "date") or "").date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
