"""The deadline of a commitment: of the dates around it the one that says by when, not one that is only mentioned (codebook, 4 and 5)."""

from __future__ import annotations

import re
from dataclasses import replace

from servanda.model.deadline import Deadline
from servanda.read.candidates import OPENING, Bounds, Candidate, Clock, candidates
from servanda.read.dates import find_dates
from servanda.read.deadline_cues import deadline_cues
from servanda.read.lead_ins import MARKER, lead_in

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


def _stretched(text: str, end: int, limit: int) -> int:
    """The end of an action with the adverbial that a span cut too early leaves behind it (", by the end of 2024")."""
    stop = _STOP.search(text, end, max(end, min(limit, len(text))))
    return stop.start() if stop is not None and end < stop.start() <= end + _STRETCH else end


def _touches(text: str, deadline: Deadline, end: int) -> bool:
    """Whether a deadline lies in the action, or right behind it."""
    return deadline.start < end or not text[end : deadline.start].strip(" ,")


def _that_date(text: str, action: Bounds, sentence_start: int, clock: Clock) -> list[Candidate]:
    """The last whole date that the sentence names before "until that date"."""
    match = _THAT_DATE.search(text, *action)
    if match is None:
        return []
    days = [d.value for d in find_dates(text, max(0, sentence_start), match.start(), clock.day) if d.form == "day" and d.value]
    if not days or not clock.allows(days[-1]):
        return []
    return [Candidate(Deadline(days[-1], match.start(), match.end()), 3)]


def _said_elsewhere(text: str, deadline: Deadline | None, clock: Clock) -> Deadline | None:
    """A deadline that waits for "the next meeting", with its value when the text itself says, without contradiction, when that is."""
    if deadline is None or deadline.value is not None or deadline.offset is not None:
        return deadline
    event = _NEXT.search(deadline.trigger or "")
    if event is None:
        return deadline
    again = re.compile(rf"\bnext\s+(?:[\w’'-]+\s+){{0,4}}?{re.escape(event[1])}\b[^.;\n]{{0,120}}", re.IGNORECASE)
    elsewhere = (m.span() for m in again.finditer(text) if not deadline.start <= m.start() < deadline.end)
    values = {d.value for span in elsewhere for d in find_dates(text, *span, clock.day)[:1]}
    value = values.pop() if len(values) == 1 else None
    return replace(deadline, value=value) if value and "/" not in value and clock.allows(value) else deadline


def _best(found: list[Candidate]) -> Deadline | None:
    """The first of the strongest."""
    return max(found, key=lambda c: c.rank).deadline if found else None


def _before(text: str, region: Bounds, clock: Clock) -> list[Candidate]:
    """Deadlines that open the sentence ("By 2030, we will"), or stand between the operator and the action ("will by 2030")."""
    cues = deadline_cues()
    start, end = region
    marker = MARKER.match(text, start, end)
    start = marker.end() if marker else start
    found = []
    for candidate in candidates(text, (start, end), clock):
        deadline = candidate.deadline
        head = text[start : deadline.start]
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
    between = text[candidate.deadline.end : end]
    if candidate.today:
        return _FUTURE.search(between) is not None and _CLAUSE.search(between) is None
    ahead = deadline_cues().modal.search(between) is not None and _RELATIVE.search(between) is None
    return candidate.rank > 2 or (candidate.rank == 2 and ahead)


def _of_list(text: str, sentence_start: int, clock: Clock) -> Deadline | None:
    """The deadline of the line that opens the list this sentence stands in ("... the following actions by 14 May 2025:")."""
    opening = lead_in(text, sentence_start)
    if opening is None:
        return None
    return _best([c for c in candidates(text, opening, clock) if not c.today and _leads(text, c, opening[1])])
