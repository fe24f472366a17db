"""The commitments whose deadline hangs on an event: read from the words that the commitment keeps.

Some have no date until the event comes; others have one already, counted from the day of the text ("within 30 days of signature"), which
holds until somebody records the day of the event itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from servanda.model.deadline import Deadline, Offset, Trigger
from servanda.model.span import Span
from servanda.read.deadlines import read_deadline
from servanda_ledger.book.document_rows import shown
from servanda_ledger.book.entries import Entry, Json, canonical
from servanda_ledger.book.projection import ReadBlob, Row
from servanda_ledger.book.state import DocumentState, state_of
from servanda_ledger.follow.triggers import Setting, event_of

# These name a day of their own: nothing that comes later moves it.
_FIXED = frozenset(["document", "meeting", "date"])


def waiting_rows(entries: Sequence[Entry], blobs: ReadBlob) -> Iterator[Row]:
    """One row for each standing commitment whose words hang its deadline on an event."""
    state = state_of(entries, blobs)
    for each in state.commitments:
        if each.review.state == "rejected" or not each.json.get("deadline_words"):
            continue
        row = _row(each.json, state)
        if row is not None:
            yield row


def _row(commitment: Json, state: DocumentState) -> Row | None:
    words, sentence = commitment["deadline_words"], commitment["sentence"]
    header = state.reading["document"]
    deadline = read_deadline(state.text, document_date=header.get("date"), words=(words["start"], words["end"]))
    if deadline is None or deadline.trigger is None:
        return None
    known = commitment.get("deadline")
    # A date that an editor set stands, whatever the words would count to.
    if known and (deadline.trigger.kind in _FIXED or known != deadline.value):
        return None
    basis = tuple(b["instrument"] for b in commitment["basis"] if b.get("instrument"))
    setting = Setting(header, tuple(state.reading["instruments"]), basis, sentence["start"], sentence["end"])
    values = {
        "document": header["id"],
        "event": shown(event_of(deadline.trigger, setting)),
        "trigger": deadline.trigger.kind,
        "words": shown(words["text"]),
        "deadline": canonical(deadline_json(deadline)),
    }
    return Row("follow.Waiting", commitment["id"], values)


def deadline_json(deadline: Deadline) -> Json:
    """A deadline as JSON; `deadline_from_json` reads it back."""
    trigger, offset = deadline.trigger, deadline.offset
    return {
        "words": _span_json(deadline.words),
        "bound": deadline.bound,
        "trigger": trigger
        and {"kind": trigger.kind, "words": trigger.words and _span_json(trigger.words), "name": trigger.name, "round": trigger.round},
        "offset": offset and {"count": offset.count, "unit": offset.unit, "first_counts": offset.first_counts, "turn": offset.turn},
    }


def deadline_from_json(json: Json) -> Deadline:
    """The deadline that `deadline_json` wrote, without a value."""
    trigger, offset = json["trigger"], json["offset"]
    return Deadline(
        value=None,
        words=_span(json["words"]),
        trigger=trigger and Trigger(trigger["kind"], trigger["words"] and _span(trigger["words"]), trigger["name"], trigger["round"]),
        offset=offset and Offset(**offset),
        bound=json["bound"],
    )


def _span_json(span: Span) -> Json:
    return {"text": span.text, "start": span.start, "end": span.end}


def _span(json: Any) -> Span:
    return Span(json["start"], json["end"], json["text"])
