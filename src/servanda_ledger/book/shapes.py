"""What the particulars of an entry must be, kind by kind: asked of entries from elsewhere, and of one's own when the book is checked.

A hash says that an entry was not altered since; it does not say that who wrote it meant well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from servanda.model.from_wire import reading_from_json, source_from_json
from servanda.model.span import Span
from servanda_ledger.book import stored
from servanda_ledger.book.entries import Entry, Json, check_frame
from servanda_ledger.book.projection import ReadBlob
from servanda_ledger.book.state import DECISIONS, fits

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_READ = ("document.added", "reading.made")
_UNDONE = ("commitment.", "status.", "candidate.settled", "action.", "event.")  # what can be taken back


class ShapeError(ValueError):
    """Raised for an entry that this program would never write; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An entry, those of its subject before it, in order, and the bytes that entries name (`read` raises `KeyError`)."""

    entry: Entry
    earlier: Sequence[Entry]
    read: ReadBlob
    _texts: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> Json:
        """The particulars."""
        return self.entry.body

    def text(self, document: str = "") -> str:
        """The text of a document as it was then; of the entry's own when none is named. Raises `ShapeError` when there was none."""
        key = document or self.entry.subject
        if key not in self._texts:
            before = self.earlier if key == self.entry.subject else _history(key, self.entry.number)
            if not before:
                raise ShapeError(f"it cites {key[:80]!r}, which the book did not hold")
            last = next(e for e in reversed(before) if e.kind in _READ)
            self._texts[key] = self.read(last.body["text"]).decode()
        return self._texts[key]


def _history(document: str, number: int) -> Sequence[Entry]:
    """The entries of a document before a number."""
    return [e for e in stored.history_of(document) if e.number < number] if document.startswith("sha256:") else []


Check = Callable[[Asked], None]
_CHECKS: dict[str, Check] = {}


def register(kind: str, check: Check) -> None:
    """Have `check` look at the entries of a kind. It raises `ShapeError`, `KeyError`, `TypeError` or `ValueError`."""
    _CHECKS[kind] = check


def check_shape(entry: Entry, earlier: Sequence[Entry], read: ReadBlob) -> None:
    """Raise `ShapeError` unless the entry is one that the book may hold. `earlier` are the entries of its subject before it."""
    try:
        check_frame(entry.kind, entry.subject, entry.author, entry.reason)
        if not _MOMENT.fullmatch(entry.at):
            raise ShapeError(f"{entry.at!r} is no moment as the book writes them")
        if not isinstance(entry.body, dict):
            raise ShapeError("its particulars are no object")
        if entry.subject.startswith("sha256:") and entry.kind != "document.added" and not earlier:
            raise ShapeError("it speaks of a document that the book does not hold")
        _CHECKS[entry.kind](Asked(entry, earlier, read))
    except ShapeError:
        raise
    except KeyError as error:
        raise ShapeError(f"its particulars lack {error}") from error
    except (TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        raise ShapeError(" ".join(str(error).split())[:300] or "its particulars are not of the form the book writes") from error


def strings(body: Mapping[str, Any], *names: str) -> None:
    """These fields are strings."""
    for name in names:
        if not isinstance(body[name], str):
            raise ShapeError(f"{name} is no string")


def items(body: Mapping[str, Any], name: str) -> list[Json]:
    """A field that is a list of objects."""
    found = body[name]
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ShapeError(f"{name} is no list of objects")
    return found


def span_stands(span: Json, text: str) -> None:
    """The words of a span stand in the text at its offsets."""
    strings(span, "text")
    if any(type(span[name]) is not int for name in ("start", "end")):
        raise ShapeError("a span's offsets are no whole numbers")
    Span(span["start"], span["end"], span["text"]).verify(text)


def evidence_stands(evidence: Json, asked: Asked) -> None:
    """Evidence is where something is recorded, in words; or words of a document that stood there then."""
    if not isinstance(evidence, dict):
        raise ShapeError("evidence is no object")
    if "source" in evidence:
        strings(evidence, "source")
        return
    strings(evidence, "document", "text", "note")
    words_stand(evidence, evidence["document"], asked)


def words_stand(span: Json, document: str, asked: Asked) -> None:
    """The words of a span stood in a document of the ledger when the entry was made."""
    span_stands(span, asked.text(document))


def _hash(body: Json, *names: str) -> None:
    strings(body, *names)
    for name in names:
        if not _HASH.fullmatch(body[name]):
            raise ShapeError(f"{name} is no SHA-256")


def _document_added(asked: Asked) -> None:
    body = asked.body
    if asked.earlier:
        raise ShapeError("this document was added before")
    _hash(body, "bytes")
    strings(body, "media_type")
    if asked.entry.subject != f"sha256:{body['bytes']}" or body["size"] != len(asked.read(body["bytes"])):
        raise ShapeError("its bytes are not those of this document")
    options = body.get("options", {})
    strings({"kind": "", "date": "", "language": ""} | options, "kind", "date", "language")
    for name in options.get("names", []):
        _hash({"name": name}, "name")
    _reading(asked)


def _reading_made(asked: Asked) -> None:
    _reading(asked)


def _reading(asked: Asked) -> None:
    """The reading is one, and every span in it stands in the text."""
    body = asked.body
    _hash(body, "text", "reading")
    strings(body, "reader")
    source = source_from_json(body["source"], asked.read(body["text"]).decode())
    if source.id != asked.entry.subject:
        raise ShapeError("its reading is of another document")
    reading_from_json(json.loads(asked.read(body["reading"])), source)


def _decided(asked: Asked) -> None:
    """A decision names what it is about, and what takes its place stands in the text word for word."""
    body, reads = asked.body, [e for e in asked.earlier if e.kind in _READ]
    _hash(body, "text")
    of, into = items(body, "of"), items(body, "into")
    for each in of:
        strings(each, "id")
        Span(each["action"]["start"], each["action"]["end"], each["action"]["text"])
    if not fits(asked.entry.kind, len(of), len(into)):
        raise ShapeError(f"{len(of)} commitments that become {len(into)} are no {asked.entry.kind}")
    read = reads[-1]
    if body["text"] != read.body["text"]:
        raise ShapeError("it speaks of another text of this document")
    source = source_from_json(read.body["source"], asked.text())
    reading_from_json(json.loads(asked.read(read.body["reading"])) | {"commitments": into}, source)


def _withdrawn(asked: Asked) -> None:
    number = asked.body["entry"]
    found = next((e for e in asked.earlier if e.number == number), None)
    if type(number) is not int or found is None or not found.kind.startswith(_UNDONE):
        raise ShapeError("what it takes back is no decision on the same thing")


def register_own() -> None:
    """The checks of what the book itself writes."""
    register("document.added", _document_added)
    register("reading.made", _reading_made)
    register("decision.withdrawn", _withdrawn)
    for kind in DECISIONS:
        register(kind, _decided)
