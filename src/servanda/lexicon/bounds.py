"""Words by which a text says what a commitment rests on, and what narrows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from servanda.lexicon.tables import DATA, Entry, LexiconError, entries, read_toml

Sort = Literal["rests", "carries", "makes"]
Ends = Literal["clause", "phrase", "opening"]


@dataclass(frozen=True, slots=True)
class BasisLexicon:
    """`leads` matches the words before a basis, its group named by their sort; the sets are nouns a basis is known by.

    `strong` nouns count in any spelling, `named` ones with a capital only, `lower` ones also as they are.
    """

    leads: re.Pattern[str]
    strong: frozenset[str]
    named: frozenset[str]
    lower: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitLexicon:
    """`whole` matches limits that are complete in themselves; the others match how longer ones begin, by where they end."""

    whole: re.Pattern[str]
    clause: re.Pattern[str]
    phrase: re.Pattern[str]
    opening: re.Pattern[str]
    examples: tuple[str, ...]


def _pattern(where: str, words: Iterable[str], shape: str) -> re.Pattern[str]:
    listed = list(words)
    try:
        for word in listed:
            re.compile(word)
        return re.compile(shape % "|".join(listed), re.IGNORECASE)
    except re.error as error:
        raise LexiconError(f"{where}: not a regular expression ({error})") from error


def _leads(path: str, tables: list[Entry], key: str, allowed: tuple[str, ...]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    examples: list[str] = []
    for entry in tables:
        entry.only(key, "words", "examples")
        sort = entry.words(key)
        if sort not in allowed:
            raise LexiconError(f"{entry.where}: expected {key} = one of {', '.join(allowed)}, found {sort!r}")
        found[sort] = entry.list("words", required=True)
        examples += entry.list("examples", required=True)
    missing = [a for a in allowed if a not in found]
    if missing:
        raise LexiconError(f"{path}: expected a [[lead]] with {key} = {missing[0]!r}")
    return found, tuple(examples)


@lru_cache(maxsize=2)
def load_basis(language: str = "en") -> BasisLexicon:
    """The basis words shipped for a language. Raises `LexiconError` when the data is malformed."""
    path = DATA / language / "basis.toml"
    tables = read_toml(path)
    leads, examples = _leads(str(path), entries(path, tables, "lead"), "sort", ("rests", "carries", "makes"))
    nouns = Entry(f"{path}, nouns", tables.get("nouns")).only("strong", "named", "lower")
    groups = [f"(?P<{sort}>{'|'.join(words)})" for sort, words in leads.items()]
    return BasisLexicon(
        _pattern(str(path), groups, r"(?<![\w-])(?:%s)(?=[\s:])"),
        frozenset(nouns.list("strong", required=True)),
        frozenset(nouns.list("named")),
        nouns.list("lower"),
        examples,
    )


@lru_cache(maxsize=2)
def load_limits(language: str = "en") -> LimitLexicon:
    """The limiting words shipped for a language. Raises `LexiconError` when the data is malformed."""
    path = DATA / language / "limits.toml"
    tables = read_toml(path)
    leads, examples = _leads(str(path), entries(path, tables, "lead"), "ends", ("clause", "phrase", "opening"))
    whole = Entry(str(path), tables).only("whole", "lead").list("whole", required=True)
    shape = r"(?<![\w-])(?:%s)(?!\w)"
    return LimitLexicon(
        _pattern(str(path), whole, shape + r"(?!\s+(?:by|with|upon|between|and\s+in\s+line)\b)"),
        _pattern(str(path), leads["clause"], shape),
        _pattern(str(path), leads["phrase"], shape),
        _pattern(str(path), leads["opening"], r"(?:%s)(?!\w)"),
        examples,
    )
