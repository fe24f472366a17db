"""What a text speaks of besides its commitments: meetings, instruments, people."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model.labels import InstrumentStatus, InstrumentType
from servanda.model.span import Span


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that was held or is to be held; `date` is EDTF, `people` are names as in `Person.name`."""

    id: str
    name: str
    spans: tuple[Span, ...]
    round: int | None = None
    date: str | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, agreement or other instrument, with the status that the text itself gives it."""

    id: str
    title: str
    type: InstrumentType
    spans: tuple[Span, ...]
    parties: tuple[str, ...] = ()
    status: InstrumentStatus = "mentioned"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named, with the office and party the text gives and the name in its own script, if it stands there."""

    name: str
    spans: tuple[Span, ...]
    native_name: str | None = None
    office: str | None = None
    party: str | None = None
