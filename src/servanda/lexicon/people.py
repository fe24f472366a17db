"""Words around the names of people: offices in every spelling, particles, and capitals that are no names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.offices import load_offices
from servanda.lexicon.tables import DATA, Entry, read_toml


@dataclass(frozen=True, slots=True)
class PeopleLexicon:
    """`anchor` matches an office or honorific, singular or plural (group "common" when in small letters); the sets are single words.

    `plain` are the offices after which one word is a name.
    """

    anchor: re.Pattern[str]
    honorifics: frozenset[str]
    plain: frozenset[str]
    offices: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    portfolios: frozenset[str]
    not_names: frozenset[str]


def _any(words: Iterable[str]) -> str:
    longest = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in longest)


@lru_cache(maxsize=2)
def load_people(language: str = "en") -> PeopleLexicon:
    """The words shipped for a language. Raises `LexiconError` when the data is malformed."""
    path, offices = DATA / language / "people.toml", load_offices(language)
    fields = ("common_offices", "more_offices", "plain", "particles", "suffixes", "portfolios", "not_names")
    entry = Entry(str(path), read_toml(path)).only(*fields)
    common, more, plain, particles, suffixes, portfolios, not_names = (entry.list(f, required=True) for f in fields)
    capital = (*offices.offices, *offices.honorifics, *more)
    anchor = rf"(?<![\w'-])(?:(?P<office>(?:{_any(capital)})(?P<plural>s)?)|(?P<common>(?:{_any(common)})(?P<many>s)?))(?![\w-]|'s\b)"
    return PeopleLexicon(
        re.compile(anchor),
        frozenset(offices.honorifics),
        frozenset(plain),
        frozenset(w for o in capital for w in o.split() if w[0].isupper()),
        frozenset(particles),
        frozenset(suffixes),
        frozenset(portfolios),
        frozenset(not_names),
    )
