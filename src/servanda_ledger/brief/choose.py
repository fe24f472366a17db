"""Choosing what a brief holds, from the ledger as it stood at the end of the period."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from hashlib import sha256

import servanda
from servanda_ledger.book import chain
from servanda_ledger.book.models import Entry
from servanda_ledger.brief.arrivals import Arrived, Known, arrived, commitments
from servanda_ledger.brief.comparisons import Allowance, changed, departures
from servanda_ledger.brief.deadlines import deadlines
from servanda_ledger.brief.outcomes import decided, evidence
from servanda_ledger.brief.parts import Brief, Choice, Gathered, Period, Scope, Section, SectionName, brief_back, brief_json
from servanda_ledger.brief.scope import Members
from servanda_ledger.catalogue.computed import is_kept, kept
from servanda_ledger.catalogue.moments import NOW, Moment

_FORM = 4  # of a brief as it is kept
USUAL = Choice()
EVERYTHING = Scope()
MOST_DAYS = 366


def period_of(day: date, days: int = 1) -> Period:
    """The `days` days up to `day`, in UTC. Raises `ValueError` for a number of days that is none, or days before the calendar's first."""
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"a brief covers 1 to {MOST_DAYS} days, not {days}")
    try:
        since = day - timedelta(days=days)
    except OverflowError as error:
        raise ValueError(f"{day} is too early for a brief") from error
    return Period(chain.number_at(since.isoformat()), chain.number_at(day.isoformat()), since, day)


def brief_of(day: date, days: int = 1, scope: Scope = EVERYTHING, choice: Choice = USUAL) -> Brief:
    """The brief of the `days` days up to `day`. Raises `ValueError` as `period_of`."""
    return choose(period_of(day, days), scope, choice)


def choose(period: Period, scope: Scope = EVERYTHING, choice: Choice = USUAL) -> Brief:
    """The brief of a period: computed once for a state of the book, whoever asks."""
    digest = _digest(period, scope, choice)
    if is_kept(digest):
        return brief_back(kept(digest, dict))
    brief = _chosen(period, scope, choice)
    # One that waits for comparisons is not finished; the next time some more are made.
    if not any(section.waiting for section in brief.sections):
        kept(digest, lambda: brief_json(brief))
    return brief


def _digest(period: Period, scope: Scope, choice: Choice) -> str:
    """Of everything that a brief depends on: the hash of its last entry stands for the whole book up to there."""
    head = Entry.objects.filter(number=_end(period, choice)).values_list("hash", flat=True).first() or ""
    asked = asdict(choice) | {"compare": 0}
    told = [_FORM, servanda.__version__, head, period.after, str(period.since), str(period.day), asdict(scope), asked]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _end(period: Period, choice: Choice) -> int:
    """The last entry that counts: that of the period. What bears a date of the period may have come in later; then all do."""
    return period.until if choice.new_by == "added" else max(_head(), period.until)


def _head() -> int:
    return Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0


def _chosen(period: Period, scope: Scope, choice: Choice) -> Brief:
    end = _end(period, choice)
    moment = NOW if end >= _head() else Moment(end)
    members = Members(scope, moment)
    new = arrived(period, choice, moment)
    allowance = Allowance(choice.compare)
    new_ones = _of_note(new)
    changes, before = changed(new_ones, choice, members, allowance)
    known = Known(frozenset(i.words.commitment for i in changes.items), before)
    makers: dict[SectionName, Callable[[], Gathered]] = {
        "new": lambda: commitments(new, period, choice, members, known),
        "changed": lambda: changes,
        "coverage": lambda: departures(new_ones, choice, members, allowance),
        "due": lambda: deadlines(period, choice, members),
        "outcomes": lambda: decided(period, choice, members),
        "evidence": lambda: evidence(period, choice, members),
    }
    sections = []
    for name, make in makers.items():
        gathered = make()
        if gathered.items or gathered.waiting:
            total = len(gathered.items) if gathered.total is None else gathered.total
            sections.append(Section(name, tuple(gathered.items), total, gathered.waiting))
    return Brief(period.day, period.days, scope, tuple(sections), choice.ahead, period.after, period.until, choice.new_by)


_MOST_COMPARED = 200  # documents of a period that are held against others; an import of thousands is no news of a day


def _of_note(new: Arrived) -> Arrived:
    return new if len(new.documents) <= _MOST_COMPARED else Arrived(new.documents[:_MOST_COMPARED])
