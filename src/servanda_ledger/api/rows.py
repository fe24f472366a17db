"""From rows of the tables to the shapes of the API."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from servanda_ledger.book.carry import entry_json
from servanda_ledger.book.entries import Entry
from servanda_ledger.book.models import Claim, Commitment, Document
from servanda_ledger.catalogue.gathered import chunks
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.catalogue.party_words import codes_of
from servanda_ledger.follow.models import Action, Candidate, Event, Status

Json = dict[str, Any]
ROOT = "/api/v1"
_SAME = (
    "media_type", "title", "kind", "official", "language", "length", "words", "commitments", "claims", "reader", "added_at", "read_at",
    "entered",
)  # fmt: skip


def document_out(row: Document) -> Json:
    """A document."""
    here = f"{ROOT}/documents/{row.key.removeprefix('sha256:')}"
    return {
        "id": row.key,
        "source": row.name,
        **{name: getattr(row, name) for name in _SAME},
        "date": row.date or None,
        "place": row.place or None,
        "parties": list(codes_of(row.parties)),
        "series": {"name": row.series_name, "round": row.round} if row.series_name else None,
        "links": {
            "self": here,
            "text": f"{here}/text",
            "bytes": f"{here}/bytes",
            "reading": f"{here}/reading",
            "history": f"{here}/history",
            "commitments": f"{ROOT}/commitments?document={row.key}",
            "page": f"/documents/{row.key.removeprefix('sha256:')[:16]}/",
        },
    }


def commitments_out(rows: Iterable[Commitment], moment: Moment = NOW, scores: Mapping[str, float | None] | None = None) -> list[Json]:
    """Commitments, with what came of them."""
    listed = list(rows)
    statuses = statuses_of([row.key for row in listed], moment)
    return [commitment_out(row, statuses.get(row.key), (scores or {}).get(row.key)) for row in listed]


def statuses_of(keys: Iterable[str], moment: Moment) -> dict[str, Status]:
    """The decided statuses of these commitments."""
    found: dict[str, Status] = {}
    for some in chunks(keys):
        found |= {row.key: row for row in moment.rows(Status).filter(key__in=some)}
    return found


def commitment_out(row: Commitment, status: Status | None, score: float | None = None) -> Json:
    """One commitment."""
    day = row.day.isoformat() if row.day else None
    return {
        "id": row.key,
        "commitment": json.loads(row.data),
        "document": {"id": row.document, "title": row.document_title, "kind": row.document_kind, "date": day},
        "review": review_out(row),
        "status": status and status_out(status),
        "score": score,
    }


def review_out(row: Commitment) -> Json:
    """Who looked at a commitment."""
    return {"state": row.review, "by": row.reviewed_by, "at": row.reviewed_at, "reason": row.review_reason}


def status_out(row: Status) -> Json:
    """What came of a commitment."""
    same = {"status": row.status, "on": row.on, "reason": row.reason, "entry": row.entry}
    return same | {"evidence": json.loads(row.evidence), "by": row.decided_by, "at": row.decided_at}


def claim_out(row: Claim) -> Json:
    """A claim."""
    return {"id": row.key, "document": row.document, "claim": json.loads(row.data)}


def entry_out(entry: Entry) -> Json:
    """An entry of the chain."""
    return entry_json(entry)


def action_out(row: Action) -> Json:
    """Something a party did to an instrument."""
    same = {name: getattr(row, name) for name in ("instrument", "instrument_key", "party", "action", "date", "entry")}
    return same | {"evidence": _object(row.evidence), "by": row.recorded_by, "at": row.recorded_at}


def event_out(row: Event) -> Json:
    """The day of an event."""
    same = {"event": row.event, "name": row.name, "date": row.date, "entry": row.entry}
    return same | {"evidence": _object(row.evidence), "by": row.recorded_by, "at": row.recorded_at}


def candidate_out(row: Candidate) -> Json:
    """A proposal of the machine."""
    same = {"commitment": row.commitment, "document": row.document, "relation": row.relation, "state": row.state}
    return {"id": row.key, **same, "candidate": json.loads(row.data)}


def _object(data: str) -> Json:
    made = json.loads(data)
    return made if isinstance(made, dict) else {"evidence": made}
