"""Recording what was read, and what editors say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import servanda
from servanda.model.document import Source
from servanda.model.from_wire import WireError, reading_from_json, source_from_json
from servanda.model.reading import Reading
from servanda.model.wire import reading_json, source_json
from servanda.pipeline import Kept, Options
from servanda_ledger.book import chain
from servanda_ledger.book.entries import Draft, Entry, Json, Kind, canonical, digest
from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.book.state import DocumentState, fits, state_of

READER = f"servanda/{servanda.__version__}"
_DECISIONS = ("commitment.", "status.", "candidate.", "action.", "event.")
_ID = re.compile(r"c-[0-9a-f]{12}", re.ASCII)
PLAIN = Options()
Decision = Literal["confirmed", "corrected", "rejected", "split", "merged", "added"]
KIND_OF: dict[Decision, Kind] = {
    "confirmed": "commitment.confirmed",
    "corrected": "commitment.corrected",
    "rejected": "commitment.rejected",
    "split": "commitment.split",
    "merged": "commitment.merged",
    "added": "commitment.added",
}


class DecisionError(ValueError):
    """Raised when a decision cannot stand: its message says why, for the editor."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What `record` did: the document's id, its number of commitments, and the entry that was made (None: it was known)."""

    document: str
    commitments: int
    entry: Entry | None


def record(kept: Kept, *, author: str, reason: str = "added", options: Options = PLAIN, clock: chain.Clock = chain.now) -> Recorded:
    """Put a document with its reading in the book, unless the same bytes are in it. `options` are those it was read with."""
    with chain.writing(clock) as writer:
        return record_by(writer, kept, chain.By(author, reason), options)


def record_by(writer: chain.Writer, kept: Kept, by: chain.By, options: Options = PLAIN) -> Recorded:
    """As `record`, in a transaction that the caller holds."""
    reading, source = kept.reading, kept.reading.document.source
    known = Document.objects.current().filter(key=source.id).values_list("commitments", flat=True).first()
    if known is not None:
        return Recorded(source.id, known, None)
    text, made = source.text.encode(), canonical(reading_json(reading)).encode()
    body = {
        "bytes": digest(kept.loaded.data),
        "media_type": kept.loaded.media_type or "",
        "size": len(kept.loaded.data),
        "options": options_json(options),
        **_read_body(source, text, made),
    }
    names = [Path(name).read_bytes() for name in options.names]
    draft = Draft("document.added", source.id, by.author, by.reason, body, (kept.loaded.data, text, made, *names))
    return Recorded(source.id, len(reading.commitments), writer.append(draft))


def options_json(options: Options) -> Json:
    """Options as the book keeps them: files of names by their SHA-256, so that a document can be read again as it was."""
    return {
        "kind": options.kind or "",
        "date": options.date or "",
        "language": options.language or "",
        "names": [digest(Path(name).read_bytes()) for name in options.names],
    }


def _read_body(source: Source, text: bytes, made: bytes) -> Json:
    return {"reader": READER, "source": source_json(source), "text": digest(text), "reading": digest(made)}


def reread(reading: Reading, *, author: str, reason: str, clock: chain.Clock = chain.now) -> Entry | None:
    """Put a newer reading of a known document in the book; None when it says what the last one said."""
    source = reading.document.source
    text, made = source.text.encode(), canonical(reading_json(reading)).encode()
    with chain.writing(clock) as writer:
        last = state(source.id).read
        if (last.body["reading"], last.body["reader"], last.body["text"]) == (digest(made), READER, digest(text)):
            return None
        return writer.append(Draft("reading.made", source.id, author, reason, _read_body(source, text, made), (text, made)))


def state(document: str, *, until: int | None = None) -> DocumentState:
    """A document as the book has it, or had it just after the entry `until`. Raises `KeyError` when it holds no such document."""
    entries = [e for e in chain.history_of(document) if until is None or e.number <= until]
    if not entries:
        raise KeyError(document)
    return state_of(entries, chain.blob)


def reading_of(document: str, *, until: int | None = None) -> Reading:
    """A document's reading with the decisions of editors in it; rejected commitments are left out. Raises `KeyError`."""
    now = state(document, until=until)
    standing = [c.json for c in now.commitments if c.review.state != "rejected"]
    return reading_from_json(now.reading | {"commitments": standing}, source_from_json(now.read.body["source"], now.text))


def decide(decision: Decision, document: str, of: Sequence[str], into: Sequence[Json], by: chain.By) -> Entry:
    """Record an editor's decision on the commitments with the ids `of`, which become `into` (whole commitments as JSON).

    A confirmation or rejection takes `into` from what stands. Raises `DecisionError` when a commitment is not there, a span is not
    verbatim in the text, or the decision has the wrong number of commitments; `KeyError` when the document is unknown.
    """
    kind = KIND_OF[decision]
    of = list(dict.fromkeys(of))
    with chain.writing(by.clock) as writer:
        now = state(document)
        standing = {c.json["id"]: c.json for c in now.commitments}
        missing = [each for each in of if each not in standing]
        if missing:
            raise DecisionError(f"there is no commitment {missing[0]} in this document; it may have been changed meanwhile")
        if decision in ("confirmed", "rejected"):
            into = [standing[each] for each in of]
        if not fits(kind, len(of), len(into)):
            raise DecisionError(f"{len(of)} commitments cannot be {decision} into {len(into)}")
        _check_words(now, into)
        _check_ids(document, into)
        body: Json = {
            "text": now.read.body["text"],
            "of": [{"id": each, "action": standing[each]["action"]} for each in of],
            "into": list(into),
        }
        try:
            return writer.append(Draft(kind, document, by.author, by.reason, body))
        except ValueError as error:  # two commitments with one id, a reason of blanks
            raise DecisionError(str(error)) from error


def withdraw(entry: int, by: chain.By) -> Entry:
    """Take back an editor's decision. Raises `DecisionError` when that entry is no decision or was taken back already."""
    with chain.writing(by.clock) as writer:
        found = next(chain.entries(since=entry), None)
        if found is None or found.number != entry or not found.kind.startswith(_DECISIONS):
            raise DecisionError(f"entry {entry} is no decision that could be taken back")
        taken = [e for e in chain.history_of(found.subject) if e.kind == "decision.withdrawn" and e.body["entry"] == entry]
        if taken:
            raise DecisionError(f"entry {entry} was taken back by entry {taken[0].number}")
        return writer.append(Draft("decision.withdrawn", found.subject, by.author, by.reason, {"entry": entry}))


def _check_words(now: DocumentState, into: Sequence[Json]) -> None:
    source = source_from_json(now.read.body["source"], now.text)
    try:
        reading_from_json(now.reading | {"commitments": json.loads(canonical(list(into)))}, source)
    except (WireError, ValueError) as error:
        raise DecisionError(f"the words do not stand in the text as given: {error}") from error


def _check_ids(document: str, into: Sequence[Json]) -> None:
    ids = [each["id"] for each in into]
    elsewhere = Commitment.objects.filter(key__in=ids).exclude(document=document).values_list("key", flat=True).first()
    if elsewhere is not None:
        raise DecisionError(f"{elsewhere} is a commitment of another document")
    wrong = next((each for each in ids if not _ID.fullmatch(each)), None)
    if wrong is not None:
        raise DecisionError(f"{wrong[:60]!r} is no id of a commitment; an id is c- and 12 hexadecimal digits")
