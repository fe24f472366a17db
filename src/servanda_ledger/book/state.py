"""What the book holds of one document: its latest reading with the decisions of editors upon it.

Every decision names the commitments it is about (`of`: id and action words) and carries those that take their place (`into`), whole. A
newer reading does not undo a decision: it is laid upon the new reading by id, else by its exact words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from threading import local
from typing import Any, Literal

from servanda_ledger.book.entries import Entry, Json
from servanda_ledger.book.projection import ReadBlob

ReviewState = Literal["machine", "confirmed", "corrected", "added", "rejected"]

_REVIEWS: dict[str, ReviewState] = {
    "commitment.confirmed": "confirmed",
    "commitment.corrected": "corrected",
    "commitment.rejected": "rejected",
    "commitment.split": "corrected",
    "commitment.merged": "corrected",
    "commitment.added": "added",
}
DECISIONS = tuple(_REVIEWS)
_SAME = 0.5  # Jaccard overlap of two actions from which on they are taken for one


@dataclass(frozen=True, slots=True)
class Review:
    """Who last looked at a commitment, when, and why it is as it is; `entry` is the number of that entry."""

    state: ReviewState = "machine"
    by: str = ""
    at: str = ""
    reason: str = ""
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A commitment as JSON, with its review."""

    json: Json
    review: Review = Review()


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document as it stands after some of its entries.

    `adrift` are decisions that the present text no longer bears: their words are not found in it.
    """

    added: Entry
    read: Entry
    reading: Json
    text: str
    commitments: tuple[Reviewed, ...]
    adrift: tuple[Entry, ...] = ()


_last = local()


def state_of(entries: Sequence[Entry], blobs: ReadBlob) -> DocumentState:
    """The state after these entries of one document, the first of which adds it. Whoever asks for the same again gets the same."""
    # Every projector asks for it in turn, of the very same list.
    made: tuple[object, object, int, DocumentState] | None = getattr(_last, "made", None)
    if made is None or made[0] is not entries or made[1] is not blobs or made[2] != len(entries):
        made = _last.made = (entries, blobs, len(entries), _state_of(entries, blobs))
    return made[3]


def _state_of(entries: Sequence[Entry], blobs: ReadBlob) -> DocumentState:
    added = entries[0]
    read = next(e for e in reversed(entries) if e.kind in ("document.added", "reading.made"))
    text = blobs(read.body["text"]).decode()
    reading = json.loads(blobs(read.body["reading"]))
    withdrawn = withdrawn_by(entries)
    commitments = [Reviewed(c) for c in reading["commitments"]]
    adrift: list[Entry] = []
    for entry in entries:
        if entry.kind in _REVIEWS and entry.number not in withdrawn:
            moved = _anchored(entry.body, text, read.body["text"])
            if moved is None:
                adrift.append(entry)
            else:
                commitments = _decided(commitments, entry, moved)
    commitments.sort(key=lambda c: (c.json["action"]["start"], c.json["action"]["end"], c.json["id"]))
    return DocumentState(added, read, reading, text, tuple(commitments), tuple(adrift))


def withdrawn_by(entries: Sequence[Entry]) -> frozenset[int]:
    """The numbers of the decisions that these entries take back."""
    return frozenset(e.body["entry"] for e in entries if e.kind == "decision.withdrawn")


def _decided(commitments: list[Reviewed], entry: Entry, body: Json) -> list[Reviewed]:
    """The commitments after one decision, whose words stand in the present text."""
    review = Review(_REVIEWS[entry.kind], entry.author, entry.at, entry.reason, entry.number)
    targets = {c.json["id"] for anchor in body["of"] for c in commitments if _meant(c, anchor)}
    # What the editor put in stands instead of what the machine now finds at the same words.
    targets |= {
        c.json["id"]
        for c in commitments
        for new in body["into"]
        if c.review.state == "machine" and overlap(c.json["action"], new["action"]) >= _SAME
    }
    kept = [c for c in commitments if c.json["id"] not in targets]
    return kept + [Reviewed(each, review) for each in body["into"]]


def _meant(commitment: Reviewed, anchor: Json) -> bool:
    if commitment.json["id"] == anchor["id"]:
        return True
    return commitment.review.state == "machine" and overlap(commitment.json["action"], anchor["action"]) >= _SAME


def fits(kind: str, before: int, after: int) -> bool:
    """Whether a decision of this kind can make so many commitments of so many."""
    return {
        "commitment.confirmed": before >= 1 and after == before,
        "commitment.rejected": before >= 1 and after == before,
        "commitment.corrected": before == 1 and after == 1,
        "commitment.split": before == 1 and after >= 2,
        "commitment.merged": before >= 2 and after == 1,
        "commitment.added": before == 0 and after >= 1,
    }[kind]


def overlap(a: Json, b: Json) -> float:
    """Jaccard overlap of two spans in code points, 0 to 1."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    whole = max(a["end"], b["end"]) - min(a["start"], b["start"])
    return max(shared, 0) / whole if whole else 0.0


def _anchored(body: Json, text: str, text_blob: str) -> Json | None:
    """A decision with its spans where their exact words stand in the present text; None when one of them does not stand there."""
    if body["text"] == text_blob:
        return body
    moved = _moved({"of": body["of"], "into": body["into"]}, text)
    return moved if isinstance(moved, dict) else None


def _moved(value: Any, text: str) -> Any:
    """JSON with every span in it moved to the occurrence of its words nearest to where they stood; None when there is none."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            start = _nearest(text, value["text"], value["start"])
            return None if start is None else value | {"start": start, "end": start + len(value["text"])}
        fields = {k: _moved(v, text) for k, v in value.items()}
        return None if any(fields[k] is None and v is not None for k, v in value.items()) else fields
    if isinstance(value, list):
        items = [_moved(v, text) for v in value]
        return None if any(item is None for item in items) else items
    return value


def _nearest(text: str, words: str, start: int) -> int | None:
    after = text.find(words, start)
    before = text.rfind(words, 0, start + len(words))
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - start), default=None)
