"""A reading made ready to be compared, once, however many others it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from servanda.compare.likeness import Side
from servanda.compare.meaning import Meaning, Vectors
from servanda.compare.names import own_names
from servanda.compare.unit import Unit, fold, without_parties
from servanda.compare.units import claims_of, commitments_of, sentences_of
from servanda.model.reading import Reading


@dataclass(frozen=True)
class Prepared:
    """The passages of one reading with their sentence vectors; sentences are encoded only when something asks for them."""

    reading: Reading
    meaning: Meaning

    @cached_property
    def own(self) -> frozenset[str]:
        """Words for parties that only the user's own files know."""
        return own_names(self.reading)

    @cached_property
    def units(self) -> list[Unit]:
        """Commitments of an official text, claims of a report."""
        return (commitments_of if self.reading.document.official else claims_of)(self.reading, self.own)

    @cached_property
    def vectors(self) -> Vectors:
        """One row a unit."""
        return self._encoded(self.units)

    @property
    def side(self) -> Side:
        """The units with their vectors."""
        return Side(self.units, self.vectors)

    @cached_property
    def sentences(self) -> list[Unit]:
        """The sentences of the text."""
        return sentences_of(self.reading.document, self.own)

    @cached_property
    def sentence_vectors(self) -> Vectors:
        """One row a sentence."""
        return self._encoded(self.sentences)

    @cached_property
    def folded(self) -> str:
        """The whole text, folded."""
        return fold(self.reading.document.text)

    @cached_property
    def everybody(self) -> frozenset[str]:
        """The codes of all parties of the text."""
        return frozenset(self.reading.document.parties) | {code for c in self.reading.commitments for code in c.parties}

    def _encoded(self, units: list[Unit]) -> Vectors:
        return self.meaning([without_parties(u.span.text, self.own) for u in units]) if units else np.zeros((0, 512), dtype=np.float32)
