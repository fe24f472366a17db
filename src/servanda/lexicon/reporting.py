"""Words for reading reports: verbs of saying, boilerplate, prefixes, and the families of cues a clause is judged by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.lexicon.tables import DATA, Entry, LexiconError, entries, read_toml
from servanda.model.labels import CONDUCTS, Conduct, one_of


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern with texts that it must match."""

    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """Alternations, ready to stand in a larger pattern.

    `said` are verbs that stand before or after what is said, `held` those that need "that"; the others as the file says.
    """

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
class Passing:
    """Verbs that make a claim outright; `any` is all of them.

    `unreal` are words before a verb that turn it into a demand, condition or refusal.
    """

    commitment: re.Pattern[str]
    event: re.Pattern[str]
    meeting: re.Pattern[str]
    unreal: re.Pattern[str]
    any: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """Words by which a claimed commitment is to refrain, soft or firm, and subjects that are all parties together."""

    refrain: re.Pattern[str]
    soft: re.Pattern[str]
    firm: re.Pattern[str]
    collective: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Reporting:
    """Everything that `data/<language>/reporting.toml` holds."""

    speech: Speech
    verbs: Verbs
    topic: re.Pattern[str]
    scope: re.Pattern[str]
    passing: Passing
    conduct: tuple[tuple[Conduct, re.Pattern[str]], ...]
    promise: PromiseWords
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


_SPEECH = ("said", "held", "verdicts", "parties_themselves", "accuse", "recall")
_TENSES = ("future", "modal", "perfect", "being", "been", "doing", "past", "present")


def _verbs(entry: Entry) -> Verbs:
    entry.only(*_TENSES, "none")
    listed = {word: tense for tense in _TENSES for word in entry.list(tense, required=True)}
    forms = "|".join(sorted(map(re.escape, listed), key=len, reverse=True))
    none = "|".join(map(re.escape, entry.list("none")))
    return Verbs(re.compile(rf"(?<![\w'-])(?:{forms}|(?!(?:{none})\b)[a-z]{{2,}}ed|[a-z]+n't)(?![\w-])|'ll\b"), listed)


def _whole(entry: Entry, key: str) -> re.Pattern[str]:
    return _compiled(f"{entry.where}: {key}", rf"(?<![\w'-])(?:{entry.words(key)})(?!\w)", re.IGNORECASE)


def _verb(entry: Entry, key: str) -> re.Pattern[str]:
    return _compiled(f"{entry.where}: {key}", rf"(?<![\w'-])(?:{entry.words(key)})(?!\w)")


def _passing(entry: Entry) -> Passing:
    entry.only("commitment", "event", "meeting", "not")
    every = "|".join(entry.words(key) for key in ("commitment", "event", "meeting"))
    return Passing(
        _verb(entry, "commitment"),
        _verb(entry, "event"),
        _verb(entry, "meeting"),
        _whole(entry, "not"),
        _compiled(entry.where, rf"(?<![\w'-])(?:{every})(?!\w)"),
    )


def _scope(entry: Entry) -> re.Pattern[str]:
    entry.only("subject", "reach")
    return _compiled(entry.where, rf"(?:{entry.words('subject')}) (?:{entry.words('reach')})", re.IGNORECASE)


def _promise(entry: Entry) -> PromiseWords:
    keys = ("refrain", "soft", "firm", "collective")
    entry.only(*keys)
    return PromiseWords(*(_whole(entry, key) for key in keys))


def _conduct(entry: Entry) -> tuple[tuple[Conduct, re.Pattern[str]], ...]:
    listed = [kind for kind in CONDUCTS if kind != "act"]
    entry.only(*listed)
    order = ("meet", "conclude", "establish", "uphold", "consult", "provide", "cooperate")
    return tuple((one_of(kind, CONDUCTS, entry.where), _whole(entry, kind)) for kind in order)


@lru_cache(maxsize=2)
def load_reporting(path: Path = DATA / "en" / "reporting.toml") -> Reporting:
    """The words of a file. Raises `LexiconError` when it is malformed."""
    tables = read_toml(path)

    def table(name: str) -> Entry:
        return Entry(f"{path}, {name}", tables.get(name, {}))

    speech = table("speech").only(*_SPEECH)
    cues = tables.get("cues", {})
    if not isinstance(cues, dict):
        raise LexiconError(f"{path}: expected a [cues] table, found {cues!r}")
    return Reporting(
        Speech(*(_alternation(speech, key) for key in _SPEECH)),
        _verbs(table("verbs")),
        _whole(table("topic").only("agreement"), "agreement"),
        _scope(table("scope")),
        _passing(table("passing")),
        _conduct(table("conduct")),
        _promise(table("promise")),
        tuple(map(_pattern, entries(path, tables, "boilerplate"))),
        tuple(map(_pattern, entries(path, tables, "prefix"))),
        tuple((name, _whole(table("cues"), name)) for name in cues),
    )
