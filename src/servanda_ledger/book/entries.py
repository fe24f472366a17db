"""Entries of the book: what they hold, and the hash that chains each to the one before. Pure: no database here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Json = dict[str, Any]

Kind = Literal[
    "document.added",  # a document: its bytes, text and first reading
    "reading.made",  # a newer reader read it again
    "commitment.confirmed",
    "commitment.corrected",
    "commitment.rejected",
    "commitment.split",
    "commitment.merged",
    "commitment.added",  # one the reader missed
    "decision.withdrawn",  # an editor takes back an entry of his or another's
    "candidates.proposed",  # the machine lays passages of a new document beside open commitments
    "candidate.settled",  # an editor accepted or dismissed one of them
    "status.decided",
    "action.recorded",  # a party signed, ratified, withdrew from ... an instrument
    "event.dated",  # an event that deadlines wait for came, or its day was corrected
]
KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST = {"author": 200, "subject": 300}  # characters
GENESIS = "0" * 64  # what the first entry names as the hash before it


def canonical(value: object) -> str:
    """JSON with one way to write it (RFC 8785 for the values that occur: no floating-point numbers).

    Raises `ValueError` for what JSON cannot hold, `TypeError` for a float.
    """
    _no_floats(value)
    return _WRITER.encode(value)


_WRITER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _no_floats(value: object) -> None:
    # Most of what comes is words: these are told first, by the cheapest question.
    if isinstance(value, float):
        raise TypeError(f"{value!r}: the book holds no floating-point numbers, whose written form varies; write it as text")
    if isinstance(value, dict):
        for each in value.values():
            if each.__class__ is not str:
                _no_floats(each)
    elif isinstance(value, list | tuple):
        for each in value:
            if each.__class__ is not str:
                _no_floats(each)


def digest(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is not in the book yet.

    `subject` names what it is about and decides whose rows it changes: a document's id, `instrument:KEY`, `event:KEY`.
    `body` holds the particulars; bytes it speaks of are given in `blobs` and named in the body by their SHA-256.
    Raises `ValueError` when author, subject or reason are missing or not such as every database keeps, or the kind is unknown.
    """

    kind: Kind
    subject: str
    author: str
    reason: str
    body: Json
    blobs: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        check_frame(self.kind, self.subject, self.author, self.reason)


def check_frame(kind: str, subject: str, author: str, reason: str) -> None:
    """Raise `ValueError` unless an entry can be of this kind and have these words in its frame."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of entry")
    for name, value in (("author", author), ("subject", subject), ("reason", reason)):
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"an entry needs a {name}")
        # PostgreSQL takes no NUL, and no database of ours half a surrogate pair: what one ledger holds must fit into the next.
        if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
            raise ValueError(f"the {name} of an entry has a character that is none: {value[:60]!r}")
        if len(value) > LONGEST.get(name, len(value)):
            raise ValueError(f"the {name} of an entry has at most {LONGEST[name]} characters, not {len(value)}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the book. `at` is UTC, ISO 8601 with microseconds; `previous` the hash of the entry before (`GENESIS` for the first)."""

    number: int
    at: str
    author: str
    kind: Kind
    subject: str
    reason: str
    body: Json
    previous: str
    hash: str = field(default="")

    def computed(self) -> str:
        """The hash that this entry must have."""
        return digest(
            canonical(
                {
                    "number": self.number,
                    "at": self.at,
                    "author": self.author,
                    "kind": self.kind,
                    "subject": self.subject,
                    "reason": self.reason,
                    "body": self.body,
                    "previous": self.previous,
                }
            ).encode()
        )
