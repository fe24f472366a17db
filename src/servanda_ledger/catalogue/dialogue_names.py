"""Which names mean one dialogue: rounds, years and articles left out, parties by code, known names by the word lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from servanda.lexicon.series import load_series, ordinal
from servanda_ledger.catalogue.party_words import taken_apart

_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)?\d\d))?\b")
_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|inaugural|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth)"
)
_EVERY = rf"(?:{_ORDINAL}|annual|next|last|latest|upcoming|forthcoming|previous|virtual|in-person|hybrid|extraordinary|regular|ordinary)"
_SITTING = re.compile(
    rf"^(?:the\s+)?(?:{_EVERY}\s+)*(?:ministerial\s+|plenary\s+|principal-level\s+|senior-level\s+|joint\s+)*"
    r"(?:meetings?|sessions?|rounds?|editions?|sittings?|iterations?|convenings?|plenary)\s+of\s+(?:the\s+)?",
    re.I,
)
_ROUND = re.compile(rf"\b({_ORDINAL})\b", re.I)
_LEFT_OUT = frozenset(
    ["the", "a", "an", "of", "on", "for", "and", "in", "to", "with", "between", "s", "its", "their", "our", "this", "that"]
)
# Words that many pairs of parties use for meetings of theirs: two parties of the text then belong to the name.
_BILATERAL = frozenset(["dialogue", "consultations", "consultation", "commission", "committee", "talks", "council", "group", "ministerial"])
_SITTINGS = frozenset(["meeting", "session", "round", "edition", "sitting", "iteration"])
_GATHERINGS = _BILATERAL | frozenset(["summit", "conference", "forum", "meeting", "assembly"])
_HEADED = re.compile(r"[A-Z][\w.'-]* (?:Dialogue|Consultations|Commission|Committee|Forum|Council|Summit|Conference) (?:on|for) [A-Z]")
_FEWEST = 2  # words beside the parties and the word for the gathering, without which a name says too little
_LONGEST = 120


@lru_cache(maxsize=50_000)
def dialogue_key(name: str, parties: Sequence[str] = ()) -> str:
    """The key of the dialogue that a name means, as it stands in addresses; empty when the name is that of no series.

    `parties` are those of the text; where the name gives none, two of them tell the dialogues of different pairs apart.
    """
    return _key(name, tuple(parties), sure=False)


def series_named(name: str, parties: Sequence[str] = ()) -> str:
    """As `dialogue_key`, of words that a text gives as the name of a series: they need not look like one."""
    return _key(name, tuple(parties), sure=True)


@lru_cache(maxsize=50_000)
def _key(name: str, parties: tuple[str, ...], sure: bool) -> str:
    lexicon = load_series()
    plain = bare(name)
    known = lexicon.named(plain)
    named = taken_apart(known)
    words = [w for w in _WORD.findall(named.rest.replace("'", "")) if w not in _LEFT_OUT]
    if not words:
        return ""
    is_known = any(known == k.name for k in lexicon.known)
    if not (sure or is_known) and not _is_name(plain, words, named.parties):
        return ""
    codes: Sequence[str] = named.parties
    if not codes and not is_known and len(parties) == 2 and words[-1] in _BILATERAL:
        codes = sorted(parties)
    return "-".join([*(_slug(c) for c in codes), *words])[:_LONGEST].strip("-")


def _is_name(plain: str, words: Sequence[str], parties: Sequence[str]) -> bool:
    """Whether words look like the name of a series: capitals, a word for a gathering at the end, and something that tells it apart."""
    gatherings = {g.lower() for g in load_series().gatherings if " " not in g}
    last = plain.split()[-1] if plain.split() else ""
    telling = len(words) - 1
    ends = last[:1].isupper() and words[-1] in gatherings
    return (
        plain[:1].isupper()
        and (ends or _HEADED.search(plain) is not None)  # "Rivers Dialogue", "Rivers Dialogue on Pilots"
        and (telling >= _FEWEST or (telling >= 1 and len(parties) >= _FEWEST))
    )


def is_round_of_own(name: str, series: str) -> bool:
    """Whether a text of the series `series` means a round of it by `name`, which says no more than "the 3rd round of the Dialogue"."""
    words = [w for w in _WORD.findall(name.lower()) if w not in _LEFT_OUT]
    telling = [w for w in words if not re.fullmatch(_EVERY, w) and w not in _SITTINGS]
    return len(telling) < len(words) and set(telling) <= set(_WORD.findall(series.lower())) & _GATHERINGS


def bare(name: str) -> str:
    """A name without the words that tell its rounds apart: "2nd meeting of the Rivers Dialogue" is "Rivers Dialogue"."""
    plain = " ".join(name.replace("’", "'").split())
    plain = _SITTING.sub("", plain)
    plain = _YEAR.sub(" ", plain)
    plain = re.sub(rf"^(?:\s|the\b|{_EVERY}\b)+", "", plain, flags=re.I)
    return " ".join(plain.split()).strip(" ,.-–")


def round_in(name: str) -> int | None:
    """The number of the round that a name gives ("the 2nd ...", "inaugural ...")."""
    found = _ROUND.search(name)
    return ordinal(found.group(1).lower()) if found else None


def best_name(names: Iterable[tuple[str, int]]) -> str:
    """The name by which people know a dialogue, of those that texts use with how often: a known one, else the fullest of the usual."""
    lexicon = load_series()
    counts: Counter[str] = Counter()
    for name, times in names:
        counts[lexicon.named(bare(name))] += times
    known = {k.name for k in lexicon.known}
    return max(counts, key=lambda n: (n in known, len(taken_apart(n).parties) >= 2, counts[n], len(n), n), default="")


def _slug(code: str) -> str:
    return "-".join(_WORD.findall(code.lower()))
