"""What the finders of relative time give each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.model.deadline import Offset, Trigger
from servanda.model.when import WhenError


@dataclass(frozen=True, slots=True)
class Spell:
    """Words from `start` to `end` that place something in time.

    `value` is EDTF when the day they count from, `counted_from`, is known; `trigger` is what they wait for or count from, `offset` the
    distance. `firm`: they bound by themselves ("within"); `bare`: they need no preposition ("next year"); `today`: the very day of the
    document; `earliest`: they say from when, not by when.
    """

    start: int
    end: int
    value: str | None = None
    trigger: Trigger | None = None
    offset: Offset | None = None
    firm: bool = False
    bare: bool = False
    today: bool = False
    earliest: bool = False
    counted_from: date | None = None


def counted(offset: Offset, day: date | None) -> str | None:
    """The day at an offset from `day`; None without one, beyond the calendar, and for working days, which need to know the holidays."""
    if day is None or offset.unit == "working days":
        return None
    try:
        return offset.after(day).isoformat()
    except WhenError:
        return None
