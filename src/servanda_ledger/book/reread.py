"""Reading documents again with the reader of today, and what that changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from servanda.model.labels import DOCUMENT_KINDS, one_of
from servanda.pipeline import Options, read_loaded
from servanda.text import Loaded, Refused
from servanda_ledger.book import chain, record
from servanda_ledger.book.entries import Json
from servanda_ledger.book.models import Document
from servanda_ledger.book.state import DocumentState, overlap

_LABELS = ("parties", "polarity", "obligation", "kind", "deadline", "place")
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """A commitment before and after (None: it was not, or is no more, there), and which of its labels differ."""

    before: Json | None
    after: Json | None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a document again came to: changes, decisions whose words the new text lacks, or why it could not be read."""

    document: str
    changes: tuple[Change, ...] = ()
    adrift: tuple[int, ...] = ()
    refused: str = ""


def reread_all(by: chain.By) -> Iterator[Reread]:
    """Read every document again from its own bytes, as it was read at first; yields those that changed or could not be read."""
    for key in Document.objects.current().order_by("id").values_list("key", flat=True):
        done = reread(key, by)
        if done is not None:
            yield done


def reread(document: str, by: chain.By) -> Reread | None:
    """Read one document again; None when nothing changed. Raises `KeyError` when the ledger holds no such document."""
    before = record.state(document)
    body = before.added.body
    loaded = Loaded(chain.blob(body["bytes"]), before.read.body["source"]["name"], body["media_type"] or None)
    result = read_loaded(loaded, options_of(body.get("options", {})))
    if isinstance(result, Refused):
        return Reread(document, refused=result.reason)
    if record.reread(result.reading, author=by.author, reason=by.reason, clock=by.clock) is None:
        return None
    after = record.state(document)
    return Reread(document, tuple(changes(before, after)), tuple(e.number for e in after.adrift))


def options_of(json: Json) -> Options:
    """The options that a document was read with; files of names are laid out under SERVANDA_HOME."""
    names = []
    for sha in json.get("names", ()):
        path = Path(settings.HOME) / "names" / f"{sha}.toml"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(chain.blob(sha))
        names.append(str(path))
    kind = one_of(json["kind"], DOCUMENT_KINDS, "kind") if json.get("kind") else None
    return Options(kind, json.get("date") or None, json.get("language") or None, tuple(names))


def changes(before: DocumentState, after: DocumentState) -> Iterator[Change]:
    """What is new, gone, or has other labels, in the order of the text."""
    old = {c.json["id"]: c.json for c in before.commitments}
    rest = dict(old)
    for each in after.commitments:
        new = each.json
        was = rest.pop(new["id"], None) or _nearest(new, rest)
        if was is None:
            yield Change(None, new)
            continue
        rest.pop(was["id"], None)
        labels = tuple(label for label in _LABELS if was.get(label) != new.get(label))
        if labels or was["action"]["text"] != new["action"]["text"]:
            yield Change(was, new, labels)
    for was in rest.values():
        yield Change(was, None)


def _nearest(new: Json, rest: dict[str, Json]) -> Json | None:
    close = [was for was in rest.values() if overlap(was["action"], new["action"]) >= _SAME]
    return max(close, key=lambda was: overlap(was["action"], new["action"]), default=None)
