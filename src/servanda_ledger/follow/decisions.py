"""What editors put in the book: statuses, actions of parties, days of events; each with evidence and a reason."""

from __future__ import annotations

import json
from dataclasses import dataclass

from servanda.model.span import AnchorError, Span
from servanda.model.when import WhenError, parse_when
from servanda_ledger.book import chain, record
from servanda_ledger.book.entries import LONGEST, Draft, Entry, Json
from servanda_ledger.book.keys import instrument_key
from servanda_ledger.book.models import Commitment
from servanda_ledger.book.record import DecisionError
from servanda_ledger.follow.actions import ACTIONS, Action
from servanda_ledger.follow.ladder import NEEDS_EVIDENCE, STATUSES, Status
from servanda_ledger.follow.models import Candidate

OUTCOMES = ("accepted", "dismissed")
_LONGEST_PARTY = 40
_LONGEST_EVENT = LONGEST["subject"] - len("event:")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Exact words of a document of the ledger, at code points `start` to `end` of its text."""

    document: str
    start: int
    end: int
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of a commitment, as an editor sees it. `on` is the EDTF date from which it was so, `candidate` the proposal followed.

    `successor` is the commitment that takes the place of a superseded one; its words are evidence without being cited again.
    """

    commitment: str
    document: str
    status: Status
    evidence: tuple[Evidence, ...] = ()
    on: str = ""
    candidate: str = ""
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a party did to an instrument on an EDTF date. `evidence` is `cited(...)` or `{"source": where it is recorded}`."""

    instrument: str
    party: str
    action: Action
    date: str
    evidence: Json


def decide_status(judgement: Judgement, by: chain.By) -> Entry:
    """Record what came of a commitment.

    Raises `DecisionError` when evidence is missing or not verbatim, the commitment does not stand, or a superseded one names no other
    that takes its place; `KeyError` for an unknown document.
    """
    j = judgement
    if j.status not in STATUSES:
        raise DecisionError(f"{j.status!r} is not one of: {', '.join(STATUSES)}")
    given = (*j.evidence, *_succeeding(j))
    if j.status in NEEDS_EVIDENCE and not given:
        raise DecisionError(f"{j.status.replace('_', ' ')} needs evidence: the exact words of a document in the ledger")
    _check_date(j.on)
    cited_words = [cited(each) for each in dict.fromkeys(given)]
    with chain.writing(by.clock) as writer:
        now = record.state(j.document)
        if not any(c.json["id"] == j.commitment and c.review.state != "rejected" for c in now.commitments):
            raise DecisionError(f"there is no commitment {j.commitment} in this document; it may have been changed meanwhile")
        body: Json = {
            "commitment": j.commitment,
            "status": j.status,
            "on": j.on,
            "evidence": cited_words,
            "candidate": j.candidate,
            "successor": j.successor,
        }
        return writer.append(Draft("status.decided", j.document, by.author, by.reason, body))


def _succeeding(judgement: Judgement) -> tuple[Evidence, ...]:
    """The words of the commitment that takes the place of a superseded one."""
    if judgement.status != "superseded":
        if judgement.successor:
            raise DecisionError("only a superseded commitment has another in its place")
        return ()
    if not judgement.successor or judgement.successor == judgement.commitment:
        raise DecisionError("superseded needs the commitment that takes its place: give its number")
    row = Commitment.objects.current().filter(key=judgement.successor).exclude(review="rejected").first()
    if row is None:
        raise DecisionError(f"there is no commitment {judgement.successor} in the ledger")
    action = json.loads(row.data)["action"]
    if any(e.document == row.document and e.start < action["end"] and action["start"] < e.end for e in judgement.evidence):
        return ()
    return (Evidence(row.document, action["start"], action["end"], action["text"]),)


def record_action(deed: Deed, by: chain.By, writer: chain.Writer | None = None) -> Entry:
    """Record that a party signed, ratified, left ... an instrument, in a transaction that the caller may hold. Raises `DecisionError`."""
    check_deed(deed)
    key = instrument_key(deed.instrument)
    body: Json = {
        "instrument": deed.instrument,
        "key": key,
        "party": deed.party,
        "action": deed.action,
        "date": deed.date,
        "evidence": deed.evidence,
    }
    draft = Draft("action.recorded", f"instrument:{key}", by.author, by.reason, body)
    return writer.append(draft) if writer is not None else chain.append(draft, by.clock)


def check_deed(deed: Deed) -> None:
    """Raise `DecisionError` unless this can be recorded."""
    if deed.action not in ACTIONS:
        raise DecisionError(f"{deed.action!r} is not one of: {', '.join(ACTIONS)}")
    if not deed.instrument.strip() or not deed.party.strip():
        raise DecisionError("an action needs an instrument and a party")
    if not deed.evidence:
        raise DecisionError("an action needs evidence: words of a document, or where it is recorded")
    if len(deed.party) > _LONGEST_PARTY:
        raise DecisionError(f"{deed.party[:60]!r} is no code of a party; give it like CAN")
    _check_date(deed.date)


def date_event(event: str, name: str, date: str, evidence: Json, by: chain.By) -> Entry:
    """Record the day on which an event came that deadlines wait for (`event` is its key, see `triggers`). Raises `DecisionError`."""
    if not date:
        raise DecisionError("an event needs its day")
    if not event.strip() or len(event) > _LONGEST_EVENT:
        raise DecisionError(f"the key of an event has 1 to {_LONGEST_EVENT} characters")
    if not evidence:
        raise DecisionError("the day of an event needs evidence: words of a document, or where it is recorded")
    _check_date(date)
    body: Json = {"event": event, "name": name, "date": date, "evidence": evidence}
    return chain.append(Draft("event.dated", f"event:{event}", by.author, by.reason, body), by.clock)


def settle(candidate: str, document: str, outcome: str, by: chain.By) -> Entry:
    """Record that an editor `accepted` or `dismissed` an open candidate that came with `document`. Raises `DecisionError`."""
    if outcome not in OUTCOMES:
        raise DecisionError(f"a candidate is accepted or dismissed, not {outcome!r}")
    body: Json = {"candidate": candidate, "outcome": outcome}
    with chain.writing(by.clock) as writer:
        row = Candidate.objects.current().filter(key=candidate, document=document).first()
        if row is None:
            raise DecisionError(f"there is no candidate {candidate} that came with this document")
        if row.state != "open":
            raise DecisionError(f"this candidate was {row.state} by {row.settled_by}; take that back first")
        return writer.append(Draft("candidate.settled", document, by.author, by.reason, body))


def cited(evidence: Evidence) -> Json:
    """Evidence as the book keeps it. Raises `DecisionError` when the words do not stand there."""
    each = evidence
    try:
        text = record.state(each.document).text
        Span(each.start, each.end, each.text).verify(text)
    except KeyError as error:
        raise DecisionError(f"the ledger holds no document {each.document}; add it first") from error
    except AnchorError as error:
        raise DecisionError(f"the evidence does not stand in that document: {error}") from error
    return {"document": each.document, "start": each.start, "end": each.end, "text": each.text, "note": each.note}


def _check_date(date: str) -> None:
    try:
        if date:
            parse_when(date)
    except WhenError as error:
        raise DecisionError(str(error)) from error
