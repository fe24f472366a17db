"""Words for reading reports: verbs of saying, boilerplate, prefixes, and the families of cues a clause is judged by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.lexicon.tables import DATA, Entry, LexiconError, entries, read_toml


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern with texts that it must match."""

    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """Alternations, ready to stand in a larger pattern: verbs that stand before or after what is said, verbs that need "that", and so on."""

    said: str
    held: str
    verdicts: str
    parties_themselves: str
    accuse: str
    recall: str


@dataclass(frozen=True, slots=True)
class Verbs:
    """Finite verbs by tense, and the pattern that finds one of them; its group says which tense."""

    finite: re.Pattern[str]
    listed: dict[str, str]

    def tense(self, words: str) -> str | None:
        """The tense of the first finite verb in `words`: future, modal, perfect, being, been, doing, past or present."""
        match = self.finite.search(words)
        return None if match is None else self.listed.get(match.group(), "past" if match.group().endswith("ed") else "doing")


@dataclass(frozen=True, slots=True)
class Reporting:
    """Everything that `data/<language>/reporting.toml` holds."""

    speech: Speech
    verbs: Verbs
    boilerplate: tuple[Pattern, ...]
    prefixes: tuple[Pattern, ...]
    cues: tuple[tuple[str, re.Pattern[str]], ...]


def _compiled(where: str, words: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    try:
        return re.compile(words, flags)
    except re.error as error:
        raise LexiconError(f"{where}: {words!r} is no regular expression ({error})") from error


def _pattern(entry: Entry) -> Pattern:
    entry.only("pattern", "examples")
    return Pattern(_compiled(entry.where, entry.words("pattern")), entry.list("examples", required=True))


def _alternation(entry: Entry, key: str) -> str:
    listed = sorted(entry.list(key, required=True), key=len, reverse=True)
    joined = "(?:" + "|".join(listed).replace(" ", r"\s") + ")"
    return _compiled(f"{entry.where}: {key}", joined).pattern


_TENSES = ("future", "modal", "perfect", "being", "been", "doing", "past", "present")


def _verbs(entry: Entry) -> Verbs:
    entry.only(*_TENSES, "none")
    listed = {word: tense for tense in _TENSES for word in entry.list(tense, required=True)}
    forms = "|".join(sorted(map(re.escape, listed), key=len, reverse=True))
    none = "|".join(map(re.escape, entry.list("none")))
    return Verbs(re.compile(rf"(?<![\w'-])(?:{forms}|(?!(?:{none})\b)[a-z]{{2,}}ed|[a-z]+n't)(?![\w-])|'ll\b"), listed)


@lru_cache(maxsize=2)
def load_reporting(path: Path = DATA / "en" / "reporting.toml") -> Reporting:
    """The words of a file. Raises `LexiconError` when it is malformed."""
    tables = read_toml(path)
    speech = Entry(f"{path}, speech", tables.get("speech", {})).only("said", "held", "verdicts", "parties_themselves", "accuse", "recall")
    cues = tables.get("cues", {})
    if not isinstance(cues, dict):
        raise LexiconError(f"{path}: expected a [cues] table, found {cues!r}")
    listed = Entry(f"{path}, cues", cues)
    return Reporting(
        Speech(*(_alternation(speech, key) for key in ("said", "held", "verdicts", "parties_themselves", "accuse", "recall"))),
        _verbs(Entry(f"{path}, verbs", tables.get("verbs", {}))),
        tuple(map(_pattern, entries(path, tables, "boilerplate"))),
        tuple(map(_pattern, entries(path, tables, "prefix"))),
        tuple((name, _compiled(f"{path}, cues: {name}", rf"(?<!\w)(?:{listed.words(name)})(?!\w)", re.IGNORECASE)) for name in cues),
    )
