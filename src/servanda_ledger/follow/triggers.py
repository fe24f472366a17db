"""Naming the event that a deadline waits for, so that whatever enters the ledger later can be recognised as it.

An event's key is one of `instrument:KEY|signature` (entry_into_force, ratification ...), `series:KEY|ROUND`, `series:KEY|after:DAY` (the
round after a day, where a text counts none) and `document:ID|words` for what only its own text knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.model.deadline import Trigger
from servanda_ledger.book.entries import Json
from servanda_ledger.book.keys import instrument_key, series_key

_OF_INSTRUMENT = frozenset(
    ["signature", "adoption", "ratification", "entry_into_force", "deposit", "accession", "expiry", "termination", "withdrawal"]
)
_OF_NOTICE = frozenset(["notification", "last_notification", "request"])
_TREATIES = frozenset(["treaty", "mou"])
_OWN = re.compile(r"\b(?:this|the\s+present)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """The document around a trigger, as its reading has it: header, instruments, and where the commitment's sentence stands."""

    header: Json
    instruments: tuple[Json, ...]
    basis: tuple[str, ...]  # ids of the instruments that the commitment rests on
    start: int
    end: int


def event_of(trigger: Trigger, setting: Setting) -> str:
    """The key of the event that the trigger means in its document."""
    series = setting.header.get("series") or {}
    if trigger.kind == "next_round":
        return _next_round(series_key(series.get("name") or trigger.name or ""), series.get("round"), setting)
    if trigger.kind == "named_event" and trigger.name:
        number = f"{trigger.round}" if trigger.round is not None else f"after:{setting.header.get('date') or ''}"
        return f"series:{series_key(trigger.name)}|{number}"
    if trigger.kind in _OF_INSTRUMENT:
        key = _instrument(trigger, setting)
        if key:
            return f"instrument:{key}|{trigger.kind}"
    words = " ".join((trigger.words.text if trigger.words else trigger.kind).casefold().split())
    return f"document:{setting.header['id']}|{words}"[:390]


def _next_round(key: str, number: int | None, setting: Setting) -> str:
    if not key:
        return f"document:{setting.header['id']}|next round"
    return f"series:{key}|{number + 1}" if number is not None else f"series:{key}|after:{setting.header.get('date') or ''}"


def _instrument(trigger: Trigger, setting: Setting) -> str:
    """The key of the instrument meant: the one in the trigger's words, else the treaty that speaks, else the only one in the sentence."""
    words = trigger.words
    if words is not None:
        for each in setting.instruments:
            if any(s["start"] < words.end and words.start < s["end"] for s in each["spans"]):
                return _key(each)
    header = setting.header
    if header["kind"] in _TREATIES and header.get("title") and (words is None or _OWN.search(words.text) or not setting.basis):
        return instrument_key(header["title"], header["parties"])
    near = {_key(i) for i in setting.instruments if any(setting.start <= s["start"] and s["end"] <= setting.end for s in i["spans"])}
    near |= {_key(i) for i in setting.instruments if i["id"] in setting.basis}
    return next(iter(near)) if len(near) == 1 else ""


def _key(instrument: Json) -> str:
    return instrument_key(instrument["title"], instrument["parties"])
