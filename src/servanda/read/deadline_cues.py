"""The words around a date that make it a deadline, or only a mention, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.deadlines import any_of, load_deadline_words
from servanda.model.deadline import Bound, Offset


@dataclass(frozen=True)
class DeadlineCues:
    """Patterns searched in the words before a date (ending there), or matched right behind it (named, again, noun, boundless)."""

    bound: re.Pattern[str]
    time: re.Pattern[str]
    mentioned: re.Pattern[str]
    happened: re.Pattern[str]
    named: re.Pattern[str]
    join: re.Pattern[str]
    recurring: re.Pattern[str]
    again: re.Pattern[str]
    open_head: re.Pattern[str]
    opening: re.Pattern[str]
    modal: re.Pattern[str]
    operator: re.Pattern[str]
    starts: re.Pattern[str]
    owner: re.Pattern[str]
    noun: re.Pattern[str]
    boundless: re.Pattern[str]
    binds: re.Pattern[str]


@lru_cache(maxsize=2)
def deadline_cues(language: str = "en") -> DeadlineCues:
    """The patterns of one language."""
    words, flags = load_deadline_words(language), re.IGNORECASE
    the = r"(?:\s+(?:say|about|approximately|around|at\s+least|the|period|years|at\s+the\s+latest|both|each|of))*\s*[,(]?\s*$"
    return DeadlineCues(
        bound=re.compile(rf"\b(?:{any_of(words.bound)}){the}", flags),
        time=re.compile(rf"\b(?:{any_of(words.time)}){the}", flags),
        mentioned=re.compile(rf"(?<!\w)(?:{any_of(words.mentioned)})\s*(?:the\s+)?$", flags),
        happened=re.compile(
            rf"(?P<aux>\b(?:{any_of(words.still_to_come)})\s+)?\b(?:{any_of(words.happened)})\b(?!\s+that\b)(?:[^,;:.]|,(?=\s[A-Z][^,]*,)){{0,48}}$",
            flags,
        ),
        named=re.compile(rf"[\s-]+(?:[A-Z]\w+\s+){{0,3}}(?:{any_of(words.names_after)})\b"),
        join=re.compile(rf"\s*(?:{any_of(words.joins)})\s*", flags),
        recurring=re.compile(rf"\b(?:{any_of(words.recurring)})\b", flags),
        again=re.compile(rf"\s*,?\s*(?:of\s+)?(?:{any_of(words.recurring)})\b", flags),
        open_head=re.compile(r"\b(?:the|of|and)\s+$", flags),
        opening=re.compile(
            r"(?:(?:and|or|but|also|further|then|finally|moreover|in\s+addition|to\s+(?:this|that)\s+end|as\s+(?:a\s+)?(?:first|next)\s+steps?|first|second|third)\s*,?\s+)*$",
            flags,
        ),
        modal=re.compile(rf"\b(?:{any_of(words.modals)})\b", flags),
        operator=re.compile(rf"\b(?:{any_of(words.modals)}|to|that|agreed?|committed|pledged|decided)\s*,?\s*$", flags),
        starts=re.compile(rf"(?:{any_of(words.starts)})\b", flags),
        owner=re.compile(rf"\b(?:{any_of(words.owners)})\s+$", flags),
        noun=re.compile(rf"\s+(?!(?:{any_of(words.not_nouns)})\b)[A-Za-z]"),
        boundless=re.compile(rf"\s*,?\s*(?:{any_of(words.boundless)})\b", flags),
        binds=re.compile(
            rf"(?:(?P<by>{any_of([*words.bound, *words.at_least])}|within|inside|at\s+the\s+latest)"
            rf"|(?P<on>upon|on|at)|(?P<from>{any_of(words.starts)})|(?P<for>{any_of(words.lasting)}))\b",
            flags,
        ),
    )


def bound_of(words: str, offset: Offset | None) -> Bound:
    """How the words of a deadline bind, told from the first of them: "by" it, "on" it, "from" it on, or "for" its length."""
    lead = deadline_cues().binds.match(words)
    bound = lead.lastgroup if lead else None
    if bound == "for" and offset is not None:
        return "for"
    return "by" if bound == "by" else "from" if bound == "from" else "on"
