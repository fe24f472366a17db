"""Comparisons: what one text says against another, commitment by commitment or claim by claim, with the words of both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from servanda.model.labels import About
from servanda.model.reading import Reading
from servanda.model.span import Span

Mode = Literal["rounds", "accounts", "coverage"]
Relation = Literal["same", "more", "less", "differs"]
FacetName = Literal["act", "date", "place", "parties", "obligation", "polarity", "object", "scope", "limits", "deadline", "amount", "basis"]

MODES: tuple[Mode, ...] = get_args(Mode)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
FACETS: tuple[FacetName, ...] = get_args(FacetName)
LOOSE = 0.3  # pairs that match less surely than this are shown as loose


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one of the two texts that are compared: a commitment's action, a claim's quote, or a sentence that stands for neither.

    `id` is that of the commitment or claim, else derived from the place of the words.
    """

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing in which two passages differ: the words of each side (None: that side says nothing of it) and why they count.

    Raises `ValueError` when neither side has words.
    """

    facet: FacetName
    left: Span | None
    right: Span | None
    why: str

    def __post_init__(self) -> None:
        if self.left is None and self.right is None:
            raise ValueError(f"a difference in {self.facet} needs the words of at least one side")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages that speak of the same thing, and what the one says against the other.

    Raises `ValueError` when a verdict other than `same` names no facet, or `same` names one.
    """

    left: Passage
    right: Passage
    relation: Relation
    facets: tuple[Facet, ...] = ()
    why: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.relation == "same") is bool(self.facets):
            raise ValueError(f"a pair that is {self.relation!r} names {len(self.facets)} facets")

    @property
    def match(self) -> float | None:
        """How likely the two speak of the same thing, 0 to 1, as `why` has it; None if it says nothing of it."""
        return max((float(reason.removeprefix("match:")) for reason in self.why if reason.startswith("match:")), default=None)

    @property
    def loose(self) -> bool:
        """Whether it is doubtful that the two speak of the same thing at all."""
        return self.match is not None and self.match < LOOSE


@dataclass(frozen=True, slots=True)
class Alone:
    """A passage without a counterpart; in coverage, `unsupported` marks a claim that the official text ought to bear out and does not."""

    passage: Passage
    about: About | None = None
    unsupported: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings held against each other.

    In `rounds` and `accounts` a relation says what the right text says against the left, in `coverage` what the report (left) says
    against the official text (right). Raises `AnchorError` when a span is not verbatim in its text.
    """

    left: Reading
    right: Reading
    mode: Mode
    pairs: tuple[Pair, ...] = ()
    only_left: tuple[Alone, ...] = ()
    only_right: tuple[Alone, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        left, right = self.left.document.text, self.right.document.text
        for pair in self.pairs:
            pair.left.span.verify(left)
            pair.right.span.verify(right)
            for facet in pair.facets:
                if facet.left is not None:
                    facet.left.verify(left)
                if facet.right is not None:
                    facet.right.verify(right)
        for alone in self.only_left:
            alone.passage.span.verify(left)
        for alone in self.only_right:
            alone.passage.span.verify(right)
