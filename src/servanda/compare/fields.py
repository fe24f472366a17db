"""Differences that values decide: polarity, amount, deadline and date, parties, obligation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servanda.compare.gaps import Gap, Stronger
from servanda.compare.unit import Unit
from servanda.compare.values import RATE, TIME, Moment, Quantity, moments, quantities, rates
from servanda.model.comparison import FacetName
from servanda.model.span import Span
from servanda.model.when import day_of

_LEVEL = {"soft": 0, "firm": 1, "binding": 2}
_REPEATED = ("every ", "each ", "times", "once a", "twice a", "a year", "a month", "per ", "annum", "annually")
_COUNTED = TIME | {RATE, "money", "percent"}  # a number of these is never one of anything else
_ALIKE = 0.005  # numbers nearer than this share of each other are the same number


def bound_words(unit: Unit) -> Span:
    """The words that name who is bound, else those that bind, else the passage itself."""
    c = unit.commitment
    return (c.subject or c.operator or unit.span) if c is not None else unit.span


def polarity(a: Unit, b: Unit, *, near: bool) -> Iterator[Gap]:
    """One does what the other does not. A clear denial on one side needs some word that denies or ends on the other.

    In passages that are not `near` each other in words, a "not" counts only where the undertaking begins.
    """
    clear_a, clear_b = denial(a, near=near), denial(b, near=near)
    if clear_a and not _any_denial(b):
        yield Gap("polarity", clear_a, b.cue("allowing") or _binding(b), None, "denied on one side only")
    elif clear_b and not _any_denial(a):
        yield Gap("polarity", a.cue("allowing") or _binding(a), clear_b, None, "denied on one side only")


_HEAD = 600  # code points in which a document gives its date
_FRONT = 45  # code points at the front of a passage in which a "not" denies all of it


def denial(unit: Unit, *, near: bool = True) -> Span | None:
    """The words that say that the thing will not be done."""
    found = unit.cue("negative", own=False)
    if found is not None and not near and found.start > unit.span.start + _FRONT:
        found = None
    found = found or unit.cue("outright", own=False)
    if found is None and unit.commitment is not None and unit.commitment.polarity == "refrain":
        found = unit.cue("refusing") or unit.span
    return found


def _any_denial(unit: Unit) -> bool:
    return denial(unit) is not None or unit.cue("refusing", own=False) is not None


def _binding(unit: Unit) -> Span:
    c = unit.commitment
    return c.operator if c is not None and c.operator is not None else unit.span


def numbers(a: Unit, b: Unit, *, strict: bool) -> Iterator[Gap]:
    """Numbers of one kind that are not the same; with `strict` also a number that only one side gives."""
    own_a, own_b = [*quantities(a), *rates(a)], [*quantities(b), *rates(b)]
    wide_a, wide_b = own_a + _beside(a), own_b + _beside(b)
    left_a = [q for q in own_a if not any(_equal(q, other) for other in wide_b)]
    left_b = [q for q in own_b if not any(_equal(q, other) for other in wide_a)]
    for q in list(left_a):
        other = next((o for o in left_b if _comparable(q, o)), None)
        if other is None and not strict:
            other = next((o for o in wide_b if _comparable(q, o) and not any(_equal(o, w) for w in wide_a)), None)
        if other is not None:
            left_a.remove(q)
            if other in left_b:
                left_b.remove(other)
            yield Gap(_kind_of(q, a), q.span, other.span, None, f"{q.value:g} against {other.value:g}")
    if not strict and len(left_a) == len(left_b) == 1 and _large(left_a[0]) and _large(left_b[0]):
        yield Gap("amount", left_a[0].span, left_b[0].span, None, f"{left_a[0].value:g} against {left_b[0].value:g}")
    yield from _bounds(own_a, own_b, strict=strict)
    if strict:
        yield from (Gap(_kind_of(q, a), q.span, None, "a", "only one side gives a number") for q in left_a)
        yield from (Gap(_kind_of(q, b), None, q.span, "b", "only one side gives a number") for q in left_b)


def _bounds(own_a: list[Quantity], own_b: list[Quantity], *, strict: bool) -> Iterator[Gap]:
    for q in own_a:
        for other in own_b:
            if strict and _equal(q, other) and q.bound != other.bound:
                rank = {"at most": 0, "": 1, "at least": 2}
                stronger: Stronger = "a" if rank[q.bound] > rank[other.bound] else "b"
                yield Gap("amount", q.span, other.span, stronger, f"{q.bound or 'exactly'} against {other.bound or 'exactly'}")


def _beside(unit: Unit) -> list[Quantity]:
    if unit.sentence == unit.span:
        return []
    return quantities(unit, unit.sentence.start, unit.span.start) + quantities(unit, unit.span.end, unit.sentence.end)


def _large(q: Quantity) -> bool:
    """Whether a number is too large to count sides or items of a list, and counts things."""
    return q.value > 12 and q.unit not in TIME and q.unit not in ("money", "percent")


def _equal(a: Quantity, b: Quantity) -> bool:
    if a.days is not None and b.days is not None:
        return abs(a.days - b.days) <= 0.03 * max(a.days, b.days)
    if a.unit != b.unit and (a.unit in _COUNTED or b.unit in _COUNTED):
        return False
    return abs(a.value - b.value) <= _ALIKE * max(abs(a.value), abs(b.value))


def _comparable(a: Quantity, b: Quantity) -> bool:
    if a.unit in TIME and b.unit in TIME:
        return True
    return a.unit == b.unit and (a.unit != "" or (a.value > 12 and b.value > 12))


def _kind_of(q: Quantity, unit: Unit) -> FacetName:
    base = unit.sentence.start
    around = unit.folded[max(0, q.span.start - base - 8) : q.span.end - base + 12]
    return "deadline" if q.unit in TIME and not any(w in around for w in _REPEATED) else "amount"


def dates(a: Unit, b: Unit, *, strict: bool) -> Iterator[Gap]:
    """Dates that cannot both be; with `strict` also a date that only one side gives."""
    own_a, own_b = moments(a), moments(b)
    wide_a, wide_b = own_a + _given(a, own_b), own_b + _given(b, own_a)
    facet: FacetName = "date" if _happened(a) or _happened(b) else "deadline"
    for own, wide, turned in ((own_a, wide_b, False), (own_b, wide_a, True)):
        for moment in own:
            shared = [m for m in wide if m.shares(moment)]
            if not strict and sum(1 for m in own if m.month is None and m.year is not None) > 1 and moment.month is None:
                continue  # a span of years
            if not shared or any(not m.conflicts(moment) for m in shared):
                continue
            other = shared[0].span
            pair = (other, moment.span) if turned else (moment.span, other)
            yield Gap(facet, *pair, None, "the dates cannot both be")
            return
    if strict:
        if own_a and not wide_b:
            yield Gap(facet, own_a[0].span, None, "a", "only one side gives a date")
        elif own_b and not wide_a:
            yield Gap(facet, None, own_b[0].span, "b", "only one side gives a date")


def _given(unit: Unit, against: list[Moment]) -> list[Moment]:
    """Dates from the words around the passage, its deadline, and for an event the head of the document.

    A date of another commitment counts only if it may be the one of both: where it is none of `against`, it is the other's own.
    """
    found = []
    if unit.sentence != unit.span:
        found = moments(unit, unit.sentence.start, unit.span.start) + moments(unit, unit.span.end, unit.sentence.end)
        found = [m for m in found if not _neighbours(unit, m.span) or any(m.shares(o) and not m.conflicts(o) for o in against)]
    if unit.commitment is None and unit.claim is None and not found and not moments(unit):
        day = day_of(unit.document.date)
        if day is not None:
            found.append(_moment(day, _dateline(unit, day)))
    return found


def _dateline(unit: Unit, day: date) -> Span:
    """The words at the head of the document that give its date, else the passage."""
    head = unit.document.span(0, min(_HEAD, len(unit.document.text)))
    given = (
        m.span for m in moments(Unit(unit.id, unit.document, head, head)) if (m.year, m.month, m.day) == (day.year, day.month, day.day)
    )
    return next(given, unit.span)


def _neighbours(unit: Unit, span: Span) -> bool:
    """Whether words belong to another commitment of the sentence."""
    return any(other.contains(span) for other in unit.neighbours)


def _moment(day: date, span: Span) -> Moment:
    return Moment(span, day.year, day.month, day.day, day.isoweekday())


def _happened(unit: Unit) -> bool:
    return unit.claim is not None and unit.claim.about == "event"


def obligation(a: Unit, b: Unit) -> Iterator[Gap]:
    """How firmly two official texts bind."""
    ca, cb = a.commitment, b.commitment
    if ca is None or cb is None:
        return
    level_a, level_b = _LEVEL[ca.obligation], _LEVEL[cb.obligation]
    hedge_a, hedge_b = a.cue("open", own=False), b.cue("open", own=False)
    if level_a != level_b:
        stronger: Stronger = "a" if level_a > level_b else "b"
        yield Gap("obligation", _binding(a), _binding(b), stronger, f"{ca.obligation} against {cb.obligation}")
    elif (hedge_a is None) != (hedge_b is None) and a.words and b.words and a.words[-1].stem == b.words[-1].stem:
        yield Gap("obligation", hedge_a or _binding(a), hedge_b or _binding(b), "b" if hedge_a else "a", "left open on one side")


def parties(a: Unit, b: Unit) -> Iterator[Gap]:
    """Who is bound, in two official texts."""
    ca, cb = a.commitment, b.commitment
    if ca is None or cb is None or not ca.parties or not cb.parties:
        return
    sa, sb = set(ca.parties), set(cb.parties)
    if sa != sb:
        stronger: Stronger = "a" if sa > sb else "b" if sb > sa else None
        yield Gap("parties", bound_words(a), bound_words(b), stronger, f"{', '.join(ca.parties)} against {', '.join(cb.parties)}")
