"""Offices of people: the words by which texts introduce those who speak for a party."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.tables import DATA, Entry, read_toml


@dataclass(frozen=True, slots=True)
class Offices:
    """Offices and honorifics, and one pattern for either (longest first)."""

    offices: tuple[str, ...]
    honorifics: tuple[str, ...]
    pattern: str


@lru_cache(maxsize=2)
def load_offices(language: str = "en") -> Offices:
    """The offices shipped for a language. Raises `LexiconError` when the data is malformed."""
    path = DATA / language / "offices.toml"
    entry = Entry(str(path), read_toml(path)).only("offices", "honorifics")
    offices, honorifics = entry.list("offices", required=True), entry.list("honorifics", required=True)
    longest = sorted((*offices, *honorifics), key=len, reverse=True)
    return Offices(offices, honorifics, "|".join(re.escape(w).replace(r"\ ", r"\s") for w in longest))
