"""Which words show what sort of document a text is: cues of the press, and the kinds of official texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.tables import DATA, Entry, LexiconError, entries, read_toml
from servanda.model.labels import DOCUMENT_KINDS, DocumentKind, one_of


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a press report (`weight` above 0) or against it; in the head of a text only, or anywhere."""

    pattern: re.Pattern[str]
    weight: int
    head: bool
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindWords:
    """How the title of a kind of document reads, and how its text does when there is no title."""

    kind: DocumentKind
    title: re.Pattern[str]
    text: re.Pattern[str] | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindLexicon:
    """All cues, and all kinds in the order in which they are tried."""

    cues: tuple[Cue, ...]
    kinds: tuple[KindWords, ...]


def _pattern(entry: Entry, key: str) -> re.Pattern[str]:
    try:
        return re.compile(entry.words(key))
    except re.error as error:
        raise LexiconError(f"{entry.where}: {key} is no regular expression ({error})") from error


def _cue(entry: Entry) -> Cue:
    entry.only("pattern", "weight", "where", "examples")
    where, weight = entry.words("where"), entry.number("weight")
    if where not in ("head", "all"):
        raise LexiconError(f'{entry.where}: expected where = "head" or "all", found {where!r}')
    return Cue(_pattern(entry, "pattern"), weight, where == "head", entry.list("examples", required=True))


def _kind(entry: Entry) -> KindWords:
    entry.only("kind", "title", "text", "examples")
    try:
        kind = one_of(entry.words("kind"), DOCUMENT_KINDS, "kind")
    except ValueError as error:
        raise LexiconError(f"{entry.where}: {error}") from error
    text = _pattern(entry, "text") if entry.optional_words("text") else None
    return KindWords(kind, _pattern(entry, "title"), text, entry.list("examples", required=True))


@lru_cache(maxsize=2)
def load_kinds(language: str = "en") -> KindLexicon:
    """The kinds shipped for a language. Raises `LexiconError` when the data is malformed."""
    path = DATA / language / "kinds.toml"
    tables = read_toml(path)
    return KindLexicon(tuple(map(_cue, entries(path, tables, "cue"))), tuple(map(_kind, entries(path, tables, "kind"))))
