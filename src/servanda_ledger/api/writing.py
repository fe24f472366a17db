"""Writing in the book: decisions on commitments, what came of them, actions of parties, days of events."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Status

from servanda_ledger.api.asked import one_document
from servanda_ledger.api.commitments import commitment
from servanda_ledger.api.credentials import by, needs
from servanda_ledger.api.problem import ProblemError, unknown
from servanda_ledger.api.router import router
from servanda_ledger.api.rows import entry_out
from servanda_ledger.api.shapes import Written
from servanda_ledger.api.takes import DateEvent, Decide, DecideStatus, EvidenceIn, RecordAction, Settle, SourceIn, Withdraw
from servanda_ledger.book import record
from servanda_ledger.book.entries import Entry, Json
from servanda_ledger.book.models import Entry as EntryRow
from servanda_ledger.follow.decisions import Deed, Evidence, Judgement, cited, date_event, decide_status, record_action, settle
from servanda_ledger.follow.models import Candidate

_OPTIONS: dict[str, Any] = {"tags": ["writing"], "auth": needs("review"), "response": {201: Written}}


@router.post("/documents/{document}/decisions", summary="Decide on commitments of a document", **_OPTIONS)
def decide(request: HttpRequest, document: str, body: Decide) -> Status[Json]:
    """Confirm, correct, reject, split, merge or add. What is put in must be verbatim in the text at its offsets."""
    into = [each.dict(exclude_none=True) for each in body.into]
    return _made(record.decide(body.decision, one_document(document).key, body.of, into, by(request, body.reason)))


@router.post("/entries/{number}/withdrawal", summary="Take back a decision", **_OPTIONS)
def withdraw(request: HttpRequest, number: int, body: Withdraw) -> Status[Json]:
    """The decision stays in the book; from this entry on it does not count."""
    if not 0 < number < 2**53 or not EntryRow.objects.filter(number=number).exists():
        raise unknown("entry", "/api/v1/entries")
    return _made(record.withdraw(number, by(request, body.reason)))


@router.post("/commitments/{identifier}/status", summary="Say what came of a commitment", **_OPTIONS)
def status(request: HttpRequest, identifier: str, body: DecideStatus) -> Status[Json]:
    """Rungs that assert something of the world need the exact words of a document as evidence."""
    row = commitment(identifier)
    evidence = tuple(_evidence(each) for each in body.evidence)
    judgement = Judgement(row.key, row.document, body.status, evidence, body.on, body.candidate, body.successor)
    return _made(decide_status(judgement, by(request, body.reason)))


@router.post("/actions", summary="Record what a party did to an instrument", **_OPTIONS)
def action(request: HttpRequest, body: RecordAction) -> Status[Json]:
    """With its evidence: words of a document, or where it is recorded."""
    deed = Deed(body.instrument, body.party, body.action, body.date, _shown(body.evidence))
    return _made(record_action(deed, by(request, body.reason)))


@router.post("/events", summary="Record the day of an event that deadlines wait for", **_OPTIONS)
def event(request: HttpRequest, body: DateEvent) -> Status[Json]:
    """Deadlines that are counted from it get their days."""
    return _made(date_event(body.event, body.name, body.date, _shown(body.evidence), by(request, body.reason)))


@router.post("/candidates/{identifier}/settlement", summary="Accept or dismiss a candidate", **_OPTIONS)
def settlement(request: HttpRequest, identifier: str, body: Settle) -> Status[Json]:
    """Whether the passage that the machine proposed bears on the commitment."""
    row = Candidate.objects.current().filter(key=identifier).order_by("-id").first()
    if row is None:
        raise unknown("candidate", "/api/v1/candidates")
    if row.state != "open":
        raise ProblemError(409, "settled", f"this candidate was {row.state} by {row.settled_by}; take that back first")
    return _made(settle(row.key, row.document, body.outcome, by(request, body.reason)))


def _made(entry: Entry) -> Status[Json]:
    return Status(201, {"entry": entry_out(entry)})


def _evidence(given: EvidenceIn) -> Evidence:
    return Evidence(one_document(given.document).key, given.start, given.end, given.text, given.note)


def _shown(given: EvidenceIn | SourceIn) -> Json:
    return {"source": given.source} if isinstance(given, SourceIn) else cited(_evidence(given))
