"""Words as the index knows them: small letters, no accents, English stems (Snowball). One analysis for texts, queries and marking.

Both databases are given words that are ready, so that they find the same and what is marked is what was found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import local
from typing import NamedTuple

import Stemmer

# A character of a script that is written without blanks is a word; else a run of letters and digits with their accents.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_GENITIVE = r"(?!(?<=['’])[sS]\b)"  # the s of "Canada's" is no word
_WORD = re.compile(_GENITIVE + r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_SPACED = rf"(?![{UNSPACED}])[^\W_]"
_ANY = re.compile(rf"[{UNSPACED}]|{_GENITIVE}{_SPACED}(?:{_SPACED}|[\u0300-\u036f])*")
_NEEDS_ANY = re.compile(f"[{UNSPACED}]")
_LONGEST = 60  # characters that tell two words apart
_ENDINGS = ("s", "e", "ed", "ing", "ion", "tion", "ation")
_own = local()  # a stemmer has a state, so every thread has its own

# Words too common to be asked for alone beside others; in a phrase they count.
COMMON = frozenset(
    """a an and are as at be by for from in is it its of on or that the their this to was were which will with""".split()  # noqa: SIM905 - a list is harder to read
)


class Word(NamedTuple):
    """A word of a text from code point `start` to `end`, and the stem it is found by."""

    stem: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in order."""
    for match in _pattern(text).finditer(text):
        stem = stemmed(match[0])
        if stem:
            yield Word(stem, match.start(), match.end())


def stems(text: str) -> list[str]:
    """The stems of a text in order."""
    return [stem for word in _pattern(text).findall(text) if (stem := stemmed(word))]


def _pattern(text: str) -> re.Pattern[str]:
    return _ANY if _NEEDS_ANY.search(text) else _WORD


@lru_cache(maxsize=200_000)
def stemmed(word: str) -> str:
    """The stem of one word."""
    plain = folded(word)
    if not plain.isascii():
        return plain
    stemmer = getattr(_own, "stemmer", None)
    if stemmer is None:
        stemmer = _own.stemmer = Stemmer.Stemmer("english")
    return str(stemmer.stemWord(plain))


def folded(word: str) -> str:
    """A word in small letters without accents."""
    if word.isascii():
        return word.lower()[:_LONGEST]
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if c.isalnum()).casefold()[:_LONGEST]


def stems_from(beginning: str) -> tuple[str, ...]:
    """The stems that words with this beginning may have and that are shorter than it: "ratifica" meets "ratif"."""
    plain = folded(beginning)
    made = (stemmed(plain + ending) for ending in ("", *_ENDINGS))
    return tuple(dict.fromkeys(stem for stem in made if stem and not stem.startswith(plain)))
