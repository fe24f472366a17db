"""The rounds of a dialogue, told from what texts say: which texts are of one round, and whether it took place as far as is known. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Day = date  # for classes with a field named `date`

State = Literal["held", "planned", "unknown"]

_NEAR = 3  # days between texts of one round


@dataclass(frozen=True, slots=True)
class Sighting:
    """A round as one text speaks of it.

    `own`: the text is of this round. `planned`: it was still to come when the text was made. `date` is EDTF, `first` and `last` its
    bounds; `words` are the text's, from `start` on.
    """

    document: str
    number: int | None = None
    date: str = ""
    first: Day | None = None
    last: Day | None = None
    place: str = ""
    people: tuple[str, ...] = ()
    own: bool = False
    planned: bool = False
    words: str = ""
    start: int = 0

    @property
    def exact(self) -> bool:
        """Whether its date is one of days, not of a month or year."""
        return self.first is not None and self.last is not None and (self.last - self.first).days <= 2 * _NEAR


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a dialogue, with everything that is said of it.

    `state` is `held` (a text of it is in the ledger, or a later text speaks of it as past), `planned` (its time is not over) or `unknown`
    (its time is over and no text in the ledger shows that it took place).
    """

    number: int | None
    date: str
    first: Day | None
    last: Day | None
    place: str
    people: tuple[str, ...]
    state: State
    sightings: tuple[Sighting, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the texts of this round."""
        return tuple(dict.fromkeys(s.document for s in self.sightings if s.own))

    @property
    def told_by(self) -> tuple[Sighting, ...]:
        """What other texts say of it."""
        return tuple(s for s in self.sightings if not s.own and s.document not in self.documents)


@dataclass
class _Group:
    sightings: list[Sighting] = field(default_factory=list)

    @property
    def number(self) -> int | None:
        return next((s.number for s in self.sightings if s.number is not None), None)

    @property
    def best(self) -> Sighting | None:
        """The sighting whose date counts: of the round's own texts, the most exact."""
        dated = [s for s in self.sightings if s.first is not None]
        return min(dated, key=lambda s: (not s.exact, s.planned, not s.own, -s.start if s.own else 0, s.first or date.max), default=None)

    def takes(self, other: Sighting) -> bool:
        """Whether a sighting is of this round: by number, else by date."""
        if other.number is not None and self.number is not None:
            return other.number == self.number
        if other.planned and any(s.own and s.document == other.document for s in self.sightings):
            return False  # what a text of this round announces is another one
        return any(_same_time(s, other) for s in self.sightings)


def rounds(sightings: Iterable[Sighting], today: date) -> tuple[Round, ...]:
    """The rounds, the earliest first; sightings without number and date are left out."""
    told = [s for s in sightings if s.number is not None or s.first is not None]
    # What is certain goes first: the round's own texts, then numbers, then exact dates, then plans.
    told.sort(key=lambda s: (s.planned, not s.own, s.number is None, not s.exact, s.first or date.max, s.document, s.start))
    groups: list[_Group] = []
    for each in told:
        group = next((g for g in groups if g.takes(each)), None)
        if group is None:
            group = _Group()
            groups.append(group)
        group.sightings.append(each)
    found = [_round(g.sightings, g.number, g.best, today) for g in groups]
    return tuple(sorted(found, key=lambda r: ((r.first if r.state == "held" else r.last) or _by_number(r, found), r.number or 0)))


def next_round(found: Sequence[Round]) -> Round | None:
    """The round after the last that is known to have taken place, when a text names it."""
    held = [n for n, r in enumerate(found) if r.state == "held"]
    later = found[held[-1] + 1 :] if held else found
    return later[0] if later else None


def _same_time(a: Sighting, b: Sighting) -> bool:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return False
    if a.exact and b.exact:
        return (b.first - a.last).days <= _NEAR and (a.first - b.last).days <= _NEAR
    return a.first <= b.last and b.first <= a.last


def _round(sightings: Sequence[Sighting], number: int | None, best: Sighting | None, today: date) -> Round:
    took_place = any(s.own or not s.planned for s in sightings)
    over = best is not None and best.last is not None and best.last < today
    state: State = "held" if took_place else "unknown" if over else "planned"
    own = [s for s in sightings if s.own] or list(sightings)
    return Round(
        number,
        best.date if best else "",
        best.first if best else None,
        best.last if best else None,
        next((s.place for s in own if s.place), ""),
        tuple(dict.fromkeys(p for s in own for p in s.people)),
        state,
        tuple(sightings),
    )


def _by_number(undated: Round, found: Sequence[Round]) -> date:
    """Where a round that only a number tells stands among the dated ones: before the first with a greater number."""
    after = [r.first for r in found if r.first and r.number is not None and undated.number is not None and r.number > undated.number]
    return min(after, default=date.max)
