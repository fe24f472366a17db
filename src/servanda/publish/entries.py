"""What a reading lists besides commitments and claims, as short entries every text format can print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.model.entities import Instrument, Meeting, Person
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.publish.words import date_words


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, the facts the text gives about it, and where the text first names it; `prefix` and `key` identify it on a page."""

    name: str
    facts: tuple[str, ...]
    prefix: str
    key: str
    first: Span | None


def entries(reading: Reading) -> Iterator[tuple[str, list[Entry]]]:
    """Headings with their entries: meetings, instruments, people; headings without entries are left out."""
    for heading, items in (
        ("Meetings", [_meeting(m) for m in reading.meetings]),
        ("Instruments", [_instrument(i) for i in reading.instruments]),
        ("People", [_person(p) for p in reading.people]),
    ):
        if items:
            yield heading, items


def _meeting(m: Meeting) -> Entry:
    name = m.name if m.round is None else f"{m.name}, round {m.round}"
    return _entry(name, "m", m.id, m.spans, m.date and date_words(m.date), m.place, ", ".join(m.people))


def _instrument(i: Instrument) -> Entry:
    kind = None if i.type == "other" or i.type in i.title.lower() else i.type
    return _entry(i.title, "i", i.id, i.spans, kind, i.status if i.status != "mentioned" else None, ", ".join(i.parties))


def _person(p: Person) -> Entry:
    name = p.name if p.native_name is None else f"{p.name} ({p.native_name})"
    return _entry(name, "p", p.name, p.spans, p.office, p.party)


def _entry(name: str, prefix: str, key: str, spans: tuple[Span, ...], *facts: str | None) -> Entry:
    return Entry(name, tuple(f for f in facts if f), prefix, key, min(spans, default=None))
