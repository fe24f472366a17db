"""Which parties a passage names, and whether it speaks of all of them together."""

from __future__ import annotations

from functools import lru_cache

from servanda.compare.unit import Unit
from servanda.lexicon.parties import load_parties
from servanda.model.span import Span

_PLAIN = str.maketrans({"’": "'", "‘": "'", "\n": " ", "\r": " ", "\t": " ", "\u00a0": " "})


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    automaton, words = load_parties().matcher
    plain = text.translate(_PLAIN)
    found = []
    for index, start, end in automaton.find_matches_as_indexes(plain):
        whole = not (start and plain[start - 1].isalnum()) and not (end < len(plain) and plain[end].isalnum() and plain[end - 1].isalnum())
        if whole and words[index].form != "trap":
            found.append((start, end, words[index].codes))
    return tuple(found)


def mentions(unit: Unit) -> list[tuple[Span, tuple[str, ...]]]:
    """The parties named in the span, in order: the words and the codes they stand for."""
    base = unit.span.start
    return [(unit.at(base + start, base + end), codes) for start, end, codes in _found(unit.span.text)]


def members(codes: tuple[str, ...]) -> frozenset[str]:
    """The codes with those of the members of groups among them."""
    known = load_parties().by_code
    return frozenset(codes) | {m for code in codes if code in known for m in known[code].members}
