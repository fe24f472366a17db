"""The words that tell the place of a meeting from other names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.tables import DATA, Entry, read_toml

_FIELDS = ("venues", "not_places", "visiting", "events")


@dataclass(frozen=True)
class PlaceWords:
    """Lists as the data explains them."""

    venues: frozenset[str]
    not_places: frozenset[str]
    visiting: tuple[str, ...]
    events: tuple[str, ...]


@lru_cache(maxsize=2)
def load_place_words(language: str = "en") -> PlaceWords:
    """The words shipped for a language. Raises `LexiconError` when the data is malformed."""
    path = DATA / language / "places.toml"
    entry = Entry(str(path), read_toml(path)).only(*_FIELDS)
    venues, others, visiting, events = (entry.list(field, required=True) for field in _FIELDS)
    return PlaceWords(frozenset(venues), frozenset(others), visiting, events)
