"""Names of one's own: parties, series, instruments and operator words in TOML files, added to those that are shipped.

[[party]]
code = "VAL"
names = ["Valdoria", "Republic of Valdoria"]
adjectives = ["Valdorian"]
capital = "Port Amity"
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from servanda.lexicon.instruments import KnownInstrument, read_known
from servanda.lexicon.operators import Operator
from servanda.lexicon.parties import Party
from servanda.lexicon.series import KnownSeries, series_entry
from servanda.lexicon.tables import Entry, LexiconError, entries, read_toml
from servanda.model.labels import OBLIGATIONS, one_of

_TABLES = ("party", "series", "instrument", "operator")


@dataclass(frozen=True, slots=True)
class Own:
    """What files of one's own add to the lexicon."""

    parties: tuple[Party, ...] = ()
    series: tuple[KnownSeries, ...] = ()
    instruments: tuple[KnownInstrument, ...] = ()
    operators: tuple[Operator, ...] = ()


def load_own(paths: Iterable[Path]) -> Own:
    """Everything in the files of one's own, in their order.

    Raises `LexiconError` naming the file, the entry and what is expected, when one cannot be read or is malformed.
    """
    parties: list[Party] = []
    series: list[KnownSeries] = []
    instruments: list[KnownInstrument] = []
    operators: list[Operator] = []
    seen: set[str] = set()
    for path in paths:
        tables = read_toml(path)
        unknown = sorted(set(tables) - set(_TABLES))
        if unknown:
            raise LexiconError(f"{path}: unknown table {unknown[0]!r}; expected {', '.join(f'[[{t}]]' for t in _TABLES)}")
        named = [_party(entry) for entry in entries(path, tables, "party")]
        _once_each(path, named, seen)
        parties += named
        series += map(series_entry, entries(path, tables, "series"))
        instruments += read_known(path)
        operators += map(_operator, entries(path, tables, "operator"))
    return Own(tuple(parties), tuple(series), tuple(instruments), tuple(operators))


def _party(entry: Entry) -> Party:
    entry.only("code", "names", "adjectives", "capital", "seats", "organs", "leaders", "members")
    capital, members = entry.optional_words("capital"), entry.list("members")
    return Party(
        code=entry.words("code"),
        names=entry.list("names", required=True),
        adjectives=entry.list("adjectives"),
        organs=entry.list("organs"),
        seats=((capital,) if capital else ()) + entry.list("seats"),
        leaders=entry.list("leaders"),
        members=members,
        group=bool(members),
    )


def _operator(entry: Entry) -> Operator:
    entry.only("words", "obligation")
    words = entry.words("words").lower()
    try:
        return Operator(words, (words,), one_of(entry.words("obligation"), OBLIGATIONS, "obligation"))
    except ValueError as error:
        raise LexiconError(f"{entry.where}: {error}") from error


def _once_each(path: Path, parties: Iterable[Party], seen: set[str]) -> None:
    """Raise `LexiconError` when one code is given twice: the later would silently hide the earlier."""
    for party in parties:
        if party.code in seen:
            raise LexiconError(f"{path}: party {party.code!r} is given twice; expected all its names in one entry")
        seen.add(party.code)
