"""Claims: what a press report says about a commitment, a meeting or its effect (codebook, section 7)."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model.labels import About, Conduct, Obligation, Polarity
from servanda.model.span import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a report, pinned to its words.

    `attributed_to` is the words naming who says so (None: the report itself); `polarity`, `obligation` and `kind` are given for claims
    about commitments; `date` is the EDTF date that the claim itself gives, `date_words` the words that give it.
    """

    id: str
    quote: Span
    about: About
    attributed_to: Span | None = None
    parties: tuple[str, ...] = ()
    polarity: Polarity | None = None
    obligation: Obligation | None = None
    kind: Conduct | None = None
    date: str | None = None
    date_words: Span | None = None
    why: tuple[str, ...] = ()

    def spans(self) -> tuple[Span, ...]:
        """Every span of this claim."""
        return tuple(s for s in (self.quote, self.attributed_to, self.date_words) if s is not None)
