"""Parties in names: which parties a title names, and what is left of it without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from servanda.lexicon.parties import Word, load_parties
from servanda.read.treaty_parties import OPEN

_NAMING = frozenset({"name", "adjective"})  # seats ("Tehran Agreement") and leaders name no party to it
# What stands around a short name in the long form of a state or a party to an agreement.
_FORMS = re.compile(
    r"\b(?:governments?|republics?|kingdom|federation|federal|federative|democratic|islamic|socialist|people'?s|peoples|states?|"
    r"commonwealth|sultanate|emirate|confederation|union|communities|community|hashemite|bolivarian|plurinational|arab|eastern)\b"
)
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Named:
    """A title taken apart: the codes of the parties it names, in order of the alphabet, and its words without them."""

    parties: tuple[str, ...]
    rest: str


@cache
def _names() -> dict[str, str]:
    return {code: party.names[0] for code, party in load_parties().by_code.items() if party.names}


def party_name(code: str) -> str:
    """The usual name of a party; its code when the word lists have none."""
    return _names().get(code, code)


@lru_cache(maxsize=50_000)
def taken_apart(title: str) -> Named:
    """The parties that a title names (not by seats or leaders), and the title without their names and forms of state."""
    text = title.replace("’", "'")
    codes: set[str] = set()
    kept: list[str] = []
    at = 0
    for start, end, word in _found(text):
        codes.update(word.codes)
        kept.append(text[at:start])
        at = end
    rest = " ".join((*kept, text[at:]))
    return Named(tuple(sorted(codes)), _FORMS.sub(" ", rest.lower()) if codes else rest.lower())


def parties_in(text: str) -> list[tuple[int, int, Word]]:
    """Where parties are named in a text, in any form: start, end and what the words there stand for."""
    automaton, words = load_parties().matcher
    plain = text.replace("’", "'")
    return [(s, e, words[n]) for n, s, e in automaton.find_matches_as_indexes(plain) if words[n].codes and _whole(plain, s, e)]


def _found(text: str) -> Iterator[tuple[int, int, Word]]:
    automaton, words = load_parties().matcher
    for number, start, end in automaton.find_matches_as_indexes(text):
        word = words[number]
        if word.form in _NAMING and word.codes and end - start >= _SHORTEST and _whole(text, start, end):
            yield start, end, word


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


@cache
def _long_codes() -> tuple[str, ...]:
    return tuple(sorted({OPEN, *(c for c in load_parties().codes if " " in c)}, key=len, reverse=True))


@lru_cache(maxsize=10_000)
def codes_of(joined: str) -> tuple[str, ...]:
    """The codes of a row's `parties` (" CAN First Nations "), of which some have blanks in them."""
    rest, found = joined.strip(), []
    while rest:
        code = next((c for c in _long_codes() if rest == c or rest.startswith(f"{c} ")), rest.split(" ", 1)[0])
        found.append(code)
        rest = rest[len(code) :].strip()
    return tuple(found)
