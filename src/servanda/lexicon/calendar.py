"""The words of the calendar: months, weekdays, seasons, numbers and ordinals as texts write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.lexicon.tables import DATA, Entry, LexiconError, read_toml

_FIELDS = (
    "months", "weekdays", "seasons", "doubtful_months", "month_leads", "units", "tens", "ordinals", "thirtieth", "later_ordinals",
    "hundred", "thousand", "parts", "part_nouns", "fiscal", "no_year_before", "no_year_after",
)  # fmt: skip
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Calendar:
    """Calendar words of one language.

    `months`, `seasons`, `weekdays` and `ordinals` give the number of a word (lower case, from 1; seasons from 21), `cardinals` the value of
    a number word; the rest are lists as in the data.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    ordinals: dict[str, int]
    cardinals: dict[str, int]
    doubtful_months: frozenset[str]
    month_leads: frozenset[str]
    parts: tuple[str, ...]
    part_nouns: tuple[str, ...]
    fiscal: tuple[str, ...]
    no_year_before: tuple[str, ...]
    no_year_after: tuple[str, ...]
    hundred: str
    thousand: str

    def number(self, words: str) -> int | None:
        """The number that words or digits write ("twenty-five", "one thousand nine hundred and six", "nineteen ninety-four"), or None."""
        digits = words.strip().replace(",", "")
        if digits.isascii() and digits.isdigit():
            return int(digits) if len(digits) < 8 else None
        whole = part = 0
        paired = False
        for word in _WORD.findall(words.lower()):
            if word in ("and", "a", "an"):
                continue
            if word == self.hundred:
                part = (part or 1) * 100
            elif word == self.thousand:
                whole, part = whole + (part or 1) * 1000, 0
            elif word not in self.cardinals:
                return None
            else:
                value = self.cardinals[word]
                if 10 <= part < 100 and value >= 10 and not paired:
                    part, paired = part * 100, True  # "nineteen ninety-four"
                part += value
        return whole + part if 0 < whole + part < 10_000_000 else None

    def ordinal(self, words: str) -> int | None:
        """The number of an ordinal: up to a hundred in words ("twenty-third"), up to 999 in digits ("22nd", "1"); None for others."""
        text = words.strip().lower()
        digits = re.match(r"(\d{1,3})\s?(?:st|nd|rd|th|d)?$", text, re.ASCII)
        if digits:
            return int(digits.group(1))
        if text in self.ordinals:
            return self.ordinals[text]
        tens, _, unit = text.replace(" ", "-").partition("-")
        if tens in self.cardinals and self.cardinals[tens] % 10 == 0 and self.ordinals.get(unit, 10) < 10:
            return self.cardinals[tens] + self.ordinals[unit]
        return None


@lru_cache(maxsize=2)
def load_calendar(language: str = "en") -> Calendar:
    """The calendar shipped for a language. Raises `LexiconError` when the data is malformed."""
    return read_calendar(DATA / language / "calendar.toml")


def read_calendar(path: Path) -> Calendar:
    """The calendar in one file. Raises `LexiconError` when it is malformed."""
    tables = read_toml(path)
    entry = Entry(str(path), tables).only(*_FIELDS)
    ordinals = {word: n for n, word in enumerate(_sized(entry, "ordinals", 20), 1)} | {entry.words("thirtieth"): 30}
    ordinals |= {word: 10 * n for n, word in enumerate(_sized(entry, "later_ordinals", 7), 4)}
    cardinals = {word: 10 * n for n, word in enumerate(_sized(entry, "tens", 9), 1)} | {
        word: n for n, word in enumerate(_sized(entry, "units", 19), 1)
    }
    return Calendar(
        months=_numbered(entry, tables, "months", 12, 1),
        weekdays={word.lower(): n for n, word in enumerate(_sized(entry, "weekdays", 7), 1)},
        seasons=_numbered(entry, tables, "seasons", 4, 21),
        ordinals=ordinals,
        cardinals=cardinals,
        doubtful_months=frozenset(w.lower() for w in entry.list("doubtful_months")),
        month_leads=frozenset(entry.list("month_leads")),
        parts=entry.list("parts", required=True),
        part_nouns=entry.list("part_nouns", required=True),
        fiscal=entry.list("fiscal", required=True),
        no_year_before=entry.list("no_year_before"),
        no_year_after=entry.list("no_year_after"),
        hundred=entry.words("hundred"),
        thousand=entry.words("thousand"),
    )


def _sized(entry: Entry, key: str, size: int) -> tuple[str, ...]:
    """A list of exactly `size` strings."""
    words = entry.list(key, required=True)
    if len(words) != size:
        raise LexiconError(f"{entry.where}: expected {key} = a list of {size} strings, found {len(words)}")
    return words


def _numbered(entry: Entry, tables: dict[str, object], key: str, size: int, first: int) -> dict[str, int]:
    """Every spelling in a list of `size` lists of strings, with its number counted from `first`."""
    rows = tables.get(key)
    if not isinstance(rows, list) or len(rows) != size:
        raise LexiconError(f"{entry.where}: expected {key} = a list of {size} lists of strings, found {rows!r}")
    found: dict[str, int] = {}
    for number, row in enumerate(rows, first):
        if not isinstance(row, list) or not row or not all(isinstance(w, str) and w.strip() for w in row):
            raise LexiconError(f"{entry.where}: expected in {key} a list of strings, found {row!r}")
        found.update({word.lower(): number for word in row})
    return found
