"""Readings as JSON (contract: `servanda.reading/1`), which `from_wire` reads back without loss, and identifiers."""

from __future__ import annotations

import hashlib
from typing import Any

from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.document import Document, Source
from servanda.model.entities import Instrument, Meeting, Person
from servanda.model.reading import Reading
from servanda.model.span import Span

Json = dict[str, Any]

READING_SCHEMA = "servanda.reading/1"


def stable_id(prefix: str, *parts: object) -> str:
    """A short identifier that is the same for the same parts: `prefix`, a hyphen and 12 hexadecimal digits."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()
    return f"{prefix}-{digest[:12]}"


def span_json(span: Span) -> Json:
    """A span as `{"text", "start", "end"}`."""
    return {"text": span.text, "start": span.start, "end": span.end}


def _given(**fields: object) -> Json:
    """The fields that are there: None and empty collections are left out."""
    return {k: v for k, v in fields.items() if v is not None and v != () and v != []}


def source_json(source: Source) -> Json:
    """A source without its text; absent fields are left out."""
    return {
        "id": source.id,
        "name": source.name,
        "language": source.language,
        **_given(title=source.title, published=source.published),
        "length": len(source.text),
        "landmarks": [{"start": mark.start, "name": mark.name} for mark in source.landmarks],
    }


def document_json(document: Document) -> Json:
    """The `document` part of a reading."""
    source = document.source
    series = document.series and _given(name=document.series.name, round=document.series.round)
    return {
        "id": source.id,
        "source": source.name,
        "title": document.title,
        "kind": document.kind,
        "official": document.official,
        "date": document.date,
        "place": document.place,
        "language": source.language,
        "parties": list(document.parties),
        "series": series,
        "length": len(source.text),
        **_given(heading=document.heading and span_json(document.heading), why=list(document.why)),
    }


def commitment_json(c: Commitment) -> Json:
    """One commitment; absent fields are left out."""
    return {
        "id": c.id,
        "span": span_json(c.action),
        "action": span_json(c.action),
        **_given(subject=c.subject and span_json(c.subject), operator=c.operator and span_json(c.operator)),
        "sentence": span_json(c.sentence),
        "parties": list(c.parties),
        "polarity": c.polarity,
        "obligation": c.obligation,
        "kind": c.kind,
        **_given(deadline=c.deadline, deadline_words=c.deadline_words and span_json(c.deadline_words)),
        **_given(place=c.place and c.place.text, place_words=c.place and span_json(c.place)),
        "basis": [span_json(b.span) | _given(instrument=b.instrument) for b in c.basis],
        "limits": [span_json(s) for s in c.limits],
        "why": list(c.why),
    }


def claim_json(c: Claim) -> Json:
    """One claim of a report; absent fields are left out."""
    return {
        "id": c.id,
        "span": span_json(c.quote),
        "quote": span_json(c.quote),
        "about": c.about,
        **_given(attributed_to=c.attributed_to and span_json(c.attributed_to)),
        "parties": list(c.parties),
        **_given(
            polarity=c.polarity, obligation=c.obligation, kind=c.kind, date=c.date, date_words=c.date_words and span_json(c.date_words)
        ),
        "why": list(c.why),
    }


def meeting_json(m: Meeting) -> Json:
    """One meeting; absent fields are left out."""
    return {
        "id": m.id,
        "name": m.name,
        **_given(round=m.round, date=m.date, place=m.place),
        "parties": list(m.parties),
        "people": list(m.people),
        "spans": [span_json(s) for s in m.spans],
    }


def instrument_json(i: Instrument) -> Json:
    """One instrument."""
    return {
        "id": i.id,
        "title": i.title,
        "type": i.type,
        "parties": list(i.parties),
        "status": i.status,
        "spans": [span_json(s) for s in i.spans],
    }


def person_json(p: Person) -> Json:
    """One person; absent fields are left out."""
    return {"name": p.name, **_given(native_name=p.native_name, office=p.office, party=p.party), "spans": [span_json(s) for s in p.spans]}


def reading_json(reading: Reading) -> Json:
    """A whole reading as the contract fixes it."""
    return {
        "schema": READING_SCHEMA,
        "document": document_json(reading.document),
        "commitments": [commitment_json(c) for c in reading.commitments],
        "claims": [claim_json(c) for c in reading.claims],
        "meetings": [meeting_json(m) for m in reading.meetings],
        "instruments": [instrument_json(i) for i in reading.instruments],
        "people": [person_json(p) for p in reading.people],
    }
