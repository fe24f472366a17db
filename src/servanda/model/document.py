"""Documents: a text as it was read in, and what its header says."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model.labels import DocumentKind
from servanda.model.span import Span


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place in the source that people know: from code point `start` on, the text comes from `name` ("page 3")."""

    start: int
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """A text taken from bytes, before anything is understood in it.

    `id` is `sha256:` and the digest of the bytes; `name` the file name, URL or `-`; `text` the plain text that all
    offsets count in; `language` an ISO 639-1 code; `title` and `published` (ISO 8601 day) what the file's own
    metadata say, if anything; `landmarks` the map from offsets back to the source, in order.
    """

    id: str
    name: str
    text: str
    language: str
    title: str | None = None
    published: str | None = None
    landmarks: tuple[Landmark, ...] = ()

    def locate(self, offset: int) -> str | None:
        """The last landmark at or before `offset`, or None when the source has none there."""
        found = None
        for landmark in self.landmarks:
            if landmark.start > offset:
                break
            found = landmark.name
        return found


@dataclass(frozen=True, slots=True)
class Series:
    """A named sequence of meetings ("the Canada-China ... Dialogue") and which round of it this is, if the text says."""

    name: str
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source and its header. Every field that the text does not give is None or empty.

    `official` is false for press reports; `date` is EDTF; `parties` are ISO 3166-1 alpha-3 codes or the
    usual short names of organisations; `heading` anchors the title when it stands in the text.
    """

    source: Source
    kind: DocumentKind
    title: str | None = None
    heading: Span | None = None
    date: str | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()
    series: Series | None = None
    why: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The plain text that every span of this document counts in."""
        return self.source.text

    @property
    def official(self) -> bool:
        """Whether the document speaks for its parties (everything but a press report)."""
        return self.kind != "report"

    def span(self, start: int, end: int) -> Span:
        """The words from `start` to `end`. Raises `AnchorError` when that is empty or outside the text."""
        return Span.of(self.source.text, start, end)
