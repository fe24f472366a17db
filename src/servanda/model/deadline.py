"""Deadlines: when something is to be done, as a date, a period, an event, or a trigger and an offset from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from servanda.model.span import Span
from servanda.model.when import Unit, day_of, parse_when, shift

TriggerKind = Literal[
    "document",  # the text itself, or its day ("of this Agreement", "from today", or nothing: "within 90 days")
    "meeting",  # the meeting that the text comes from ("this meeting")
    "date",  # a date that the words name ("within 30 days of 1 February 2032")
    "signature",
    "adoption",
    "ratification",
    "entry_into_force",
    "notification",
    "last_notification",
    "deposit",
    "accession",
    "expiry",
    "termination",
    "withdrawal",
    "request",
    "next_round",
    "named_event",
    "other",
]
TRIGGER_KINDS: tuple[TriggerKind, ...] = get_args(TriggerKind)
Form = Literal["date", "period", "event", "offset"]
Bound = Literal["by", "on", "for", "from"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a deadline waits for or counts from, with its words (None where a text leaves them out: "within 90 days").

    `name` and `round` are the series and number of a meeting: "the 19th Rivers Summit" is ("Rivers Summit", 19), "COP30" ("COP", 30).
    """

    kind: TriggerKind
    words: Span | None = None
    name: str | None = None
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance in time from a trigger; negative before it.

    `first_counts`: the trigger's own day is the first of the period ("beginning on"), which then ends a day earlier.
    `turn`: the first or last day of the month so reached.
    """

    count: int
    unit: Unit
    first_counts: bool = False
    turn: Literal["first", "last"] | None = None

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"

    @property
    def side(self) -> Literal["before", "after"]:
        """On which side of the trigger it counts."""
        return "before" if self.count < 0 else "after"

    def after(self, day: date, holidays: Collection[date] = ()) -> date:
        """`day` moved by this offset; only working days heed `holidays`. Raises `WhenError` beyond the calendar."""
        moved = shift(day, self.count, self.unit, holidays)
        if self.turn == "first":
            return moved.replace(day=1)
        if self.turn == "last":
            return shift(shift(moved.replace(day=1), 1, "months"), -1, "days")
        cut = self.unit in ("months", "years") and moved.day != day.day  # the eve of a day that the month lacks is its last
        return moved if cut or not self.first_counts else shift(moved, 1 if self.count < 0 else -1, "days")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline given by `words`.

    `value` is the EDTF date, the latest day or period that keeps it, or None while it cannot be known; `trigger` is what it waits for or
    counts from, `offset` how far from that. `bound` says how the time binds: to be done "by" it, "on" it, "for" its length, "from" it on.
    `counted_from` is the day from which the value was counted or told, where there is one.
    Raises `WhenError` for a malformed value.
    """

    value: str | None
    words: Span
    trigger: Trigger | None = None
    offset: Offset | None = None
    bound: Bound = "by"
    counted_from: date | None = None

    def __post_init__(self) -> None:
        if self.value is not None:
            parse_when(self.value)

    @property
    def start(self) -> int:
        """The first code point of its words."""
        return self.words.start

    @property
    def end(self) -> int:
        """The code point behind its words."""
        return self.words.end

    @property
    def form(self) -> Form:
        """Which of the four it is: a date, a period, an event, or an offset from a trigger."""
        if self.offset is not None:
            return "offset"
        if self.trigger is not None:
            return "event"
        return "date" if day_of(self.value) else "period"

    def settled(self, day: date, holidays: Collection[date] = ()) -> Deadline:
        """This deadline with its value, now that its trigger is known to have come, or to come, on `day`.

        A deadline with neither trigger nor offset stays as it is. Raises `WhenError` beyond the calendar.
        """
        if self.trigger is None and self.offset is None:
            return self
        value = self.offset.after(day, holidays) if self.offset else day
        return replace(self, value=value.isoformat(), counted_from=day)
