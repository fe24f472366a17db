"""Why a deadline stands as it does, in a sentence."""

from __future__ import annotations

from datetime import date
from typing import Literal

State = Literal["overdue", "due", "upcoming", "undated"]
_DAYS_COUNTED = 730  # a longer time is told in years


def dated(words: str, hangs: bool) -> str:
    """Why a commitment has the date that its row has; `hangs`: an event that is not recorded yet could move it."""
    if not words:
        return "an editor set the deadline"
    said = f"the text says “{words}”"
    return f"{said}, counted from the day that the text itself bears, as no other is recorded" if hangs else said


def undated(words: str, hangs: bool) -> str:
    """Why a commitment has no date."""
    if not words:
        return "the text gives no deadline"
    if hangs:
        return f"the text says “{words}”, and the ledger does not know yet when that came"
    return f"the text says “{words}”, which gives no day"


def standing(state: State, last: date | None, as_of: date) -> str:
    """How the last day of a dated deadline lies to the day asked about."""
    if last is None:
        return "; the period has no end"
    days = abs((last - as_of).days)
    counted = f"{days} day{'' if days == 1 else 's'}" if days < _DAYS_COUNTED else f"{days // 365} years"
    if state == "overdue":
        return f"; its last day, {last}, was {counted} before {as_of}, and nobody has recorded it as kept"
    return f"; its last day is {last}, " + ("today" if days == 0 else f"in {counted}")
