"""A reading: everything found in one document, each field pinned to its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.document import Document
from servanda.model.entities import Instrument, Meeting, Person
from servanda.model.span import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document promises (or, for a report, claims) and speaks of.

    Raises `AnchorError` when any span is not verbatim in the document's text: a field that the text does not say cannot be built.
    """

    html_view: ClassVar[Callable[[Reading], str] | None] = None  # set by the package: the model draws nothing itself

    document: Document
    commitments: tuple[Commitment, ...] = ()
    claims: tuple[Claim, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    people: tuple[Person, ...] = ()

    def __post_init__(self) -> None:
        for span in self.spans():
            span.verify(self.document.text)

    def spans(self) -> Iterator[Span]:
        """Every span of the reading."""
        if self.document.heading is not None:
            yield self.document.heading
        for commitment in self.commitments:
            yield from commitment.spans()
        for claim in self.claims:
            yield from claim.spans()
        for meeting in self.meetings:
            yield from meeting.spans
        for instrument in self.instruments:
            yield from instrument.spans
        for person in self.people:
            yield from person.spans

    def _repr_html_(self) -> str | None:
        """The reading as a notebook shows it."""
        view = type(self).html_view
        return None if view is None else view(self)
