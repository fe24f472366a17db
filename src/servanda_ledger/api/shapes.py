"""What the API gives and takes: shapes that the description (OpenAPI) is made of. Within version 1 fields are only added."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

Item = TypeVar("Item")


def _clean(value: str) -> str:
    if "\x00" in value:
        raise ValueError("holds a NUL character; leave it out")
    return value


Line = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_clean)]
MaybeLine = Annotated[str, Field(max_length=500), AfterValidator(_clean)]
Words = Annotated[str, Field(min_length=1, max_length=20_000), AfterValidator(_clean)]
Offset = Annotated[int, Field(ge=0, le=20_000_000)]
Identifier = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_clean)]
Edtf = Annotated[str, Field(max_length=40, examples=["2031-05-04"]), AfterValidator(_clean)]
DocumentId = Annotated[str, Field(pattern=r"^(?:sha256:)?[0-9a-f]{8,64}$")]
Party = Annotated[str, Field(min_length=1, max_length=40, examples=["CAN"]), AfterValidator(_clean)]
Obligation = Literal["binding", "firm", "soft"]
Polarity = Literal["do", "refrain"]
Conduct = Literal["meet", "consult", "conclude", "establish", "provide", "cooperate", "uphold", "act"]


class Problem(Schema):
    """What went wrong (RFC 9457): `detail` says it for people, with what to do; `errors` name the values at fault."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = Field(default=[])


class Page(Schema, Generic[Item]):
    """One page of a list. `as_of` is the entry of the book after which it looked like this: give it back as `as_of` for the same again."""

    total: int
    page: int
    per_page: int
    as_of: int
    items: list[Item]


class Span(Schema):
    """Exact words of a document: `text` stands from code point `start` to `end` of its text."""

    model_config = ConfigDict(extra="forbid")

    text: Words
    start: Offset
    end: Offset


class BasisSpan(Span):
    """Words that name what a commitment rests on; `instrument` is the id of the instrument in its reading."""

    instrument: Identifier | None = None


class CommitmentJson(Schema):
    """A commitment as `servanda.reading/1` has it."""

    model_config = ConfigDict(extra="forbid")

    id: Identifier
    span: Span
    action: Span
    subject: Span | None = None
    operator: Span | None = None
    sentence: Span
    parties: list[Party] = Field(max_length=300)
    polarity: Polarity
    obligation: Obligation
    kind: Conduct
    deadline: Edtf | None = None
    deadline_words: Span | None = None
    place: Words | None = None
    place_words: Span | None = None
    basis: list[BasisSpan] = Field(default=[], max_length=100)
    limits: list[Span] = Field(default=[], max_length=100)
    why: list[Line] = Field(default=[], max_length=100)


class DocumentRef(Schema):
    """A document in short."""

    id: str
    title: str
    kind: str
    date: str | None = None


class Review(Schema):
    """Whether a label was machine-read or confirmed, by whom, when and why."""

    state: Literal["machine", "confirmed", "corrected", "added", "rejected"]
    by: str = ""
    at: str = ""
    reason: str = ""


class StatusOut(Schema):
    """What came of a commitment, as an editor decided."""

    status: str
    on: str = ""
    reason: str = ""
    evidence: list[dict[str, Any]] = Field(default=[])
    by: str = ""
    at: str = ""
    entry: int = 0


class CommitmentOut(Schema):
    """A commitment with its document, its review, and what came of it (null: nobody has decided)."""

    id: str
    commitment: dict[str, Any]
    document: DocumentRef
    review: Review
    status: StatusOut | None = None
    score: float | None = None


class Held(Schema):
    """A commitment as it stood from the entry `entered` to just before the entry `left` (null: it stands)."""

    entered: int
    left: int | None
    commitment: dict[str, Any]
    review: Review


class Count(Schema):
    """A value of a facet with the number of results that have it."""

    value: str
    count: int
    selected: bool = False
    label: str | None = None


class Found(Page[CommitmentOut]):
    """One page of a search, with the counts of every facet. `ranked` is false when too much was found to be sorted by relevance."""

    facets: dict[str, list[Count]]
    ranked: bool


class SeriesOut(Schema):
    """The series that a document says it belongs to."""

    name: str
    round: int | None = None


class DocumentOut(Schema):
    """A document of the book. `links` lead to its text, bytes, reading, history and commitments."""

    id: str
    source: str
    media_type: str
    title: str
    kind: str
    official: bool
    date: str | None
    place: str | None
    language: str
    parties: list[str]
    series: SeriesOut | None
    length: int
    words: int
    commitments: int
    claims: int
    reader: str
    added_at: str
    read_at: str
    entered: int
    links: dict[str, str]


class ClaimOut(Schema):
    """A claim of a press report, as `servanda.reading/1` has it, with its document's id."""

    id: str
    document: str
    claim: dict[str, Any]


class EntryOut(Schema):
    """An entry of the chain. `hash` is the SHA-256 of the RFC 8785 form of all other fields."""

    number: int
    at: str
    author: str
    kind: str
    subject: str
    reason: str
    body: dict[str, Any]
    previous: str
    hash: str


class Entries(Schema):
    """Entries in order. `head` is the number of the last one in the book; ask again with `after` = the last number here."""

    head: int
    items: list[EntryOut]


class DueItem(Schema):
    """A commitment with its deadline, the state of it on the day asked for, and why."""

    commitment: dict[str, Any]
    document: DocumentRef
    deadline: str | None
    state: Literal["overdue", "due", "upcoming", "undated"]
    because: str
    status: str


class Due(Schema):
    """What is due (`servanda.due/1`)."""

    schema_: str = Field(default="servanda.due/1", alias="schema")
    as_of: str
    total: int
    page: int
    per_page: int
    items: list[DueItem]


class ScorecardOut(Schema):
    """How many commitments stand on which rung; shares are of those that were checked, `unchecked_share` of all (null: there are none)."""

    total: int
    unchecked: int
    unchecked_share: float | None
    counts: dict[str, int]
    shares: dict[str, float | None]


class MappingOut(Schema):
    """How another way of counting names the rungs (null: it has no word for one)."""

    name: str
    source: str
    words: dict[str, str | None]


class ActionOut(Schema):
    """What a party did to an instrument, as an editor recorded it."""

    instrument: str
    instrument_key: str
    party: str
    action: str
    date: str
    evidence: dict[str, Any]
    by: str
    at: str
    entry: int


class AwaitedOut(Schema):
    """An event that deadlines wait for: its key, a name, how many deadlines hang on it, and its day where the ledger knows it."""

    event: str
    name: str
    deadlines: int
    words: str
    document: str
    date: str | None
    because: str | None


class EventOut(Schema):
    """The day on which an event came that deadlines wait for."""

    event: str
    name: str
    date: str
    evidence: dict[str, Any]
    by: str
    at: str
    entry: int


class CandidateOut(Schema):
    """A passage of a newer document that bears on an open commitment, as the machine proposes it."""

    id: str
    commitment: str
    document: str
    relation: str
    state: str
    candidate: dict[str, Any]


class Written(Schema):
    """What was written: the entry of the book."""

    entry: EntryOut


class Added(Schema):
    """What became of a document: `entry` is null when the book held these bytes already."""

    document: str
    commitments: int
    entry: int | None
