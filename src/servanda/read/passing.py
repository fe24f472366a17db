"""Claims made in passing: a digest of many matters, or a text about something else, where only clauses that say so outright count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.lexicon.reporting import load_reporting
from servanda.model.labels import About
from servanda.read.parties import Mention
from servanda.read.sheets import Piece

_WILL = re.compile(r"\bwill\b(?! (?:be able|have|likely|never know))")
_PRONOUN = re.compile(r"(?:it|they|he|she)\s")
_NEAR = 130  # code points of a subject before its verb


def may_hold(folded: str, piece: Piece) -> bool:
    """Whether a sentence holds a verb of promising, signing or meeting at all."""
    return load_reporting().passing.any.search(folded, piece.start, piece.end) is not None


def judge_passing(folded: str, span: tuple[int, int], mentions: Sequence[Mention], spoken: Sequence[Mention]) -> About | None:
    """What a clause at `span` is about when it says so outright and names the parties that do it, else None.

    `spoken` are the parties named in the words for its speaker: what a party says that it will do is a commitment.
    """
    passing = load_reporting().passing
    start, end = span
    for match in passing.commitment.finditer(folded, start, end):
        if _by_party(folded, start, match, mentions):
            return "commitment"
    if spoken and (will := _WILL.search(folded, start, end)) is not None:
        own = {code for m in spoken for code in m.codes}
        named = [code for m in mentions if m.end <= will.start() for code in m.codes]
        if own.intersection(named) or (not named and _PRONOUN.match(folded, start, end)):
            return "commitment"
    codes = {code for m in mentions for code in m.codes}
    for match in passing.event.finditer(folded, start, end):
        if _by_party(folded, start, match, mentions):
            return "event"
    met = passing.meeting.search(folded, start, end)
    if met is not None and len(codes) > 1 and _by_party(folded, start, met, mentions):
        return "event"
    return None


def _by_party(folded: str, start: int, verb: re.Match[str], mentions: Sequence[Mention]) -> bool:
    """Whether a party is named before the verb, near it, and nothing between turns the act into a demand, a condition or a refusal."""
    named = [m for m in mentions if m.end <= verb.start() and m.form != "alias"]
    if not named or verb.start() - named[0].start > _NEAR:
        return False
    return load_reporting().passing.unreal.search(folded, start, verb.start()) is None
