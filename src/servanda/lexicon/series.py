"""Series of meetings: names that are known, and the words by which a text names a round of one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from servanda.lexicon.tables import DATA, Entry, entries, read_toml

# fmt: off
_ORDINALS = (
    "inaugural", "first", "second", "third", "fourth", "fifth", "sixth", "seventh",
    "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
    "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)
# fmt: on
_NUMBERS = {word: max(n, 1) for n, word in enumerate(_ORDINALS)}
_ORDINAL = rf"(?P<round>\d{{1,3}}(?:st|nd|rd|th)|(?:{'|'.join(_ORDINALS)}))"


def ordinal(words: str) -> int:
    """The number of an ordinal that a series pattern matched ("2nd", "second", "inaugural")."""
    digits = re.match(r"\d+", words)
    return int(digits.group()) if digits else _NUMBERS[words.lower()]


@dataclass(frozen=True, slots=True)
class KnownSeries:
    """A series by its name and other names for it."""

    name: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeriesLexicon:
    """Known series, and words for gatherings and sittings."""

    known: tuple[KnownSeries, ...]
    gatherings: tuple[str, ...]
    sittings: tuple[str, ...]

    @cached_property
    def round_of(self) -> re.Pattern[str]:
        """ "<ordinal> <sitting> of the <Name>" or "<ordinal> <Name ... gathering>", with groups `round` and `of` or `name`."""
        gathering, sitting = _any(self.gatherings), _any(self.sittings)
        word = r"(?:[A-Z0-9][\w.'&/+-]*|\([A-Z]\w*\))"
        small = r"(?:of|on|for|and|the|in|with)"
        name = rf"{word}(?:\s(?:{word}|{small}(?=\s))){{0,14}}?"
        return re.compile(
            rf"\b(?i:{_ORDINAL})\s(?:(?i:annual|joint|bilateral|trilateral|ministerial|in-person|virtual|formal|official|regular|leaders'?)\s)*"
            rf"(?:(?i:{sitting})\sof\s(?:the\s)?(?P<of>{word}(?:\s(?:{word}|(?!in\b|with\b){small}(?=\s[A-Z]))){{1,14}})"
            rf"|(?P<name>{name}\s(?:{gathering})\b))"
        )

    @cached_property
    def by_name(self) -> re.Pattern[str] | None:
        """Any known name, the longest first."""
        names = [n.replace("’", "'") for known in self.known for n in (known.name, *known.names)]
        return re.compile(rf"\b(?:{_any(names)})(?!\w)") if names else None

    def named(self, words: str) -> str:
        """The series that `words` are a name of; `words` themselves when it is not known."""
        plain = words.replace("’", "'")
        return next((k.name for k in self.known if plain in (k.name.replace("’", "'"), *(n.replace("’", "'") for n in k.names))), words)

    def with_series(self, more: Iterable[KnownSeries]) -> SeriesLexicon:
        """This lexicon with further series before its own."""
        return SeriesLexicon((*more, *self.known), self.gatherings, self.sittings)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in sorted(words, key=len, reverse=True))


def series_entry(entry: Entry) -> KnownSeries:
    """One `[[series]]` table. Raises `LexiconError` when it is malformed."""
    entry.only("name", "names")
    return KnownSeries(entry.words("name"), entry.list("names"))


@lru_cache(maxsize=2)
def load_series(language: str = "en") -> SeriesLexicon:
    """The series shipped for a language. Raises `LexiconError` when the data is malformed."""
    path = DATA / language / "series.toml"
    tables = read_toml(path)
    words = Entry(str(path), tables)
    known = tuple(map(series_entry, entries(path, tables, "series")))
    return SeriesLexicon(known, words.list("gatherings", required=True), words.list("sittings", required=True))
