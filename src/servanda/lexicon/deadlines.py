"""The words by which texts set deadlines, and those that only mention a date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache

from servanda.lexicon.tables import DATA, Entry, read_toml


@dataclass(frozen=True)
class DeadlineWords:
    """Lists as the data explains them."""

    bound: tuple[str, ...]
    time: tuple[str, ...]
    mentioned: tuple[str, ...]
    happened: tuple[str, ...]
    still_to_come: tuple[str, ...]
    names_after: tuple[str, ...]
    modals: tuple[str, ...]
    boundless: tuple[str, ...]
    owners: tuple[str, ...]
    not_nouns: tuple[str, ...]
    joins: tuple[str, ...]
    recurring: tuple[str, ...]
    starts: tuple[str, ...]
    not_ahead: tuple[str, ...]
    lasting: tuple[str, ...]
    at_least: tuple[str, ...]
    not_before: tuple[str, ...]
    self_nouns: tuple[str, ...]
    self_acts: tuple[str, ...]
    acts: tuple[str, ...]
    events: tuple[str, ...]
    ahead: tuple[str, ...]
    at_event: tuple[str, ...]


@lru_cache(maxsize=2)
def load_deadline_words(language: str = "en") -> DeadlineWords:
    """The words shipped for a language. Raises `LexiconError` when the data is malformed."""
    path = DATA / language / "deadlines.toml"
    names = [field.name for field in fields(DeadlineWords)]
    entry = Entry(str(path), read_toml(path)).only(*names)
    return DeadlineWords(**{name: entry.list(name, required=True) for name in names})


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, longest first, a space standing for any white space."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
