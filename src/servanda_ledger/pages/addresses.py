"""Addresses that stay: documents by the first 16 digits of their SHA-256, commitments by their identifier, words by a text fragment."""

from __future__ import annotations

from urllib.parse import quote

from django.urls import reverse

SHORT = 16  # hexadecimal digits of a digest in an address; 64 bits keep a billion documents apart
_WORDS = 5  # at either end of a longer passage, for a text fragment
_NEIGHBOURS = 3  # words before and after it
_NEAR = 60  # characters in which they are looked for


def document(key: str) -> str:
    """The address of a document's page, from its id (`sha256:...`)."""
    return reverse("document", args=[key.removeprefix("sha256:")[:SHORT]])


def fragment(text: str, start: int, end: int) -> str:
    """A text fragment (`:~:text=`) that makes a browser show the words from `start` to `end` of a text; their neighbours tell them
    from the same words elsewhere on the page, and a long passage is given by its two ends."""
    found = text[start:end].split()
    before = text[max(start - _NEAR, 0) : start].split()[-_NEIGHBOURS:]
    after = text[end : end + _NEAR].split()[:_NEIGHBOURS]
    middle = [found] if len(found) <= 2 * _WORDS else [found[:_WORDS], found[-_WORDS:]]
    parts = [f"{_coded(before)}-"] if before else []
    parts += [_coded(words) for words in middle]
    parts += [f"-{_coded(after)}"] if after else []
    return f":~:text={','.join(parts)}"


def _coded(words: list[str]) -> str:
    # A hyphen, a comma and an ampersand mean something in a text fragment.
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
