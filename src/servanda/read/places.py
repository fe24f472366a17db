"""Where a meeting is to be held: the place that the words of a commitment name."""

from __future__ import annotations

import re
from functools import lru_cache

from servanda.lexicon.calendar import load_calendar
from servanda.lexicon.deadlines import any_of
from servanda.lexicon.parties import PartyLexicon
from servanda.lexicon.places import load_place_words

_WORD = r"(?:[A-ZÀ-Þ](?:\.[A-Z]\.?)+|[A-ZÀ-Þ][\w’'-]*)"
_NAME = (
    rf"(?:the\s+)?{_WORD}(?:(?:\s+|\s+(?:of|de|del|du|la|al|and\s+the)\s+){_WORD}){{0,4}}"
    rf"(?:,\s{_WORD}(?:\s{_WORD})?(?![\w’'-]|\s(?:and|,)))?"
)
_IN = re.compile(rf"\b(?P<lead>in|at)\s+(?P<name>{_NAME})")


@lru_cache(maxsize=2)
def _others(language: str) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Patterns for a party visited and for an event named after its place, and the capitalised words of the calendar."""
    words, calendar = load_place_words(language), load_calendar(language)
    visited = re.compile(rf"\b(?:{any_of(words.visiting)})\s+(?P<name>{_NAME})")
    event = re.compile(rf"\bthe\s+(?P<name>{_WORD}(?:\s{_WORD})?)\s+(?:{any_of(words.events)})\b")
    return visited, event, frozenset(w.capitalize() for w in (*calendar.months, *calendar.weekdays, *calendar.seasons))


def find_place(text: str, action: tuple[int, int], lexicon: PartyLexicon) -> tuple[int, int] | None:
    """The code points of the first place named in the action of a commitment to meet ("in Port Amity", "at Camp Lumen"), or None.

    Behind "hosted by", "visit to" and before "Summit" only names that `lexicon` knows count.
    """
    start, end = max(0, action[0]), min(action[1], len(text))
    visited, event, calendar = _others("en")
    for match in _IN.finditer(text, start, end):
        found = _place(text, match, calendar)
        if found is not None:
            return found
    for pattern in (visited, event):
        for match in pattern.finditer(text, start, end):
            left, right = match.span("name")
            if "," in text[left:right]:
                right = left + text[left:right].index(",")
            known = lexicon.words.get(text[left:right].removeprefix("the ").replace("’", "'"))
            if known is not None and known.form in ("name", "seat") and (pattern is visited or known.form == "seat"):
                return left, right
    return None


def _place(text: str, match: re.Match[str], calendar: frozenset[str]) -> tuple[int, int] | None:
    """The name behind "in" or "at", if it is a place: not a month, an event or a body; behind "at" only a venue."""
    words = load_place_words("en")
    left, right = match.span("name")
    parts = text[left:right].replace(",", " ").split()
    if text[left:right].startswith("the "):
        del parts[0]
    if not parts or parts[0] in calendar or any(part in words.not_places for part in parts):
        return None
    follows = text[right : right + 1]
    initials = len(parts) == 1 and len(parts[0]) > 2 and parts[0].isupper()
    if initials or (follows and (follows in "’'-" or follows.isalnum())):
        return None
    venue = parts[-1] in words.venues or parts[0] in words.venues
    if match["lead"] == "at" and not venue:
        return None
    if venue and text.startswith("the ", left):
        left += 4
    return left, right
