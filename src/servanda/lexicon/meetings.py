"""Words by which a text names a meeting that was or is to be held."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.tables import DATA, Entry, LexiconError, read_toml

_ORDINAL = (
    r"\d{1,3}(?:st|nd|rd|th)|inaugural|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)


@dataclass(frozen=True, slots=True)
class MeetingLexicon:
    """Patterns over folded text.

    `sitting` finds "2nd meeting" and "next round" (groups `round`, `which`, `sitting`); `event` and `body` the heads of names; `described`
    finds "a virtual meeting"; `met` what stands between those who meet; `held` ends where a body's name begins that met.
    """

    sitting: re.Pattern[str]
    event: re.Pattern[str]
    body: re.Pattern[str]
    described: re.Pattern[str]
    met: re.Pattern[str]
    held: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=2)
def load_meetings(language: str = "en") -> MeetingLexicon:
    """The meeting words shipped for a language. Raises `LexiconError` when the data is malformed."""
    path = DATA / language / "meetings.toml"
    fields = ("events", "bodies", "sittings", "which", "described", "gatherings", "held", "met")
    entry = Entry(str(path), read_toml(path)).only(*fields)
    events, bodies, sittings, which, described, gatherings, held, met = (entry.list(f, required=True) for f in fields)
    apart = r"(?![\w-])"
    try:
        between = re.compile(rf"\b(?:{'|'.join(met)})(?!\w)\s?(?:the\s)?")
    except re.error as error:
        raise LexiconError(f"{path}: met is no list of regular expressions ({error})") from error
    return MeetingLexicon(
        re.compile(
            rf"\b(?:(?P<round>(?i:{_ORDINAL}))|(?P<which>{_any(which)}))\s(?:[a-z][\w-]*\s){{0,3}}?(?P<sitting>(?i:{_any(sittings)})){apart}"
        ),
        re.compile(rf"\b(?:{_any(events)}){apart}"),
        re.compile(rf"\b(?:{_any(bodies)}){apart}"),
        re.compile(
            r"(?<!series of )(?<!series )\b(?P<lead>of|during|after|[Aa]n?|[Tt]he|[Tt]heir|[Hh]is|[Hh]er|[Tt]his|[Tt]oday's|[Dd]uring)\s"
            rf"(?P<name>(?:(?:{_any(described)})[\s-](?:and\s)?){{1,3}}(?:{_any(gatherings)})){apart}"
        ),
        between,
        re.compile(rf"\b(?:{_any(held)})\s(?:the\s|an?\s|their\s|its\s|our\s)?$"),
    )
