"""Meetings that texts speak of: one under whatever name, when its dialogue and round, or its day, tell that it is the same."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.model.when import bounds, is_when
from servanda_ledger.book.entries import Json
from servanda_ledger.book.models import Meeting as Row
from servanda_ledger.catalogue.dialogue_names import round_in
from servanda_ledger.catalogue.dialogues import MEETINGS
from servanda_ledger.catalogue.documents import DocumentLine, documents
from servanda_ledger.catalogue.gathered import chunks
from servanda_ledger.catalogue.kept_lists import KeptList, Said
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.catalogue.party_words import codes_of
from servanda_ledger.catalogue.remembered import few_while_unchanged, while_unchanged

Day = date  # for classes with a field named `date`

_WORD = re.compile(r"\w+")
_DIGITS = 16
_FIELDS = ("key", "document", "position", "name", "round", "date", "first_day", "place", "parties", "people")


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting as one document tells of it, with the words (from code point `start` on)."""

    key: str
    document: str
    position: int
    name: str
    round: int | None
    date: str
    first_day: Day | None
    place: str
    parties: tuple[str, ...]
    people: tuple[str, ...]
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list; `key` is its address, `dialogue` the key of its dialogue or empty."""

    key: str
    name: str
    round: int | None
    date: str
    first_day: Day | None
    place: str
    parties: tuple[str, ...]
    people: tuple[str, ...]
    texts: int
    dialogue: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with what each text tells of it."""

    line: MeetingLine
    told: tuple[Told, ...]
    documents: dict[str, DocumentLine]


@few_while_unchanged
def meetings(moment: Moment = NOW) -> tuple[MeetingLine, ...]:
    """Every meeting that has a date or a series to tell it by, the latest first."""
    return _LIST.at(moment)


@while_unchanged
def meeting(key: str, moment: Moment = NOW) -> Meeting | None:
    """A meeting as the book has it; None when it speaks of none of that key."""
    parts = key.split("~")
    rows = moment.rows(Row)
    series = ""
    if parts[0] == "in" and len(parts) == 3 and parts[2].isdigit():
        found = list(_told(rows.filter(document__startswith=f"sha256:{parts[1]}", position=int(parts[2]))))
    elif parts[0] == "on" and len(parts) == 3 and is_when(parts[1]):
        found = [t for t in _told(rows.filter(first_day=bounds(parts[1])[0])) if meeting_key(t, "") == key]
    else:
        series = parts[0]
        found = [t for some in chunks(MEETINGS.of(series)) for t in _told(rows.filter(key__in=some)) if meeting_key(t, series) == key]
    if not found:
        return None
    shown = documents({t.document for t in found}, moment)
    return Meeting(_line(key, found), tuple(t for t in found if t.document in shown), shown)


def key_of_stored(stored: str) -> str:
    """The meeting of which a row of the book's table has this key; empty when there is none."""
    series = MEETINGS.under([stored])
    return next((meeting_key(t, series.get(t.key, "")) for t in _told(Row.objects.filter(key=stored).order_by("-id")[:1])), "")


def meeting_key(told: Told, dialogue: str) -> str:
    """What tells a meeting: its dialogue with its round or date; else its date and name, or parties; else the place where it is told of."""
    number = told.round if told.round is not None else round_in(told.name)
    when = told.date.replace("/", "_")
    if dialogue and (number is not None or when):
        return f"{dialogue}~{f'r{number}' if number is not None else when}"
    if told.first_day and is_when(told.date) and "/" not in told.date:
        who = "-".join(sorted(c.lower() for p in told.parties for c in _WORD.findall(p))) if len(told.parties) > 1 else ""
        name = "-".join(_WORD.findall(told.name.lower()))[:60] if told.name[:1].isupper() else ""
        if name or who:
            return f"on~{told.date}~{name or who}"
    return f"in~{told.document.removeprefix('sha256:')[:_DIGITS]}~{told.position}"


def _told(rows: Any, *, words: bool = True) -> Iterator[Told]:
    """Rows of the table; the words in which the text tells of the meeting only if asked for."""
    for row in rows.values_list(*_FIELDS, *(("data",) if words else ())).iterator(chunk_size=5000):
        key, document, position, name, number, when, first, place, parties, people = row[:10]
        span: Json = json.loads(row[10])["spans"][0] if words else {"text": "", "start": 0}
        names = tuple(p for p in people.split("; ") if p)
        yield Told(key, document, position, name, number, when, first, place, codes_of(parties), names, span["text"], span["start"])


def _said(subjects: Sequence[str] | None, moment: Moment) -> Iterator[Said[Told]]:
    rows = moment.rows(Row) if subjects is None else moment.rows(Row).filter(subject__in=subjects)
    every = list(_told(rows, words=False))  # the subject of a row is its document
    series = MEETINGS.under(told.key for told in every)
    for told in every:
        key = meeting_key(told, series.get(told.key, ""))
        if not key.startswith("in~"):
            yield told.document, key, told


def _order(line: MeetingLine) -> tuple[object, ...]:
    return line.first_day or date.min, line.key


def _line(key: str, told: Sequence[Told]) -> MeetingLine:
    dialogue = key.partition("~")[0]
    best = max(told, key=lambda t: (bool(t.date), bool(t.place), len(t.people), len(t.name)))
    places = Counter(t.place for t in told if t.place)
    return MeetingLine(
        key,
        best.name,
        next((t.round for t in told if t.round is not None), None),
        best.date,
        best.first_day,
        places.most_common(1)[0][0] if places else "",
        tuple(dict.fromkeys(p for t in told for p in t.parties)),
        tuple(dict.fromkeys(p for t in told for p in t.people)),
        len({t.document for t in told}),
        "" if dialogue in ("on", "in") else dialogue,
    )


_LIST: KeptList[Told, MeetingLine] = KeptList(_said, _line, _order, backwards=True)
