"""Commitments: what an official text undertakes (codebook, sections 1 to 6)."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model.labels import Conduct, Obligation, Polarity
from servanda.model.span import Span


@dataclass(frozen=True, slots=True)
class Basis:
    """Words that name what a commitment rests on; `instrument` is the id of that instrument in the reading, if it is listed there."""

    span: Span
    instrument: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One undertaking of identified parties, pinned to its words.

    `action` is the undertaking itself, `operator` the binding words, `subject` the words naming who is bound (None when
    implicit), `sentence` the sentence around them; `deadline` is EDTF, the latest day or period that keeps it;
    `deadline_words` the words that give it; `why` names the rules and features that produced it.
    """

    id: str
    action: Span
    sentence: Span
    parties: tuple[str, ...]
    polarity: Polarity
    obligation: Obligation
    kind: Conduct
    operator: Span | None = None
    subject: Span | None = None
    deadline: str | None = None
    deadline_words: Span | None = None
    place: Span | None = None
    basis: tuple[Basis, ...] = ()
    limits: tuple[Span, ...] = ()
    why: tuple[str, ...] = ()

    def spans(self) -> tuple[Span, ...]:
        """Every span of this commitment."""
        single = (self.action, self.sentence, self.operator, self.subject, self.deadline_words, self.place)
        return tuple(s for s in single if s is not None) + tuple(b.span for b in self.basis) + self.limits
