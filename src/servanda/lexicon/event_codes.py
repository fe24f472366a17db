"""How commitments are written as PLOVER and CAMEO events: `data/en/event_codes.toml`, which says what is coded and where that ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.lexicon.tables import DATA, Entry, LexiconError, entries, read_toml
from servanda.model.labels import CONDUCTS, Conduct, Polarity, one_of

# PLOVER, table "General contexts" of the manual; types as in POLECAT.
CONTEXTS = (
    "political", "military", "intelligence", "peacekeeping", "economic", "diplomatic", "resource", "culture", "disease", "enviro_disaster",
    "migration", "humanitarian", "legal", "human_rights", "rights_freedoms", "gender", "lgbt", "terrorism", "human_security",
    "religion_ethnicity", "government", "election", "legislative", "cbrn", "cyber", "political_institutions", "corruption", "crime",
    "crime_murder", "crime_theft", "crime_drugs", "crime_sexual",
)  # fmt: skip
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
_CAMEO = re.compile("03[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Promise:
    """How promises of one kind are coded: CAMEO; the PLOVER type of the conduct; the context where the words show none."""

    kind: Conduct
    cameo: str
    promised: str | None
    context: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """A PLOVER context, the pattern of its words over lower-case text, texts that have it and texts that have not."""

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventCode:
    """One commitment as an event: PLOVER type (it has no mode), contexts, the type of the promised conduct, and the CAMEO code."""

    plover: str
    contexts: tuple[str, ...]
    promised: str | None
    cameo: str


@dataclass(frozen=True)
class EventCodes:
    """The mapping of commitments to events; `finer` holds the CAMEO codes for a kind in a context."""

    promises: dict[Conduct, Promise]
    finer: dict[tuple[Conduct, str], str]
    refrain: str
    contexts: tuple[Context, ...]

    def code(self, kind: Conduct, polarity: Polarity, action: str) -> EventCode:
        """The event for a commitment of this kind whose action reads `action`. Obligation changes nothing: neither scheme knows it."""
        promise, folded = self.promises[kind], action.lower().replace("’", "'")
        shown = tuple(c.name for c in self.contexts if c.pattern.search(folded))
        contexts = shown or ((promise.context,) if promise.context else ())
        if polarity == "refrain":
            return EventCode("AGREE", shown, None, self.refrain)
        finer = [self.finer[kind, name] for name in shown if (kind, name) in self.finer]
        return EventCode("AGREE", contexts, promise.promised, finer[0] if len(finer) == 1 else promise.cameo)


def _cameo(entry: Entry) -> str:
    code = entry.words("cameo")
    if not _CAMEO.fullmatch(code):
        raise LexiconError(f"{entry.where}: {code!r} is not a CAMEO code under 03")
    return code


def _known(entry: Entry, name: str | None, names: tuple[str, ...], what: str) -> str | None:
    if name is not None and name not in names:
        raise LexiconError(f"{entry.where}: {name!r} is not a PLOVER {what}")
    return name


def _kind(entry: Entry) -> Conduct:
    try:
        return one_of(entry.words("kind"), CONDUCTS, "kind")
    except ValueError as error:
        raise LexiconError(f"{entry.where}: {error}") from error


def _promise(entry: Entry) -> Promise:
    entry.only("kind", "promised", "cameo", "context")
    promised = _known(entry, entry.optional_words("promised"), TYPES, "type")
    context = _known(entry, entry.optional_words("context"), CONTEXTS, "context")
    return Promise(_kind(entry), _cameo(entry), promised, context)


def _finer(entry: Entry) -> tuple[tuple[Conduct, str], str]:
    entry.only("kind", "context", "cameo")
    context = entry.words("context")
    _known(entry, context, CONTEXTS, "context")
    return (_kind(entry), context), _cameo(entry)


def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words and phrases, `*` for any ending. What all begin with is tried once: 24 contexts are looked for in every action."""
    longest = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(w).replace(r"\*", r"[\w'-]*").replace(r"\ ", r"\s+") for w in longest) + r")(?!\w)")


def _context(entry: Entry) -> Context:
    entry.only("name", "words", "examples", "absent")
    name = entry.words("name")
    _known(entry, name, CONTEXTS, "context")
    return Context(name, _words(entry.list("words", required=True)), entry.list("examples", required=True), entry.list("absent"))


def read_event_codes(path: Path) -> EventCodes:
    """The mapping of one file. Raises `LexiconError` when it is malformed, names a code that is none, or leaves out a kind."""
    tables = read_toml(path)
    Entry(str(path), tables).only("promise", "finer", "refrain", "context")
    promises = {p.kind: p for p in map(_promise, entries(path, tables, "promise"))}
    missing = [kind for kind in CONDUCTS if kind not in promises]
    if missing:
        raise LexiconError(f"{path}: no [[promise]] for {', '.join(missing)}")
    refrain = Entry(f"{path}, refrain", tables.get("refrain")).only("cameo")
    contexts = tuple(map(_context, entries(path, tables, "context")))
    return EventCodes(promises, dict(map(_finer, entries(path, tables, "finer"))), _cameo(refrain), contexts)


@lru_cache(maxsize=1)
def load_event_codes() -> EventCodes:
    """The mapping that ships with the package."""
    return read_event_codes(DATA / "en" / "event_codes.toml")
