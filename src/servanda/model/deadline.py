"""Deadlines: when something is to be done, as a date or as a trigger and an offset from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from servanda.model.when import Unit, parse_when, shift


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance in time from a trigger; negative before it."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"

    def after(self, day: date) -> date:
        """`day` moved by this offset. Raises `WhenError` beyond the calendar."""
        return shift(day, self.count, self.unit)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline given by the words at code points `start` to `end`.

    `value` is the EDTF date, the latest day or period that keeps it, or None while it cannot be known; then `trigger` holds the words for
    what it waits for ("signature", "the next summit"; None: the document itself) and `offset` how long after that.
    Raises `WhenError` for a malformed value.
    """

    value: str | None
    start: int
    end: int
    trigger: str | None = None
    offset: Offset | None = None

    def __post_init__(self) -> None:
        if self.value is not None:
            parse_when(self.value)

    def settled(self, day: date) -> Deadline:
        """This deadline with its value, now that its trigger is known to have come on `day`."""
        return replace(self, value=(self.offset.after(day) if self.offset else day).isoformat())
