"""From bytes to text: marks first, then UTF-8, then what the sender says, then a guess; the text itself is never changed.

Order: byte-order mark; UTF-16 by its zero bytes; UTF-8; UTF-8 with single bytes of Windows-1252 mixed in; the declared
encoding; charset-normalizer's guess where much of the text is not ASCII; Windows-1252.
"""

from __future__ import annotations

import codecs
import re

from servanda.text.refusal import UnusableError

_MARKS = (  # the longer mark first: UTF-32-LE begins with that of UTF-16-LE
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_HIGH = re.compile(rb"[\x80-\xff]")
_BINARY = "is not a text: it holds binary data; give a .txt, .md, .html, .pdf, .docx or .eml file"


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in `data`, nothing normalised (the mark of UTF-8 stays as U+FEFF). Raises `UnusableError` for binary data."""
    text = _decoded(data, declared)
    sample = text[:_SAMPLE] + text[-_SAMPLE:] if len(text) > 2 * _SAMPLE else text
    if len(_CONTROL.findall(sample)) * 20 > len(sample):
        raise UnusableError(_BINARY)
    return text


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    mixed = data.decode("utf-8", "servanda.windows")
    if _is_mixture(data, mixed):
        return mixed
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeError, ValueError):
            pass
    return data.decode(_guess(data), "servanda.windows")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: half of the bytes of a text in Latin letters are zero, all on the same side."""
    head = data[:_SAMPLE]
    zeros = head.count(0)
    if zeros * 10 < len(head) * 3 or len(head) < 4:
        return None
    odd = head[1::2].count(0)
    if odd * 10 >= zeros * 9:
        return "utf-16-le"
    return "utf-16-be" if (zeros - odd) * 10 >= zeros * 9 else None


def _is_mixture(data: bytes, mixed: str) -> bool:
    """Whether UTF-8 prevails: more of its characters than of stray single bytes. Each stray byte became one character of Latin-1's kind."""
    high = len(_HIGH.findall(data))
    beyond = sum(1 for c in mixed if c > "\x7f")
    # a character of UTF-8 takes two bytes or more, a stray byte one: high = beyond + (bytes after the first of each character)
    return high - beyond >= beyond - (high - beyond)


def _guess(data: bytes) -> str:
    """The likeliest single-byte or East Asian encoding; Windows-1252 when little but ASCII is there."""
    high = len(_HIGH.findall(data[:_SAMPLE]))
    if high * 10 < len(data[:_SAMPLE]):
        return "cp1252"
    from charset_normalizer import from_bytes  # only for the rare text that needs it

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"


def _windows(error: UnicodeError) -> tuple[str, int]:
    """Error handler: the bytes that do not decode, one by one, as Windows-1252, else as Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return "".join(_one(byte) for byte in stray), error.end


def _one(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error("servanda.windows", _windows)
