"""Dates and spells that may be a deadline, each with how strongly the words around it say so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from servanda.model.deadline import Deadline, Trigger
from servanda.model.span import Span
from servanda.model.when import WhenError, bounds
from servanda.read.dates import DateMention, find_dates
from servanda.read.deadline_cues import bound_of, deadline_cues
from servanda.read.spell import Spell
from servanda.read.spells import find_spells

Bounds = tuple[int, int]

OPENING = 60  # code points within which something still stands at the opening of a sentence
_HEAD = 72  # code points before a date whose words can speak of it
_NEAR = 24
_YEARLY = re.compile(r"\d{4}|\d[./-]\d|thousand|hundred|nineteen|twenty[-\s]", re.IGNORECASE)
_EVENT_DAYS = 14  # a document of at most so many days ("14-16 May 2024") counts from its last


@dataclass(frozen=True, slots=True)
class Clock:
    """The document's time: its `day`, if known to the day, and `floor`, the first day on which it can have been made."""

    day: date | None = None
    floor: date | None = None

    @classmethod
    def of(cls, document_date: str | None) -> Clock:
        """The clock of a document with that EDTF date; without a readable one nothing is known."""
        try:
            first, last = bounds(document_date or "")
        except WhenError:
            return cls()
        known = first is not None and last is not None and (last - first).days <= _EVENT_DAYS
        return cls(last if known else None, first)

    def allows(self, value: str) -> bool:
        """Whether something can still be done by `value`."""
        last = bounds(value)[1]
        return self.floor is None or last is None or last >= self.floor


@dataclass(frozen=True, slots=True)
class Candidate:
    """A deadline that may be the one. `rank` is 3 for a bound ("by"), 2 for a time ("in"), 1 for what cannot be computed;

    `today`: it names the very day of the document.
    """

    deadline: Deadline
    rank: int
    today: bool = False


def candidates(text: str, region: Bounds, clock: Clock) -> list[Candidate]:
    """Every deadline between two code points of `text`, in order."""
    start, end = region
    if start >= end:
        return []
    spells = find_spells(text, start, end, clock.day)
    dates = find_dates(text, start, end, clock.day)
    found = []
    starts = [s.start for s in spells]
    for mention, rank in _ranked(text, start, dates):
        around = spells[max(0, bisect_left(starts, mention.start + 1) - 3) :][:3]
        inside = any(s.start <= mention.start and mention.end <= s.end and (s.value or s.offset) for s in around)
        deadline = of_date(text, start, mention, clock) if rank and not inside else None
        if deadline is not None and deadline.value and clock.allows(deadline.value):
            found.append(Candidate(deadline, rank))
    starts = [d.start for d in dates]
    for spell in spells:
        candidate = _of_spell(text, start, spell, dates[max(0, bisect_left(starts, spell.start) - 1) : bisect_left(starts, spell.end)])
        if candidate is not None and (candidate.deadline.value is None or clock.allows(candidate.deadline.value)):
            found.append(candidate)
    return sorted(found, key=lambda c: c.deadline.start)


def of_date(text: str, start: int, mention: DateMention, clock: Clock) -> Deadline:
    """The deadline that a date sets, with the preposition before it, not further back than `start`; its latest day or period."""
    words = _words(text, start, mention.start, mention.end)
    value = mention.value.partition("/")[2] or mention.value if mention.value else None
    told = clock.day if value and mention.month and not _YEARLY.search(text, mention.start, mention.end) else None
    return Deadline(value, words, bound=bound_of(words.text, None), counted_from=told)


def of_spell(text: str, start: int, spell: Spell) -> Deadline:
    """The deadline that a spell sets, with the preposition before it, not further back than `start`."""
    words = _words(text, start, spell.start, spell.end)
    trigger = spell.trigger or (Trigger("document") if spell.offset else None)
    return Deadline(spell.value, words, trigger, spell.offset, bound_of(words.text, spell.offset), spell.counted_from)


def _ranked(text: str, start: int, dates: list[DateMention]) -> list[tuple[DateMention, int]]:
    """Each date with its rank; of dates in a list ("in 2024 and 2025") only the last, with the rank of the first."""
    cues = deadline_cues()
    ranked: list[tuple[DateMention, int]] = []
    for index, mention in enumerate(dates):
        if index and cues.join.fullmatch(text, dates[index - 1].end, mention.start) and ranked[-1][1]:
            ranked[-1] = mention, ranked[-1][1]
        else:
            ranked.append((mention, _rank(text, start, mention)))
    return ranked


def _rank(text: str, start: int, mention: DateMention) -> int:
    """How strongly the words around a date make it a deadline; 0 when it is only mentioned."""
    cues = deadline_cues()
    head = text[max(start, mention.start - _HEAD) : mention.start]
    bound = cues.bound.search(head)
    if cues.named.match(text, mention.end) or cues.again.match(text, mention.end) or cues.recurring.search(head[-_NEAR:]):
        return 0
    if head.endswith(("(", "[")) or (mention.form in ("fiscal", "decade") and not bound):
        return 0
    if mention.form in ("year", "interval") and cues.owner.search(head) and cues.noun.match(text, mention.end):
        return 0
    if bound:
        return 0 if cues.boundless.match(text, mention.end) else 3
    timed, mentioned = cues.time.search(head), cues.mentioned.search(head)
    if (mentioned and (timed is None or mentioned.start() <= timed.start())) or _happened(head):
        return 0
    alone = mention.form in ("day", "month", "week") and mention.start > start and not cues.open_head.search(head)
    return 2 if timed or alone else 0


def _happened(head: str) -> bool:
    """Whether the words before a date tell of something that happened then ("signed at Port Amity on")."""
    happened = deadline_cues().happened.search(head)
    return happened is not None and not happened["aux"]


def _of_spell(text: str, start: int, spell: Spell, dates: Sequence[DateMention]) -> Candidate | None:
    """A spell as a candidate, unless it is part of a date, recurs, or belongs to something else in the sentence."""
    if any(d.start < spell.end and spell.start < d.end and not (spell.start <= d.start and (spell.value or spell.offset)) for d in dates):
        return None
    cues = deadline_cues()
    head = text[max(start, spell.start - _HEAD) : spell.start]
    if cues.recurring.search(head[-_NEAR:]) or cues.mentioned.search(head):
        return None
    if (spell.today and spell.start - start > OPENING) or ((spell.today or spell.value is None) and _happened(head)):
        return None
    bound = spell.firm or cues.bound.search(head) is not None
    if not bound and not spell.bare and cues.time.search(head) is None:
        return None
    rank = 1 if spell.value is None else 3 if bound else 2
    return Candidate(of_spell(text, start, spell), rank, spell.today)


def _words(text: str, start: int, left: int, right: int) -> Span:
    """The words from `left` to `right` with the preposition that leads them."""
    cues = deadline_cues()
    head = text[max(start, left - _HEAD) : left]
    match = cues.bound.search(head) or cues.time.search(head)
    return Span.of(text, left - len(head) + match.start() if match else left, right)
