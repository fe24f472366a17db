"""What writing takes."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from servanda_ledger.api.shapes import CommitmentJson, DocumentId, Edtf, Identifier, Line, MaybeLine, Offset, Party, Words
from servanda_ledger.follow.actions import Action
from servanda_ledger.follow.ladder import Status

DocumentKind = Literal[
    "communique", "joint_statement", "declaration", "readout", "fact_sheet", "treaty", "mou", "resolution", "press_release", "report"
]


def _said(value: str) -> str:
    if not value.strip():
        raise ValueError("is blank; say something")
    return value


Said = Annotated[Line, AfterValidator(_said)]


class _Body(Schema):
    model_config = ConfigDict(extra="forbid")

    reason: Said = Field(description="why, for the book")


class AddDocument(_Body):
    """A document: exactly one of `text`, `bytes` (base64) and `url`. Larger files go to /files."""

    text: Annotated[str, Field(max_length=10_000_000)] | None = None
    bytes: Annotated[str, Field(max_length=10_000_000, description="base64")] | None = None
    url: Annotated[str, Field(max_length=2000, examples=["https://example.org/communique.html"])] | None = None
    name: MaybeLine = Field(default="", description="a file name; its ending helps to tell what the bytes are")
    media_type: MaybeLine = ""
    kind: DocumentKind | None = None
    date: Edtf = ""
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None
    reason: Said = "added by a program"


class AddFile(Schema):
    """What may be said of a file."""

    kind: DocumentKind | None = None
    date: Edtf = ""
    reason: Said = "added by a program"


class Decide(_Body):
    """A decision on the commitments `of` of a document, which become `into` (none for confirmed and rejected)."""

    decision: Literal["confirmed", "corrected", "rejected", "split", "merged", "added"]
    of: list[Identifier] = Field(default=[], max_length=500)
    into: list[CommitmentJson] = Field(default=[], max_length=100)


class Withdraw(_Body):
    """Takes back a decision."""


class EvidenceIn(Schema):
    """Exact words of a document of the ledger."""

    model_config = ConfigDict(extra="forbid")

    document: DocumentId
    start: Offset
    end: Offset
    text: Words
    note: MaybeLine = ""


class DecideStatus(_Body):
    """What came of a commitment. Rungs that assert something of the world need evidence."""

    status: Status
    on: Edtf = Field(default="", description="the EDTF date from which it was so")
    evidence: list[EvidenceIn] = Field(default=[], max_length=50)
    candidate: MaybeLine = Field(default="", description="the id of the proposal that is followed")
    successor: MaybeLine = Field(default="", description="of a superseded one: the id of the commitment that takes its place")


class SourceIn(Schema):
    """Where something is recorded, in words: a depositary's notification, a gazette."""

    model_config = ConfigDict(extra="forbid")

    source: Said


class RecordAction(_Body):
    """What a party did to an instrument."""

    instrument: Said
    party: Party
    action: Action
    date: Edtf
    evidence: EvidenceIn | SourceIn


class DateEvent(_Body):
    """The day on which an event came that deadlines wait for; `event` is its key, as /waiting lists it."""

    event: Annotated[str, Field(min_length=1, max_length=290), AfterValidator(_said)]
    name: Said
    date: Annotated[Edtf, Field(min_length=4)]
    evidence: EvidenceIn | SourceIn


class Settle(_Body):
    """Accepts or dismisses a candidate."""

    outcome: Literal["accepted", "dismissed"]
