"""Carrying the book elsewhere: one JSON line for each entry, with the bytes it speaks of, and back, with the same hashes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import DataError

from servanda_ledger.book import chain, tables
from servanda_ledger.book.entries import GENESIS, KINDS, Entry, canonical, digest
from servanda_ledger.book.models import Commitment
from servanda_ledger.book.projection import PLACES
from servanda_ledger.book.shapes import ShapeError, check_shape

SCHEMA = "servanda.ledger/1"
_NAMED = ("bytes", "text", "reading")  # where bodies name blobs
_WORDS = ("at", "author", "kind", "subject", "reason", "previous", "hash")


class CarryError(ValueError):
    """Raised when a file cannot be taken in: the message names the line and what is wrong."""


def export() -> Iterator[str]:
    """The lines of an export: a head line, then the entries in order, each with the bytes that no entry before it named."""
    last = chain.head()
    yield canonical({"schema": SCHEMA, "entries": last.number if last else 0, "head": last.hash if last else GENESIS})
    sent: set[str] = set()
    for entry in chain.entries(until=last.number if last else 0):  # whoever writes meanwhile is in the next export
        named = [sha for sha in named_by(entry) if sha not in sent]
        sent.update(named)
        yield canonical({"entry": entry_json(entry), "blobs": {sha: base64.b64encode(chain.blob(sha)).decode() for sha in named}})


def named_by(entry: Entry) -> list[str]:
    """The SHA-256 of the blobs that an entry names, each once."""
    options = entry.body.get("options")
    own = options.get("names") if isinstance(options, dict) else None
    names = [*(entry.body.get(name) for name in _NAMED), *(own if isinstance(own, list) else ())]
    return list(dict.fromkeys(sha for sha in names if sha and isinstance(sha, str)))


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as JSON, with its hash."""
    return {
        "number": entry.number,
        "at": entry.at,
        "author": entry.author,
        "kind": entry.kind,
        "subject": entry.subject,
        "reason": entry.reason,
        "body": entry.body,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def take_in(lines: Iterable[str]) -> int:
    """Put exported entries in the book: all of them, or none when one does not hold. Returns how many were new.

    Entries that the book already has must be the same, so an export can be taken in again after more was added at its origin.
    Raises `CarryError`.
    """
    numbered = enumerate(lines, 1)
    head = _parsed(*next(numbered, (1, "")))
    if head.get("schema") != SCHEMA:
        raise CarryError("line 1: this is no export of a ledger (no servanda.ledger/1)")
    new = number = 0
    with chain.writing():
        last = chain.head()
        before: Entry | None = None
        for place, line in numbered:
            entry, blobs = _entry(_parsed(place, line), place)
            number += 1
            _follows(entry, before, number, place)
            before = entry
            if last is not None and number <= last.number:
                if next(chain.entries(since=number)).hash != entry.hash:
                    raise CarryError(
                        f"line {place}: this ledger has another entry {number}; import into an empty SERVANDA_HOME or database"
                    )
                continue
            _take(entry, blobs, place)
            new += 1
        if number != head.get("entries") or (before.hash if before else GENESIS) != head.get("head"):
            raise CarryError(f"the file ends after {number} of {head.get('entries')} entries; export it again")
    return new


def _follows(entry: Entry, before: Entry | None, number: int, place: int) -> None:
    """The entry is the next link of the chain."""
    linked = entry.number == number and entry.previous == (before.hash if before else GENESIS) and entry.hash == entry.computed()
    if not linked:
        raise CarryError(f"line {place}: entry {entry.number} does not hold: it was altered, or entries before it are missing")
    if before is not None and entry.at < before.at:
        raise CarryError(f"line {place}: entry {number} is older than the one before it")


def _take(entry: Entry, blobs: list[bytes], place: int) -> None:
    """Put one entry in the book, if it is such as the book would have written."""
    there = {digest(data) for data in blobs}
    named = named_by(entry)
    if there - set(named):
        raise CarryError(f"line {place}: it brings bytes that entry {entry.number} does not name")
    chain.keep(blobs)
    try:
        for sha in named:
            if sha not in there:
                chain.blob(sha)
        check_shape(entry, chain.history_of(entry.subject), chain.blob)
        chain.insert(entry)
        tables.follow(entry, blobs)
        _own_ids(entry)
    except ShapeError as error:
        raise CarryError(f"line {place}: entry {entry.number} is none that this program would write: {error}") from error
    except KeyError as error:
        raise CarryError(f"line {place}: entry {entry.number} lacks {error}; export it again") from error
    except (ValueError, TypeError, AttributeError, DataError) as error:
        told = " ".join(str(error).split())[:300]
        raise CarryError(f"line {place}: no rows can be made of entry {entry.number}: {told}") from error


def _own_ids(entry: Entry) -> None:
    """Raise `ShapeError` when a commitment that the entry, the last of the book, opened has the id of one of another document."""
    opened = Commitment.objects.filter(id__gte=entry.number << PLACES).values("key")
    there = Commitment.objects.filter(key__in=opened).exclude(document=entry.subject).values_list("key", "document").first()
    if there is not None:
        raise ShapeError(f"{there[0][:60]!r} is a commitment of another document, {there[1]}")


def _parsed(place: int, line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CarryError(f"line {place}: not JSON ({error})") from error
    if not isinstance(value, dict):
        raise CarryError(f"line {place}: not a JSON object")
    return value


def _entry(value: dict[str, Any], place: int) -> tuple[Entry, list[bytes]]:
    try:
        entry = Entry(**value["entry"])
        blobs = {sha: base64.b64decode(data, validate=True) for sha, data in value["blobs"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CarryError(f"line {place}: not an entry of a ledger ({error})") from error
    given = value["entry"]
    if type(entry.number) is not int or not isinstance(entry.body, dict) or any(not isinstance(given.get(name), str) for name in _WORDS):
        raise CarryError(f"line {place}: not an entry of a ledger (a field is of the wrong type)")
    if entry.kind not in KINDS:
        raise CarryError(f"line {place}: {entry.kind!r} is no kind of entry; a newer Servanda wrote this: update")
    try:
        canonical(entry_json(entry)).encode()
    except (TypeError, ValueError) as error:
        raise CarryError(f"line {place}: entry {entry.number} holds what no ledger keeps ({error})") from error
    wrong = [sha for sha, data in blobs.items() if digest(data) != sha]
    if wrong:
        raise CarryError(f"line {place}: the bytes of {wrong[0][:64]} were altered")
    return entry, list(blobs.values())
