"""The rows that a document's entries make: the document, its commitments, claims, meetings, instruments and people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from servanda.model.when import bounds
from servanda_ledger.book.entries import Entry, Json, canonical
from servanda_ledger.book.keys import instrument_key, person_key, series_key
from servanda_ledger.book.projection import ReadBlob, Row, Value
from servanda_ledger.book.state import DocumentState, Reviewed, state_of


def document_rows(entries: Sequence[Entry], blobs: ReadBlob) -> Iterator[Row]:
    """Every row of one document after these entries."""
    state = state_of(entries, blobs)
    header = state.reading["document"]
    document = _document(state, header)
    yield document
    key = document.key
    for party in dict.fromkeys(header["parties"]):
        yield Row("book.DocumentParty", f"{key}|{party}", {"document": key, "party": party})
    for each in state.commitments:
        yield from _commitment(each, document)
    for claim in state.reading["claims"]:
        yield _claim(claim, key)
    for place, meeting in enumerate(state.reading["meetings"]):
        yield _meeting(meeting, key, place)
    for place, instrument in enumerate(state.reading["instruments"]):
        yield _mention(instrument, document, place)
    for place, person in enumerate(state.reading["people"]):
        yield _officeholder(person, document, place)


def joined(parties: Sequence[str]) -> str:
    """Party codes as the tables keep them: between blanks, so that " CAN " finds one; empty when there are none."""
    return f" {' '.join(dict.fromkeys(parties))} " if parties else ""


def days(value: str | None) -> tuple[date | None, date | None]:
    """The first and last day of an EDTF value; None where it is open or not given."""
    return bounds(value) if value else (None, None)


def shown(text: str | None) -> str:
    """Text as a database takes it: PostgreSQL has no NUL."""
    return (text or "").replace("\x00", "\ufffd")


def _document(state: DocumentState, header: Json) -> Row:
    first, last = days(header.get("date"))
    series = header.get("series") or {}
    standing = [c for c in state.commitments if c.review.state != "rejected"]
    values: dict[str, Value] = {
        "name": shown(header["source"]),
        "media_type": shown(state.added.body.get("media_type"))[:200],
        "title": shown(header.get("title")),
        "kind": header["kind"],
        "official": header["official"],
        "date": header.get("date") or "",
        "first_day": first,
        "last_day": last,
        "place": shown(header.get("place")),
        "language": header["language"],
        "parties": joined(header["parties"]),
        "series_name": shown(series.get("name")),
        "series_key": series_key(shown(series.get("name"))),
        "round": series.get("round"),
        "length": header["length"],
        "words": len(state.text.split()),
        "commitments": len(standing),
        "claims": len(state.reading["claims"]),
        "reader": state.read.body["reader"],
        "added_at": state.added.at,
        "read_at": state.read.at,
        "bytes_blob": state.added.body["bytes"],
        "text_blob": state.read.body["text"],
        "reading_blob": state.read.body["reading"],
    }
    return Row("book.Document", header["id"], values)


def _commitment(each: Reviewed, document: Row) -> Iterator[Row]:
    c, review = each.json, each.review
    first, last = days(c.get("deadline"))
    values: dict[str, Value] = {
        "document": document.key,
        "position": c["action"]["start"],
        "action": shown(c["action"]["text"]),
        "sentence": shown(c["sentence"]["text"]),
        "parties": joined(c["parties"]),
        "polarity": c["polarity"],
        "obligation": c["obligation"],
        "kind": c["kind"],
        "deadline": c.get("deadline") or "",
        "deadline_words": shown(_words(c.get("deadline_words"))),
        "due_first": first,
        "due_last": last,
        "place": shown(c.get("place")),
        "basis": shown("; ".join(b["text"] for b in c["basis"])),
        "data": canonical(c),
        "review": review.state,
        "reviewed_by": review.by,
        "reviewed_at": review.at,
        "review_reason": review.reason,
        "document_kind": document.values["kind"],
        "document_title": document.values["title"],
        "series_key": document.values["series_key"],
        "day": document.values["first_day"],
    }
    yield Row("book.Commitment", c["id"], values)
    for party in dict.fromkeys(c["parties"]):
        yield Row("book.CommitmentParty", f"{c['id']}|{party}", {"commitment": c["id"], "document": document.key, "party": party})


def _words(span: Any) -> str | None:
    return span["text"] if isinstance(span, dict) else None


def _claim(claim: Json, key: str) -> Row:
    values: dict[str, Value] = {
        "document": key,
        "position": claim["quote"]["start"],
        "quote": shown(claim["quote"]["text"]),
        "about": claim["about"],
        "parties": joined(claim["parties"]),
        "polarity": claim.get("polarity") or "",
        "obligation": claim.get("obligation") or "",
        "kind": claim.get("kind") or "",
        "date": claim.get("date") or "",
        "data": canonical(claim),
    }
    return Row("book.Claim", claim["id"], values)


def _meeting(meeting: Json, key: str, place: int) -> Row:
    values: dict[str, Value] = {
        "document": key,
        "position": place,
        "name": shown(meeting["name"]),
        "series_key": series_key(shown(meeting["name"])),
        "round": meeting.get("round"),
        "date": meeting.get("date") or "",
        "first_day": days(meeting.get("date"))[0],
        "place": shown(meeting.get("place")),
        "parties": joined(meeting["parties"]),
        "people": shown("; ".join(meeting["people"])),
        "data": canonical(meeting),
    }
    return Row("book.Meeting", f"{key}|{place}", values)


def _mention(instrument: Json, document: Row, place: int) -> Row:
    values: dict[str, Value] = {
        "document": document.key,
        "position": place,
        "instrument_key": instrument_key(shown(instrument["title"]), instrument["parties"]),
        "title": shown(instrument["title"]),
        "type": instrument["type"],
        "status": instrument["status"],
        "parties": joined(instrument["parties"]),
        "day": document.values["first_day"],
        "data": canonical(instrument),
    }
    return Row("book.Mention", f"{document.key}|{place}", values)


def _officeholder(person: Json, document: Row, place: int) -> Row:
    values: dict[str, Value] = {
        "document": document.key,
        "position": place,
        "person_key": person_key(shown(person["name"]), person.get("party")),
        "name": shown(person["name"]),
        "native_name": shown(person.get("native_name")),
        "office": shown(person.get("office")),
        "party": person.get("party") or "",
        "day": document.values["first_day"],
        "data": canonical(person),
    }
    return Row("book.Officeholder", f"{document.key}|{place}", values)
