"""The deadline of a commitment: of the dates around it the one that says by when, not one that is only mentioned (codebook, 4 and 5)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from servanda.model.deadline import Deadline
from servanda.model.span import Span
from servanda.read.candidates import OPENING, Bounds, Candidate, Clock, candidates, of_date, of_spell
from servanda.read.dates import DateMention, find_dates
from servanda.read.deadline_cues import bound_of, deadline_cues
from servanda.read.lead_ins import MARKER, lead_in
from servanda.read.spell import Spell
from servanda.read.spells import find_spells

_REACH = 2000  # code points from either end of what stands before an action, in which its deadline may stand
_AROUND = 120  # code points around words that can have decided how they were read
_STRETCH = 60  # code points behind an action in which a deadline may still follow
_STOP = re.compile(r"[.;:\n]|\band\b|\bwhich\b")
_FUTURE = re.compile(r"\b(?:will|shall)\s+$")
_CLOSES = re.compile(r"\s*,?\s*(?:to\s+)?")
_RELATIVE = re.compile(r"\b(?:which|who|that)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:which|who|that|is|are|was|were|has|have|announc\w+)\b", re.IGNORECASE)
_THAT_DATE = re.compile(r"\b(?:until|by|before|on|up\s+to)\s+(?:that|the\s+same|the\s+said)\s+date\b", re.IGNORECASE)
_MEETING = r"summit|meeting|session|conference|round|ministerial|dialogue|assembly"
_NEXT = re.compile(rf"\bnext\s+(?:[\w’'-]+\s+){{0,4}}?({_MEETING})\b", re.IGNORECASE)


def find_deadline(text: str, action: Bounds, sentence: Bounds, document_date: str | None = None) -> Deadline | None:
    """By when the action at code points `action` of `text` is to be done, if its sentence, or the line that opens its list, says so.

    `document_date` is the EDTF date of the document, the clock for what counts from it. Without a `value` it cannot be computed yet.
    """
    clock = Clock.of(document_date)
    start, end = (max(0, min(p, len(text))) for p in action)
    inside = [c for c in candidates(text, (start, _stretched(text, end, sentence[1])), clock) if _touches(text, c.deadline, end)]
    inside += _that_date(text, (start, end), sentence[0], clock)
    chosen = _said_elsewhere(text, _best(inside), clock)
    if chosen is None or chosen.value is None:
        before = _best(_before(text, (max(0, sentence[0]), start), clock)) or _of_list(text, sentence[0], clock)
        if before is not None and (chosen is None or before.value is not None):
            return before
    return chosen


def read_deadline(text: str, *, document_date: str | None = None, words: Bounds | None = None) -> Deadline | None:
    """The deadline that words known to set one give, such as the `deadline_words` of a commitment; None if they give none.

    `words` are their code points in `text`, all of it when left out; the rest of `text`, the document or the sentence, is searched only for
    what the words point to ("until that date", "at the next meeting"). `document_date` is the EDTF date of the document.
    """
    clock = Clock.of(document_date)
    start, end = (max(0, min(p, len(text))) for p in words or (0, len(text)))
    found = [*_named(text, (start, end), clock), *(c.deadline for c in _that_date(text, (start, end), 0, clock))]
    if not any((d.start, d.end) == (start, end) for d in found):  # what stands around the words may have decided how they were read
        wider = _named(text, (max(0, start - _AROUND), min(len(text), end + _AROUND)), clock)
        found += [d for d in wider if (d.start, d.end) == (start, end)]
    if not found:
        return None
    return _said_elsewhere(text, max(found, key=lambda d: ((d.start, d.end) == (start, end), d.value is not None, d.end - d.start)), clock)


def _named(text: str, region: Bounds, clock: Clock) -> list[Deadline]:
    """Every time that a region of a text names, as a deadline, whatever the words around it."""
    spells = find_spells(text, *region, clock.day)
    dates = [d for d in find_dates(text, *region, clock.day) if not any(_holds(s, d) for s in spells)]
    return [of_spell(text, region[0], s) for s in spells] + [of_date(text, region[0], d, clock) for d in dates]


def _holds(spell: Spell, mention: DateMention) -> bool:
    """Whether a date is a part of what a spell counts from."""
    return spell.start <= mention.start and mention.end <= spell.end and bool(spell.value or spell.offset)


def _stretched(text: str, end: int, limit: int) -> int:
    """The end of an action with the adverbial that a span cut too early leaves behind it (", by the end of 2024")."""
    stop = _STOP.search(text, end, max(end, min(limit, len(text), end + _STRETCH + 8)))
    return stop.start() if stop is not None and end < stop.start() <= end + _STRETCH else end


def _touches(text: str, deadline: Deadline, end: int) -> bool:
    """Whether a deadline lies in the action, or right behind it."""
    return deadline.start < end or not text[end : deadline.start].strip(" ,")


def _that_date(text: str, action: Bounds, sentence_start: int, clock: Clock) -> list[Candidate]:
    """The last whole date that the sentence names before "until that date"."""
    match = _THAT_DATE.search(text, *action)
    if match is None:
        return []
    start = max(0, sentence_start, match.start() - _REACH)
    days = [d.value for d in find_dates(text, start, match.start(), clock.day) if d.form == "day" and d.value]
    if not days or not clock.allows(days[-1]):
        return []
    words = Span.of(text, *match.span())
    return [Candidate(Deadline(days[-1], words, bound=bound_of(words.text, None)), 3)]


def _said_elsewhere(text: str, deadline: Deadline | None, clock: Clock) -> Deadline | None:
    """A deadline that waits for "the next meeting", with its value when the text itself says, without contradiction, when that is."""
    if deadline is None or deadline.value is not None or deadline.offset is not None:
        return deadline
    event = _NEXT.search(deadline.trigger.words.text) if deadline.trigger and deadline.trigger.words else None
    if event is None:
        return deadline
    values = {value for start, value in _next_days(text, event[1].lower(), clock.day) if not deadline.start <= start < deadline.end}
    value = values.pop() if len(values) == 1 else None
    return replace(deadline, value=value) if value and "/" not in value and clock.allows(value) else deadline


@lru_cache(maxsize=8)
def _next_days(text: str, event: str, clock: date | None) -> tuple[tuple[int, str | None], ...]:
    """Where a text names the next meeting of a sort with a date behind it, and that date; kept, as many actions of one text may ask."""
    again = re.compile(rf"\bnext\s+(?:[\w’'-]+\s+){{0,4}}?{re.escape(event)}\b[^.;\n]{{0,120}}", re.IGNORECASE)
    return tuple((m.start(), d.value) for m in again.finditer(text) for d in find_dates(text, *m.span(), clock)[:1])


def _best(found: list[Candidate]) -> Deadline | None:
    """The first of the strongest."""
    return max(found, key=lambda c: c.rank).deadline if found else None


def _before(text: str, region: Bounds, clock: Clock) -> list[Candidate]:
    """Deadlines that open the sentence ("By 2030, we will"), or stand between the operator and the action ("will by 2030").

    Of a sentence without end only both ends are searched, so that many actions in it take no longer each than in others.
    """
    cues = deadline_cues()
    start, end = region
    marker = MARKER.match(text, start, end)
    start = marker.end() if marker else start
    ends = [(start, end)] if end - start <= 2 * _REACH else [(start, start + _REACH), (end - _REACH, end)]
    found = []
    for candidate in (c for part in ends for c in candidates(text, part, clock)):
        deadline = candidate.deadline
        head = text[max(start, deadline.start - _REACH) : deadline.start]
        closes = candidate.rank > 1 and _CLOSES.fullmatch(text, deadline.end, end) and cues.operator.search(head)
        if not cues.starts.match(text, deadline.start) and (closes or (_opens(head) and _leads(text, candidate, end))):
            found.append(candidate)
    return found


def _opens(head: str) -> bool:
    """Whether what stands behind `head` opens a sentence or a clause."""
    short = len(head) < OPENING and head.rstrip().endswith((",", ":"))
    return short or head.endswith("that ") or deadline_cues().opening.match(head) is not None


def _leads(text: str, candidate: Candidate, end: int) -> bool:
    """Whether a deadline speaks for what follows it up to `end`: a bound does, a time only under a verb that looks ahead."""
    if candidate.rank > 2 and not candidate.today:
        return True
    between = text[candidate.deadline.end : end]
    if len(between) > 2 * _REACH:
        return False
    if candidate.today:
        return _FUTURE.search(between) is not None and _CLAUSE.search(between) is None
    ahead = deadline_cues().modal.search(between) is not None and _RELATIVE.search(between) is None
    return candidate.rank == 2 and ahead


@lru_cache(maxsize=8)
def _of_list(text: str, sentence_start: int, clock: Clock) -> Deadline | None:
    """The deadline of the line that opens the list this sentence stands in ("... the following actions by 14 May 2025:").

    Kept for the next actions of the same sentence.
    """
    opening = lead_in(text, sentence_start)
    if opening is None:
        return None
    start, end = max(opening[0], opening[1] - _REACH), opening[1]
    return _best([c for c in candidates(text, (start, end), clock) if not c.today and _leads(text, c, end)])
