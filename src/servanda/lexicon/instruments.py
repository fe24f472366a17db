"""Names of instruments: the words that head them, names without such a word, and the words that tell what became of one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from servanda.lexicon.tables import DATA, Entry, LexiconError, entries, read_toml
from servanda.model.labels import INSTRUMENT_STATUSES, INSTRUMENT_TYPES, InstrumentStatus, InstrumentType, one_of


@dataclass(frozen=True, slots=True)
class InstrumentKind:
    """A type of instrument and the words for it: `heads` in names, `common` in descriptions ("an extradition treaty")."""

    type: InstrumentType
    heads: tuple[str, ...]
    common: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownInstrument:
    """An instrument by all of its names, the fullest first."""

    names: tuple[str, ...]
    type: InstrumentType


@dataclass(frozen=True, slots=True)
class StatusWords:
    """Words before or behind an instrument's name that give it a status."""

    pattern: re.Pattern[str]
    before: bool
    status: InstrumentStatus
    examples: tuple[str, ...]
    indefinite: bool = False


@dataclass(frozen=True)
class InstrumentLexicon:
    """Everything known about how instruments are named and what is said of them."""

    kinds: tuple[InstrumentKind, ...]
    known: tuple[KnownInstrument, ...]
    statuses: tuple[StatusWords, ...]
    traps: tuple[str, ...] = ()
    outside: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    separate: frozenset[str] = frozenset()

    @cached_property
    def type_of(self) -> dict[str, InstrumentType]:
        """The type that a head word stands for, in names and in descriptions."""
        return {word: kind.type for kind in self.kinds for word in (*kind.common, *kind.heads)}

    @cached_property
    def known_by_name(self) -> dict[str, KnownInstrument]:
        """Known instruments by each of their names."""
        return {name: known for known in self.known for name in known.names}

    @cached_property
    def heads(self) -> re.Pattern[str]:
        """Matches a trap (group 1), a known name (group 2), a head in a name (group 3) or in a description (group 4), longest first."""
        proper = [h for kind in self.kinds for h in kind.heads]
        common = [c for kind in self.kinds for c in kind.common]
        groups = (self.traps, self.known_by_name, proper, common)
        return re.compile(r"\b(?:" + "|".join(f"({_any(words)})" for words in groups) + r")(?!\w)")

    def with_known(self, more: Iterable[KnownInstrument]) -> InstrumentLexicon:
        """This lexicon with further instruments by name."""
        return InstrumentLexicon(self.kinds, (*self.known, *more), self.statuses, self.traps, self.outside, self.possessives, self.separate)


def _any(words: Iterable[str]) -> str:
    longest = sorted((w.replace("’", "'") for w in words), key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in longest)


def _kind(entry: Entry) -> InstrumentKind:
    entry.only("type", "heads", "common", "examples")
    return InstrumentKind(_type(entry), entry.list("heads", required=True), entry.list("common"), entry.list("examples"))


def _type(entry: Entry) -> InstrumentType:
    try:
        return one_of(entry.words("type"), INSTRUMENT_TYPES, "type")
    except ValueError as error:
        raise LexiconError(f"{entry.where}: {error}") from error


def instrument_entry(entry: Entry) -> KnownInstrument:
    """One table of a known instrument (title or names, and type). Raises `LexiconError` when it is malformed."""
    entry.only("title", "names", "type")
    title = entry.optional_words("title")
    names = ((title,) if title else ()) + entry.list("names", required=title is None)
    return KnownInstrument(names, _type(entry))


def _status(entry: Entry) -> StatusWords:
    entry.only("before", "after", "next", "indefinite", "examples")
    before, after = entry.optional_words("before"), entry.optional_words("after")
    if (before is None) == (after is None):
        raise LexiconError(f"{entry.where}: expected either before or after")
    try:
        status = one_of(entry.words("next"), INSTRUMENT_STATUSES, "next")
        pattern = re.compile(rf"\b(?:{before})$" if before else rf"(?:{after})", re.IGNORECASE)
    except (ValueError, re.error) as error:
        raise LexiconError(f"{entry.where}: {error}") from error
    return StatusWords(pattern, before is not None, status, entry.list("examples", required=True), entry.flag("indefinite", False))


def read_known(path: Path) -> tuple[KnownInstrument, ...]:
    """The `[[instrument]]` tables (title or names, and type) of a TOML file of one's own. Raises `LexiconError` when malformed."""
    return tuple(instrument_entry(e) for e in entries(path, read_toml(path), "instrument"))


@lru_cache(maxsize=2)
def load_instruments(language: str = "en") -> InstrumentLexicon:
    """The instrument words shipped for a language. Raises `LexiconError` when the data is malformed."""
    path, statuses = DATA / language / "instruments.toml", DATA / language / "statuses.toml"
    tables = read_toml(path)
    traps = Entry(f"{path}, traps", tables.get("traps")).only("phrases", "outside", "possessives", "separate")
    return InstrumentLexicon(
        tuple(_kind(e) for e in entries(path, tables, "kind")),
        tuple(instrument_entry(e) for e in entries(path, tables, "known")),
        tuple(_status(e) for e in entries(statuses, read_toml(statuses), "status")),
        traps.list("phrases"),
        frozenset(traps.list("outside")),
        frozenset(traps.list("possessives")),
        frozenset(traps.list("separate")),
    )
