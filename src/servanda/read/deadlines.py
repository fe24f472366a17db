"""The deadline of a commitment: the date or spell of its clause that says by when, told apart from dates that are only mentioned (codebook, 4 and 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from servanda.lexicon.deadlines import any_of, load_deadline_words
from servanda.model.deadline import Deadline
from servanda.model.when import bounds, day_of
from servanda.read.dates import DateMention, find_dates
from servanda.read.spells import Spell, find_spells

Bounds = tuple[int, int]

_HEAD = 72
_OPENING = 60  # code points within which something still stands at the opening of a sentence
_MARKER = re.compile(r"\s*(?:[-–—•·*▪●○◦]|\(?\d{1,2}[.)]|\(?[a-z]{1,4}\)|[a-z]\.)\s+")
_INLINE = re.compile(r"\((?:i{1,3}|iv|v|a|b|1|2)\)\s")
_FUTURE = re.compile(r"\b(?:will|shall)\s+$")
_CLOSES = re.compile(r"\s*,?\s*(?:to\s+)?")
_RELATIVE = re.compile(r"\b(?:which|who|that)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:which|who|that|is|are|was|were|has|have|announc\w+)\b", re.IGNORECASE)
_THAT_DATE = re.compile(r"\b(?:until|by|before|on|up\s+to)\s+(?:that|the\s+same|the\s+said)\s+date\b", re.IGNORECASE)
_NEXT = re.compile(
    r"\bnext\s+(?:[\w’'-]+\s+){0,4}?(summit|meeting|session|conference|round|ministerial|dialogue|assembly)\b", re.IGNORECASE
)
_LEAD_IN = 6000  # code points that a list may stand behind the line that opens it


@dataclass(frozen=True)
class _Words:
    bound: re.Pattern[str]
    time: re.Pattern[str]
    mentioned: re.Pattern[str]
    happened: re.Pattern[str]
    named: re.Pattern[str]
    join: re.Pattern[str]
    recurring: re.Pattern[str]
    opening: re.Pattern[str]
    modal: re.Pattern[str]
    operator: re.Pattern[str]
    starts: re.Pattern[str]
    owner: re.Pattern[str]
    noun: re.Pattern[str]
    boundless: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A deadline that may be the one; `rank` is 3 for a bound ("by"), 2 for a time ("in"), 1 for what cannot be computed."""

    deadline: Deadline
    rank: int
    today: bool = False


@lru_cache(maxsize=2)
def _words(language: str) -> _Words:
    words, flags = load_deadline_words(language), re.IGNORECASE
    the = r"(?:\s+(?:say|about|approximately|around|at\s+least|the|at\s+the\s+latest|both|each|of))*\s*[,(]?\s*$"
    return _Words(
        bound=re.compile(rf"\b(?:{any_of(words.bound)}){the}", flags),
        time=re.compile(rf"\b(?:{any_of(words.time)}){the}", flags),
        mentioned=re.compile(rf"(?<!\w)(?:{any_of(words.mentioned)})\s*(?:the\s+)?$", flags),
        happened=re.compile(
            rf"(?P<aux>\b(?:{any_of(words.still_to_come)})\s+)?\b(?:{any_of(words.happened)})\b(?:[^,;:.]|,(?=\s[A-Z][^,]*,)){{0,48}}$",
            flags,
        ),
        named=re.compile(rf"[\s-]+(?:[A-Z]\w+\s+){{0,3}}(?:{any_of(words.names_after)})\b"),
        join=re.compile(rf"\s*(?:{any_of(words.joins)})\s*", flags),
        recurring=re.compile(rf"\b(?:{any_of(words.recurring)})\b", flags),
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
    )


def find_deadline(text: str, action: Bounds, sentence: Bounds, document_date: str | None = None) -> Deadline | None:
    """By when the action at code points `action` of `text` is to be done, if its sentence, or the line that opens its list, says so.

    `document_date` is the EDTF date of the document, the clock for what counts from it; a `value` of None means that it cannot be computed yet.
    """
    start, end = max(0, min(action[0], len(text))), max(0, min(action[1], len(text)))
    clock = day_of(document_date)
    floor = bounds(document_date)[0] if document_date and (clock or _readable(document_date)) else None
    inside = [c for c in _candidates(text, (start, _stretched(text, end, sentence[1])), clock, floor) if _inside(text, c.deadline, end)]
    inside += _that_date(text, (start, end), sentence[0], (clock, floor))
    chosen = _said_elsewhere(text, _best(inside), clock, floor)
    if chosen is None or chosen.value is None:
        before = _best(_before(text, (sentence[0], start), clock, floor)) or _lead_in(text, sentence[0], clock, floor)
        if before is not None and (chosen is None or before.value is not None):
            return before
    return chosen


def _readable(value: str) -> bool:
    try:
        return bounds(value)[0] is not None
    except ValueError:
        return False


def _stretched(text: str, end: int, limit: int) -> int:
    """The end of an action with the adverbial that a span cut too early leaves behind it (", by the end of 2024")."""
    stop = re.compile(r"[.;:\n]|\band\b|\bwhich\b").search(text, end, max(end, min(limit, len(text))))
    return end if stop is None or stop.start() - end > 60 or stop.start() == end else stop.start()


def _inside(text: str, deadline: Deadline, end: int) -> bool:
    """Whether a deadline lies in the action, or right behind it."""
    return deadline.start < end or not text[end : deadline.start].strip(" ,")


def _that_date(text: str, action: Bounds, sentence_start: int, clocks: tuple[date | None, date | None]) -> list[_Candidate]:
    """ "Until that date": the last whole date that the sentence names before."""
    match = _THAT_DATE.search(text, *action)
    if match is None:
        return []
    before = [d for d in find_dates(text, sentence_start, match.start(), clocks[0]) if d.form == "day" and d.value]
    if not before or not _ahead(before[-1].value or "", clocks[1]):
        return []
    return [_Candidate(Deadline(before[-1].value, match.start(), match.end()), 3)]


def _said_elsewhere(text: str, deadline: Deadline | None, clock: date | None, floor: date | None) -> Deadline | None:
    """A deadline that waits for "the next meeting", with its value when the text itself says once when that is."""
    event = _NEXT.search(deadline.trigger) if deadline and deadline.value is None and deadline.trigger and deadline.offset is None else None
    if deadline is None or event is None:
        return deadline
    again = re.compile(rf"\bnext\s+(?:[\w’'-]+\s+){{0,4}}?{re.escape(event[1])}\b[^.;\n]{{0,120}}", re.IGNORECASE)
    dates = {
        d.value
        for m in again.finditer(text)
        if not deadline.start <= m.start() < deadline.end
        for d in find_dates(text, *m.span(), clock)[:1]
    }
    value = dates.pop() if len(dates) == 1 else None
    return replace(deadline, value=value) if value and "/" not in value and _ahead(value, floor) else deadline


def _best(candidates: list[_Candidate]) -> Deadline | None:
    """The first of the strongest."""
    return max(candidates, key=lambda c: c.rank, default=_Candidate(Deadline(None, 0, 0), 0)).deadline if candidates else None


def _before(text: str, region: Bounds, clock: date | None, floor: date | None) -> list[_Candidate]:
    """Deadlines that open the sentence ("By 2030, we will ..."), or stand right between the operator and the action ("will by 2030 ...")."""
    words = _words("en")
    start, end = region
    marker = _MARKER.match(text, start, end)
    start = marker.end() if marker else start
    found = []
    for candidate in _candidates(text, (start, end), clock, floor):
        deadline = candidate.deadline
        head = text[start : deadline.start]
        opens = (
            words.opening.match(head) is not None or (len(head) < _OPENING and head.rstrip().endswith((",", ":"))) or head.endswith("that ")
        )
        closes = _CLOSES.fullmatch(text, deadline.end, end) is not None and words.operator.search(head) is not None
        if words.starts.match(text, deadline.start):
            continue
        if (closes and candidate.rank > 1) or (opens and _leads(text, candidate, end)):
            found.append(candidate)
    return found


def _leads(text: str, candidate: _Candidate, end: int) -> bool:
    """Whether a deadline speaks for what follows it up to `end`: a bound does, a time only under a verb that looks ahead ("In 2024 we will")."""
    between = text[candidate.deadline.end : end]
    if candidate.today:
        return _FUTURE.search(between) is not None and _CLAUSE.search(between) is None
    return candidate.rank > 2 or (
        candidate.rank == 2 and _words("en").modal.search(between) is not None and _RELATIVE.search(between) is None
    )


def _lead_in(text: str, sentence_start: int, clock: date | None, floor: date | None) -> Deadline | None:
    """The deadline of the line that opens the list this sentence stands in ("... the following actions by 14 May 2025:")."""
    line = text.rfind("\n", 0, sentence_start) + 1
    if not _item(text, line):
        return None
    colon = _opener(text, line)
    if colon is None:
        return None
    start = max(text.rfind("\n", 0, colon), text.rfind(". ", 0, colon)) + 1
    return _best([c for c in _candidates(text, (start, colon), clock, floor) if not c.today and _leads(text, c, colon)])


def _kind(text: str, line: int) -> str:
    """What marks the line as an item: its marker with letters and digits made alike, or nothing."""
    marker = _MARKER.match(text, line)
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", marker.group().strip())) if marker else ""


def _item(text: str, line: int) -> bool:
    """Whether a line is one of a list: marked, numbered inside, or closed by a semicolon."""
    end = text.find("\n", line)
    body = text[line : end if end >= 0 else len(text)]
    return _MARKER.match(body) is not None or body.rstrip().endswith((";", "; and")) or _INLINE.search(body) is not None


def _opener(text: str, line: int) -> int | None:
    """The colon that ends the line before the list of `line`, if only lines of the list stand between."""
    floor = max(0, line - _LEAD_IN)
    kind = _kind(text, line)
    while line > floor:
        end = line - 1
        line = text.rfind("\n", 0, end) + 1
        body = text[line:end].rstrip()
        if body.endswith((":", ": ")):
            return line + len(body) - 1 if not kind or _kind(text, line) != kind else None
        if body and not _item(text, line):
            return None
    return None


def _candidates(text: str, region: Bounds, clock: date | None, floor: date | None) -> list[_Candidate]:
    """Every deadline between two code points, in order."""
    start, end = region
    if start >= end:
        return []
    spells = find_spells(text, start, end, clock)
    dates = find_dates(text, start, end, clock)
    found = []
    for index, mention in enumerate(dates):
        if any(s.start <= mention.start and mention.end <= s.end and (s.value or s.offset) for s in spells):
            continue
        rank = _rank(text, start, dates, index)
        value = _latest(mention)
        if rank and value and _ahead(value, floor):
            left = _lead(text, start, mention.start)
            found.append(_Candidate(Deadline(value, left, mention.end), rank))
    for spell in spells:
        candidate = _of_spell(text, region, spell, dates)
        if candidate is not None and (candidate.deadline.value is None or _ahead(candidate.deadline.value, floor)):
            found.append(candidate)
    return sorted(found, key=lambda c: c.deadline.start)


def _of_spell(text: str, region: Bounds, spell: Spell, dates: list[DateMention]) -> _Candidate | None:
    """A spell as a candidate, unless it is part of a date or recurs."""
    if any(d.start < spell.end and spell.start < d.end and not (spell.start <= d.start and spell.value) for d in dates):
        return None
    words = _words("en")
    head = text[max(region[0], spell.start - _HEAD) : spell.start]
    if words.recurring.search(head[-24:]) or words.mentioned.search(head):
        return None
    if spell.today and (spell.start - region[0] > _OPENING or words.happened.search(head)):
        return None
    happened = words.happened.search(head) if spell.value is None else None
    if happened is not None and not happened["aux"]:
        return None
    bound = spell.firm or words.bound.search(head) is not None
    if not bound and not spell.bare and words.time.search(head) is None:
        return None
    rank = 1 if spell.value is None else 3 if bound else 2
    left = _lead(text, region[0], spell.start)
    return _Candidate(Deadline(spell.value, left, spell.end, spell.trigger, spell.offset), rank, spell.today)


def _rank(text: str, start: int, dates: list[DateMention], index: int) -> int:
    """How strongly the words around a date make it a deadline; 0 when it is only mentioned."""
    words = _words("en")
    mention = dates[index]
    head = text[max(start, mention.start - _HEAD) : mention.start]
    joined = index > 0 and words.join.fullmatch(text[dates[index - 1].end : mention.start]) is not None
    if joined:
        return _rank(text, start, dates, index - 1) + (0 if _rank(text, start, dates, index - 1) == 0 else 1)
    if words.named.match(text, mention.end) or words.recurring.search(head[-24:]) or head.endswith(("(", "[")):
        return 0
    if mention.form in ("fiscal", "decade") and not words.bound.search(head):
        return 0
    if mention.form in ("year", "interval") and words.owner.search(head) and words.noun.match(text, mention.end):
        return 0
    if words.bound.search(head):
        return 0 if words.boundless.match(text, mention.end) else 3
    timed, mentioned = words.time.search(head), words.mentioned.search(head)
    if mentioned is not None and (timed is None or mentioned.start() <= timed.start()):
        return 0
    happened = words.happened.search(head)
    if happened is not None and not happened["aux"]:
        return 0
    if timed is not None:
        return 2
    return (
        2 if mention.form in ("day", "month", "week") and mention.start > start and not head.rstrip().endswith(("the", "of", "and")) else 0
    )


def _latest(mention: DateMention) -> str | None:
    """The latest day or period of a date, as EDTF."""
    return mention.value.partition("/")[2] or mention.value if mention.value else None


def _ahead(value: str, floor: date | None) -> bool:
    """Whether something can still be done by `value` when the document was made on `floor`."""
    last = bounds(value)[1]
    return floor is None or last is None or last >= floor


def _lead(text: str, start: int, left: int) -> int:
    """Where a deadline's words start, with the preposition that leads it."""
    words = _words("en")
    head = text[max(start, left - _HEAD) : left]
    match = words.bound.search(head) or words.time.search(head)
    return left - len(head) + match.start() if match else left
