"""Resolving a deadline once its trigger is dated, with the reasoning in a sentence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from servanda.model.deadline import Deadline, Offset
from servanda.model.when import Point, WhenError, day_of, is_working_day, parse_when, shift

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_DUE = {"by": "it is due by then", "on": "it is due then", "from": "it runs from then on", "for": "it lasts until then"}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a deadline comes to: `value` is EDTF, None while it cannot be known; `because` is a sentence that says why."""

    value: str | None
    because: str


def explain(deadline: Deadline, trigger_day: date | str | None = None, holidays: Collection[date] = ()) -> Resolution:
    """The date that `deadline` comes to when its trigger is dated `trigger_day` (a day or EDTF), and the reasoning.

    Without one, what the text and its own date give. `holidays` are left out of working days. Raises `WhenError` for malformed EDTF.
    """
    words = f"“{' '.join(deadline.words.text.split())}”"
    if deadline.trigger is None and deadline.offset is None:
        return Resolution(deadline.value, f"{words} {_plain(deadline)}.")
    day = trigger_day or deadline.counted_from
    if day is None:
        return Resolution(deadline.value, f"{words} {_waiting(deadline)}.")
    known = day if isinstance(day, date) else day_of(day)
    if known is None:
        value, reason = _of_period(deadline, str(day))
        return Resolution(value, f"{words}: {_subject(deadline, str(day))}; {reason}.")
    try:
        settled = deadline.settled(known, holidays)
    except WhenError:
        return Resolution(None, f"{words}: {_subject(deadline, known.isoformat())}; that is beyond the calendar.")
    reason = f"so {_DUE[deadline.bound]}"
    if deadline.offset is not None:
        reason = _counted(deadline.offset, known, date.fromisoformat(settled.value or ""), holidays)
    return Resolution(settled.value, f"{words}: {_subject(deadline, known.isoformat())}; {reason}.")


def _plain(deadline: Deadline) -> str:
    """Why a deadline without trigger has its value."""
    if deadline.value is None:
        return "gives no date without the date of the document"
    told = f", told from the document’s date, {said(deadline.counted_from.isoformat())}" if deadline.counted_from else ""
    return f"gives {said(deadline.value)}{told}"


def _waiting(deadline: Deadline) -> str:
    """What a deadline waits for."""
    trigger = deadline.trigger
    if trigger is None or trigger.words is None:
        return "counts from the date of the document, which is not known"
    if deadline.value is not None:  # the text itself says elsewhere when the meeting is
        return f"waits for “{_flat(trigger.words.text)}”, which the text dates {said(deadline.value)}"
    return f"waits for “{_flat(trigger.words.text)}”, which has no date yet"


def _subject(deadline: Deadline, value: str) -> str:
    """The trigger and its date."""
    trigger = deadline.trigger
    if trigger is None or trigger.words is None:
        return f"the document is dated {said(value)}"
    if trigger.kind == "date":
        return f"it counts from {said(value)}"
    return f"“{_flat(trigger.words.text)}” is dated {said(value)}"


def _counted(offset: Offset, start: date, end: date, holidays: Collection[date]) -> str:
    """How an offset was counted from `start` to `end`."""
    length = _length(offset)
    if offset.turn:
        return f"the {offset.turn} day of the month {length} {offset.side} that day’s month is {said(end.isoformat())}"
    if offset.first_counts:
        verb, edge = ("end", "first") if offset.count > 0 else ("begin", "last")
        return f"{length} of which that day is the {edge} {verb} on {said(end.isoformat())}"
    note = ", not counting it,"
    if offset.unit == "working days":
        note = f", not counting it, Mondays to Fridays{_without(start, end, holidays)},"
    elif offset.unit in ("months", "years"):
        note = ", whose month has no such day," if end.day != start.day else ""
    elif offset.unit == "hours":
        note = ", begun days counted whole,"
    return f"{length} {offset.side} that day{note} is {said(end.isoformat())}"


def _length(offset: Offset) -> str:
    """An offset without its side: "90 days", "1 month"."""
    count = abs(offset.count)
    return f"{count} {offset.unit if count != 1 else offset.unit[:-1]}"


def _without(start: date, end: date, holidays: Collection[date]) -> str:
    """The holidays that working days from `start` to `end` left out."""
    low, high = sorted((start, end))
    met = sorted(h for h in holidays if is_working_day(h) and low <= h <= high and h != start)
    return f" without {', '.join(said(h.isoformat()) for h in met)}" if met else " with no holiday among them"


def _of_period(deadline: Deadline, value: str) -> tuple[str | None, str]:
    """The value when the trigger is dated to a month, year or other period, as far as that can be counted with, and why."""
    offset, when = deadline.offset, parse_when(value)
    if offset is None:
        return value, f"so {_DUE[deadline.bound]}"
    whole = isinstance(when, Point) and not (offset.first_counts or offset.turn)
    if (
        isinstance(when, Point)
        and whole
        and (offset.unit, when.granularity) in (("months", "month"), ("years", "month"), ("years", "year"))
    ):
        try:
            day = shift(when.bounds()[0], offset.count, offset.unit)
        except WhenError:
            return None, "that is beyond the calendar"
        moved = str(Point(day.year, day.month if when.part else None, mark=when.mark))
        return moved, f"{_length(offset)} {offset.side} that is {said(moved)}"
    return None, f"its day must be known to count {_length(offset)} {offset.side} it"


def said(value: str) -> str:
    """An EDTF value in English: "14 April 2032", "April 2032", "summer 2032"; others as they are."""
    when = parse_when(value)
    if not isinstance(when, Point) or when.mark or when.years > 1:
        return value
    month = "" if when.part is None else _SEASONS.get(when.part) or _MONTHS[when.part - 1]
    return " ".join(str(p) for p in (when.day, month, when.year) if p)


def _flat(words: str) -> str:
    return " ".join(words.split())
