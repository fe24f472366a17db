"""The words that decide what one text says against another: `data/en/comparing.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.lexicon.tables import DATA, Entry, LexiconError, entries, read_toml

_LISTS = (
    "negative", "harmless", "refusing", "outright", "allowing", "open", "soft", "strict", "strictest", "total", "alone", "collective",
    "condition", "press", "light",
)  # fmt: skip


@dataclass(frozen=True)
class ComparingWords:
    """Patterns over lower-case text with plain apostrophes; `acts` in rising order, `units` by what they count."""

    stop: frozenset[str]
    weak: re.Pattern[str]
    cues: dict[str, re.Pattern[str]]
    acts: tuple[tuple[str, re.Pattern[str]], ...]
    units: tuple[tuple[str, re.Pattern[str]], ...]


def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for whole words and phrases; a `*` stands for any ending or part of a word."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_edge(w) for w in longest) or r"(?!)")


def _edge(words: str) -> str:
    body = re.escape(words.strip()).replace(r"\*", r"[\w'-]*").replace(r"\ ", r"\s+")
    if words == "n't":
        return r"n't\b"
    return (r"(?<!\w)" if words[0].isalnum() else "") + body + (r"(?!\w)" if words[-1].isalnum() or words[-1] == "*" else "")


def read_comparing(path: Path) -> ComparingWords:
    """The word lists of one file. Raises `LexiconError` when it is malformed."""
    tables = read_toml(path)
    entry = Entry(str(path), tables).only("stop", "weak", *_LISTS, "act", "units")
    units = tables.get("units")
    table = Entry(f"{path}, units", units)
    if not isinstance(units, dict):  # Entry has refused everything that is no table
        raise LexiconError(f"{path}: expected a table [units]")
    return ComparingWords(
        stop=frozenset(entry.list("stop", required=True)),
        weak=pattern(entry.list("weak", required=True)),
        cues={name: pattern(entry.list(name, required=True)) for name in _LISTS},
        acts=tuple((e.words("name"), pattern(e.list("words", required=True))) for e in entries(path, tables, "act")),
        units=tuple((name, pattern(table.list(name, required=True))) for name in units),
    )


@lru_cache(maxsize=1)
def load_comparing() -> ComparingWords:
    """The word lists that ship with the package."""
    return read_comparing(DATA / "en" / "comparing.toml")
