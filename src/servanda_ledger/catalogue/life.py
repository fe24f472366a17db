"""The life of an instrument: what each party is known to have done with it, and where that leaves it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Day = date  # for classes with a field named `date`

Act = Literal["discussed", "negotiated", "signed", "ratification sought", "ratified", "in force", "ratification withdrawn", "withdrawn"]
ACTS: tuple[Act, ...] = get_args(Act)
# What texts say of an instrument (`InstrumentStatus`), as acts; "mentioned" is none.
BY_STATUS: dict[str, Act] = {
    "under discussion": "discussed",
    "negotiated": "negotiated",
    "signed": "signed",
    "ratification sought": "ratification sought",
    "ratified": "ratified",
    "in force": "in force",
    "withdrawn": "withdrawn",
}
_RANK = {act: n for n, act in enumerate(ACTS)}
_ANEW: frozenset[Act] = frozenset({"signed", "ratified", "in force"})
_TOGETHER: frozenset[Act] = frozenset({"discussed", "negotiated", "signed", "in force"})
_ENDS: frozenset[Act] = frozenset({"withdrawn", "ratification withdrawn"})


@dataclass(frozen=True, slots=True)
class Stage:
    """One act that a source bears out.

    `party` is None when the source does not say whose act it is. `date` is the EDTF date of the act, empty when the source gives none;
    `said` the day of the source, by which the act had taken place. `words` are the source's own, from code point `start` of the
    document's text on (`document` empty: no text, but an entry of the book, numbered `entry`). `source` says what kind of source it is.
    """

    act: Act
    party: str | None
    date: str = ""
    day: Day | None = None
    said: Day | None = None
    words: str = ""
    document: str = ""
    title: str = ""
    start: int = 0
    entry: int = 0
    source: str = "text"
    commitment: str = ""

    @property
    def when(self) -> Day | None:
        """The day that it is put under: its own, else that of the source."""
        return self.day or self.said


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an instrument stands for one party (None: for all that no source tells apart), after these stages, the earliest first."""

    party: str | None
    act: Act
    stages: tuple[Stage, ...]

    @property
    def last(self) -> Stage:
        """The stage that decided it."""
        return next(s for s in reversed(self.stages) if s.act == self.act)


def ordered(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Stages by their day, those without one first; on one day in the order of a treaty's course. An act counts once for the same words."""
    once = {(s.act, s.party, s.document, s.start, s.entry): s for s in stages}
    return tuple(sorted(once.values(), key=lambda s: (s.when or date.min, _RANK[s.act], s.party or "", s.document, s.start)))


def standings(stages: Iterable[Stage], parties: Sequence[str] = ()) -> tuple[Standing, ...]:
    """Where it stands for each party.

    What the parties can only do together ("signed", "in force") counts for all when a source names nobody; who ratified or left is not
    guessed, and stands in a row of nobody in particular, at the end.
    """
    every = ordered(stages)
    named = list(dict.fromkeys([*parties, *(s.party for s in every if s.party is not None)]))
    rows: list[tuple[str | None, tuple[Stage, ...]]] = [
        (party, tuple(s for s in every if s.party == party or (s.party is None and s.act in _TOGETHER))) for party in named
    ]
    rows.append((None, tuple(s for s in every if s.party is None and not (named and s.act in _TOGETHER))))
    return tuple(Standing(party, standing(own), own) for party, own in rows if own)


def standing(stages: Sequence[Stage]) -> Act:
    """The act that decides where a party stands, of stages in order.

    A later text that merely discusses a signed treaty does not undo the signature. To withdraw a ratification is not to leave the
    treaty: the party is back where it was when it had signed. After an end, only acts that come later count.
    """
    reached: Act | None = None
    for stage in stages:
        further = reached is None or stage.act in _ENDS or _RANK[stage.act] > _RANK[reached]
        if further or (reached in _ENDS and stage.act in _ANEW and _later(stage, stages, reached)):
            reached = stage.act
    if reached is None:
        raise ValueError("an instrument without any stage stands nowhere")
    return reached


def _later(stage: Stage, stages: Sequence[Stage], end: Act) -> bool:
    """Whether an act is known to have come after an end: by a date of its own, since a text tells of the past as well."""
    ended = [s.when for s in stages if s.act == end and s.when]
    return stage.day is not None and bool(ended) and stage.day > max(ended)
