"""A span: exact words of a text and where they stand. The one way the project points at a text."""

from __future__ import annotations

from dataclasses import dataclass


class AnchorError(ValueError):
    """Raised when words do not stand where a span says they do."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words `text` at code points `start` to `end` (exclusive) of a document's plain text.

    Raises `AnchorError` when the offsets and the words cannot belong together; whether they are
    verbatim in a given text is checked by `verify`, which every `Reading` calls for all its spans.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or not self.text or self.end - self.start != len(self.text):
            raise AnchorError(f"a span of {self.end - self.start} code points at {self.start} cannot hold {self.text[:60]!r}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`. Raises `AnchorError` when that is empty or outside."""
        if not 0 <= start < end <= len(text):
            raise AnchorError(f"no words at {start}:{end} in a text of {len(text)} code points")
        return cls(start, end, text[start:end])

    def verify(self, text: str) -> None:
        """Raise `AnchorError` unless these words stand verbatim in `text` at these offsets."""
        if text[self.start : self.end] != self.text:
            there = text[self.start : self.end]
            raise AnchorError(f"{self.text[:60]!r} does not stand at {self.start}:{self.end}; there stands {there[:60]!r}")

    def contains(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> float:
        """Jaccard overlap of the two spans in code points, 0 to 1."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return max(shared, 0) / (max(self.end, other.end) - min(self.start, other.start))
