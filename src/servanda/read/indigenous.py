"""Treaties with Indigenous nations: their own words for who is bound (chiefs, bands, "we the undersigned")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.tables import DATA, Entry, read_toml

_HEAD = 4_000  # code points
_UNITED_STATES = "Native American nations"
_CROWN = "First Nations"


@dataclass(frozen=True, slots=True)
class _Words:
    people: re.Pattern[str]
    crown: re.Pattern[str]


@lru_cache(maxsize=1)
def _words(language: str = "en") -> _Words:
    path = DATA / language / "indigenous.toml"
    entry = Entry(str(path), read_toml(path)).only("words", "crown", "examples")
    people = "|".join(entry.list("words", required=True))
    return _Words(re.compile(rf"\b(?:{people})\b"), re.compile(entry.words("crown")))


def nations_party_to(folded: str) -> tuple[str, ...]:
    """The parties of a treaty with Indigenous nations, the nations first; empty when the text is none."""
    head = folded[:_HEAD]
    words = _words()
    if len(words.people.findall(head)) < 4 or not re.search(r"\bIndians?\b", head):
        return ()
    if words.crown.search(head):
        return (_CROWN, *(("CAN",) if re.search(r"\b(?:Canada|Rupert's Land|North-West)\b", folded) else ()), "GBR")
    return (_UNITED_STATES, "USA") if "United States" in folded else ()


def bound_nations(parties: tuple[str, ...], subject: str | None) -> tuple[str, ...] | None:
    """Who of the parties of such a treaty a subject binds: the nations, or the state or crown; None when it is no such treaty."""
    nations = tuple(p for p in parties if p in (_UNITED_STATES, _CROWN))
    if not nations:
        return None
    if subject and (_words().people.search(subject) and not re.search(r"\bIndian (?:Department|affairs|agent)", subject)):
        return nations
    if subject and re.match(r"(?:we|they|our|us|their|them|the parties of the second part)\b", subject, re.I):
        return nations
    if subject and re.search(r"\bparties|both|each\b", subject):
        return parties
    return tuple(p for p in parties if p not in nations)
