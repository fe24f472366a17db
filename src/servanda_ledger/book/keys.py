"""Keys under which things that many documents speak of meet: series, instruments, people."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)
_ORDINAL = re.compile(
    r"^(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|inaugural|annual|next|last)$"
)
_ARTICLES = frozenset(["the", "a", "an", "this", "that", "their", "our", "its"])
_LONGEST = 280  # what a key may have of a very long title; the rest tells nothing apart


def series_key(name: str) -> str:
    """The key of a dialogue or other series: its name in small letters, without articles, ordinals and punctuation."""
    return _key(name, drop_ordinals=True)


def instrument_key(title: str, parties: Sequence[str] = ()) -> str:
    """The key of an instrument: its title; where that is a mere description ("an extradition treaty"), with its parties."""
    key = _key(title)
    names_itself = any(word[:1].isupper() or word[:1].isdigit() for word in title.split()[1:]) or title[:1].isupper()
    return key if names_itself or not parties else f"{key} {' '.join(sorted(parties)).lower()}"[:_LONGEST]


def person_key(name: str, party: str | None) -> str:
    """The key of somebody in office: name and party."""
    return f"{_key(name)} {(party or '').lower()}".strip()


def _key(name: str, *, drop_ordinals: bool = False) -> str:
    words = [w for w in _NOT_WORD.sub(" ", name.replace("'", "").replace("’", "")).casefold().split() if w not in _ARTICLES]
    if drop_ordinals:
        words = [w for w in words if not _ORDINAL.match(w)] or words
    return " ".join(words)[:_LONGEST].strip()
