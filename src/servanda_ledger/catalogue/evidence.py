"""What the sentence around an instrument's name says of an act: whose, when, and if a ratification was withdrawn. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from servanda.model.segments import segments
from servanda.model.when import day_of
from servanda.read.dates import find_dates
from servanda_ledger.catalogue.life import BY_STATUS, Act
from servanda_ledger.catalogue.party_words import parties_in

Day = date  # for classes with a field named `date`

# "withdrew its ratification of", "the revocation of Khemet's ratification": the party is still a signatory.
_UNRATIFIED = re.compile(
    r"\b(?:withdr(?:e|a)w\w*|withdrawal|revo(?:k\w+|cation)|rescind\w*|rescission|annul\w*)\b(?:\s+[\w'’-]+){0,5}?\s+ratification\b|"
    r"\bratification\b(?:\s+[\w'’-]+){0,6}?\s+(?:is|was|were|ha(?:s|ve) been)\s+(?:withdrawn|revoked|rescinded|annulled)\b|\bde-?ratif\w+",
    re.I,
)
_JOINED = re.compile(r"(?:\s|,|\band\b|\bas well as\b|\bthe\b|\bboth\b|'s|’s)*$")
_SETTLED = frozenset({"signed", "ratified", "in force", "withdrawn", "ratification withdrawn"})
_OF_ONE = frozenset({"ratified", "withdrawn", "ratification withdrawn", "signed", "ratification sought"})
_OF_EACH = _OF_ONE - {"signed"}
_ACT = re.compile(r"\b(?:sign|ratif|acced|withdr|denounc|terminat|revok|rescind|annul|seek|sought|deposit)\w*", re.I)
_OTHERS = re.compile(r"\b(?:call\w* (?:up)?on|urg\w+|encourag\w+|invit\w+|appeal\w* to)\b", re.I)  # they speak of what others are to do
_BREAK = re.compile(r"[;:]|\.\s")
_NEAR = 40  # code points between a party and the words for its act
_BESIDE = 70  # code points between an instrument's name and the date of an act on it
_TOGETHER = re.compile(
    r"\b(?:both|two|three|the) (?:sides|parties|countries|states|governments|leaders|ministers|presidents)\b"
    r"|\b(?:they|we|both|our|their)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Said:
    """An act as one sentence says it: whose (empty: not told apart), when (EDTF or empty), in which words (from `start` on)."""

    act: Act
    parties: tuple[str, ...]
    date: str
    day: Day | None
    words: str
    start: int


def said(text: str, span: tuple[int, int], status: str, parties: Sequence[str], made: date | None) -> Said | None:
    """What the sentence around an instrument's name (at `span`) says; None when it tells of no act."""
    act = BY_STATUS.get(status)
    around = sentence_at(text, span)
    words = text[around[0] : around[1]]
    if _UNRATIFIED.search(words) and status in ("mentioned", "ratified", "withdrawn", "ratification sought"):
        act = "ratification withdrawn"
    if act is None:
        return None
    date_, day = _date(text, around, span, made) if act in _SETTLED else ("", None)
    whose = _actors(words, span[0] - around[0], parties) if act in _OF_ONE else ()
    # What the parties do together is the act of each; who ratified or left is not told by being a party.
    others = _OTHERS.search(text[around[0] : span[0]]) is not None
    if not whose and (act not in _OF_EACH or (_TOGETHER.search(words) and not others)):
        whose = tuple(parties)
    return Said(act, whose, date_, day, words, around[0])


def sentence_at(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The sentence that a name stands in; found in the paragraph around it, not in the whole text."""
    start = max(text.rfind("\n\n", 0, span[0]) + 1, span[0] - 3000, 0)
    end = text.find("\n\n", span[1])
    end = min(len(text) if end < 0 else end, span[1] + 3000)
    found = segments(text[start:end])
    for each in found:
        if each.start + start <= span[0] < each.end + start:
            return each.start + start, max(each.end + start, span[1])
    return span


def _date(text: str, around: tuple[int, int], name: tuple[int, int], made: date | None) -> tuple[str, date | None]:
    """The one date that a sentence gives something done; none when it gives several, or one that lies ahead."""
    values = set()
    for each in find_dates(text, *around, made):
        behind = name[1] <= each.start <= name[1] + _BESIDE
        led = _ACT.search(text[max(each.start - _NEAR, around[0]) : each.start]) is not None
        opens = each.start - around[0] <= len("On the ")
        if behind or led or opens:
            values.add(each.resolved(made).value)
    if len(values) != 1:
        return "", None
    value = values.pop() or ""
    day = day_of(value)
    if day is not None and made is not None and day > made:
        return "", None
    return value, day


def _actors(words: str, name: int, parties: Sequence[str]) -> tuple[str, ...]:
    """Whose act it is: the party that stands right before the words for the act, with those joined to it; empty when none does.

    A place ("the signing in Moscow") and an adjective ("the Mexican customs") name nobody, but "the Mexican ratification" does.
    """
    found: list[str] = []
    until = None
    for start, end, word in reversed([each for each in parties_in(words) if each[1] <= name]):
        if until is None:
            between = words[end:name]
            act = _ACT.search(between)
            if act is None or act.start() > _NEAR or _BREAK.search(between):
                return ()
            if word.form == "seat" or (word.form == "adjective" and act.start() > 1):
                return ()
        elif not _JOINED.fullmatch(words[end:until]):
            break
        found.extend(word.codes)
        until = start
    known = tuple(sorted(set(found)))
    # Somebody who is no party to it tells of others' acts; then nobody is told apart.
    return known if known and (not parties or set(known) <= set(parties)) else ()
