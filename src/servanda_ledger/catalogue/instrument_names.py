"""Which titles mean one instrument: parties by code, order of words and articles left out, known names by the word lists."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from servanda.lexicon.instruments import load_instruments
from servanda_ledger.catalogue.party_words import taken_apart

_WORD = re.compile(r"\w+")
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATED = re.compile(
    rf"[\s,(]*\b(?:of|on|dated|signed(?:\s+\w+){{0,3}}\s+on|done\s+at\s+\w+\s+on)?\s*(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}),?\s+\d{{4}}\)?\s*$",
    re.I,
)
_YEAR = re.compile(r"^\s*(?:the\s+)?(?:19|20)\d\d\s+|[\s,(]+(?:of\s+)?(?:19|20)\d\d\)?\s*$", re.I)
_LEFT_OUT = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "on",
        "for",
        "and",
        "in",
        "to",
        "with",
        "between",
        "by",
        "at",
        "from",
        "s",
        "its",
        "their",
        "our",
        "this",
        "that",
        "concerning",
        "regarding",
        "relating",
        "respecting",
        "government",
        "governments",
        "new",
        "similar",
        "possible",
        "proposed",
        "draft",
        "existing",
        "bilateral",
    ]
)
_UNDATED = frozenset({"treaty", "agreement", "convention", "protocol"})  # of other types there are many that only a year tells apart
_RESOLUTION = re.compile(
    r"\b(?P<body>UNSCR|UNSC|security council)?\s*(?:resolution)?\s*(?P<number>\d{1,4})\s*(?P<year>\((?:19|20)\d\d\))?$", re.I
)
# Words that many instruments of different parties have in their names.
_USUAL = frozenset(
    [
        "peace",
        "administrative",
        "subsequent",
        "framework",
        "free",
        "trade",
        "cooperation",
        "security",
        "interim",
        "final",
        "supplementary",
        "comprehensive",
        "economic",
        "partnership",
        "mutual",
        "recognition",
        "defence",
        "defense",
        "joint",
        "strategic",
        "tax",
        "investment",
    ]
)
_ONE = {"treaties": "treaty", "agreements": "agreement", "protocols": "protocol", "conventions": "convention", "accords": "accord"}
_BETWEEN_TWO = frozenset({"treaty", "agreement", "memorandum", "notes"})
_LONGEST = 110
_MANY = 4  # parties that belong to a description at most


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells an instrument: its key, as it stands in addresses; `own` when the title says too little to mean the same elsewhere."""

    key: str
    own: bool = False


@cache
def _known() -> dict[str, str]:
    return {_plain(name).lower(): known.names[0] for known in load_instruments().known for name in known.names}


@cache
def _heads() -> frozenset[str]:
    return frozenset(w.lower() for kind in load_instruments().kinds for head in (*kind.heads, *kind.common) for w in head.split())


@lru_cache(maxsize=100_000)
def identity(title: str, type_: str, parties: Sequence[str], document: str) -> Identity:
    """The instrument that a title means in a document; `parties` are those that the document gives it, `type_` its type.

    A title that is nothing but a word for instruments ("the agreement") means one of its own in every document.
    """
    plain = _plain(title)
    known = _known().get(_YEAR.sub("", plain).lower()) or _known().get(plain.lower())
    if known is not None:
        return Identity(_cut(_words(known)))
    if type_ == "resolution" and (numbered := _RESOLUTION.search(plain)) and (numbered["body"] or numbered["year"]):
        return Identity(f"security-council-resolution-{numbered['number']}")
    named = taken_apart(plain)
    undated = _YEAR.sub("", _DATED.sub("", named.rest)) if type_ in _UNDATED else named.rest
    words = [_ONE.get(w, w) for w in _words(undated) if w not in _LEFT_OUT]
    telling = [w for w in words if w not in _heads()]
    if not named.parties and _USUAL.issuperset(telling) and not (telling and 1 < len(parties) <= _MANY):
        dated = [w for w in _words(named.rest) if w.isdigit()]
        if not dated:
            return Identity(
                _cut([*_codes(sorted(parties)), *(words or ["instrument"]), "in", document.removeprefix("sha256:")[:8]]), own=True
            )
    if not telling:  # "Agreement of 8 April 1996", "the Treaty between A and B": the date and the parties are all there is
        words = [_ONE.get(w, w) for w in _words(named.rest) if w not in _LEFT_OUT]
    usual = _USUAL.issuperset(telling) and 1 < len(parties) <= _MANY
    codes = named.parties or (tuple(sorted(parties)) if usual or _belongs(title, type_, parties) else ())
    return Identity(_cut([*_codes(codes), *sorted(dict.fromkeys(words))]))


def _belongs(title: str, type_: str, parties: Sequence[str]) -> bool:
    """Whether the parties of a text belong to what tells the instrument: a mere description, or "Agreement on ..." between two."""
    description = not any(w[:1].isupper() or w[:1].isdigit() for w in title.split())
    if description:
        return 1 < len(parties) <= _MANY
    return len(parties) == 2 and type_ in _BETWEEN_TWO and title.split()[0].lower() in _heads()


def best_title(titles: Iterable[tuple[str, int]]) -> str:
    """The title that people know an instrument by: a known one, else a name before a description, the most usual, the fullest."""
    counted = list(titles)
    for title, _ in counted:
        known = _known().get(_plain(title).lower())
        if known:
            return known
    return max(counted, key=lambda t: (_is_name(t[0]), t[1], len(t[0]), t[0]), default=("", 0))[0]


def _is_name(title: str) -> bool:
    return title[:1].isupper() and not title.isupper()


def _plain(title: str) -> str:
    plain = " ".join(title.replace("’", "'").split()).strip(" \"'“”.,")
    return re.sub(r"^(?:the|an?|our|their|its)\s+", "", plain, flags=re.I)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("'", ""))


def _codes(parties: Iterable[str]) -> list[str]:
    return ["-".join(_words(code)) for code in parties]


def _cut(words: Iterable[str]) -> str:
    """Words as they stand in an address; what is too long ends in digits of its digest."""
    key = "-".join(words)
    if len(key) <= _LONGEST:
        return key
    return f"{key[:_LONGEST].rpartition('-')[0]}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
