"""The rows that decisions make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda_ledger.book.document_rows import days, shown
from servanda_ledger.book.entries import Entry, canonical
from servanda_ledger.book.projection import ReadBlob, Row
from servanda_ledger.book.state import withdrawn_by


def followed_rows(entries: Sequence[Entry], blobs: ReadBlob) -> Iterator[Row]:
    """Statuses and candidates among the entries of one document."""
    withdrawn = withdrawn_by(entries)
    standing = [e for e in entries if e.number not in withdrawn]
    yield from _statuses(standing)
    yield from _candidates(standing)


def _statuses(entries: Sequence[Entry]) -> Iterator[Row]:
    last = {e.body["commitment"]: e for e in entries if e.kind == "status.decided"}
    for commitment, e in last.items():
        if e.body["status"] == "not_checked":  # an editor's way to say: as if nobody had looked
            continue
        values = {
            "document": e.subject,
            "status": e.body["status"],
            "on": e.body["on"],
            "on_day": days(e.body["on"])[0],
            "reason": e.reason,
            "evidence": canonical(e.body["evidence"]),
            "successor": e.body.get("successor", ""),
            "decided_by": e.author,
            "decided_at": e.at,
            "entry": e.number,
        }
        yield Row("follow.Status", commitment, values)


def _candidates(entries: Sequence[Entry]) -> Iterator[Row]:
    settled = {e.body["candidate"]: e for e in entries if e.kind == "candidate.settled"}
    for e in entries:
        if e.kind != "candidates.proposed":
            continue
        for each in e.body["candidates"]:
            by = settled.get(each["id"])
            values = {
                "commitment": each["commitment"],
                "commitment_document": each["commitment_document"],
                "document": e.subject,
                "relation": each["relation"],
                "data": canonical(each),
                "state": by.body["outcome"] if by else "open",
                "settled_by": by.author if by else "",
                "settled_at": by.at if by else "",
                "settled_reason": by.reason if by else "",
            }
            yield Row("follow.Candidate", each["id"], values)


def action_rows(entries: Sequence[Entry], blobs: ReadBlob) -> Iterator[Row]:
    """What parties did to one instrument: each action of a party once, as last recorded."""
    withdrawn = withdrawn_by(entries)
    last = {
        (e.body["party"], e.body["action"], e.body["date"]): e for e in entries if e.kind == "action.recorded" and e.number not in withdrawn
    }
    for (party, action, date), e in last.items():
        values = {
            "instrument_key": e.body["key"],
            "instrument": shown(e.body["instrument"]),
            "party": party,
            "action": action,
            "date": date,
            "day": days(date)[0],
            "evidence": canonical(e.body["evidence"]),
            "recorded_by": e.author,
            "recorded_at": e.at,
            "entry": e.number,
        }
        yield Row("follow.Action", f"{party}|{action}|{date}", values)


def event_rows(entries: Sequence[Entry], blobs: ReadBlob) -> Iterator[Row]:
    """The day of one event, as last recorded."""
    withdrawn = withdrawn_by(entries)
    dated = [e for e in entries if e.kind == "event.dated" and e.number not in withdrawn]
    if dated:
        e = dated[-1]
        values = {
            "event": e.body["event"],
            "name": shown(e.body["name"]),
            "date": e.body["date"],
            "day": days(e.body["date"])[1],
            "evidence": canonical(e.body["evidence"]),
            "recorded_by": e.author,
            "recorded_at": e.at,
            "entry": e.number,
        }
        yield Row("follow.Event", e.body["event"][:300], values)
