"""A reading made ready to be compared, once, however many others it is held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from servanda.compare.meaning import Meaning, Vectors
from servanda.compare.unit import Unit, fold, party_words
from servanda.compare.units import claims_of, commitments_of, sentences_of
from servanda.model.reading import Reading

_BARE = re.compile(r"'s?$|[^\w'.-]|(?<!\w\.\w)\.$")


@dataclass(frozen=True)
class Prepared:
    """The passages of one reading with their sentence vectors; sentences are encoded only when something asks for them."""

    reading: Reading
    meaning: Meaning

    @cached_property
    def units(self) -> list[Unit]:
        """Commitments of an official text, claims of a report."""
        return commitments_of(self.reading) if self.reading.document.official else claims_of(self.reading)

    @cached_property
    def vectors(self) -> Vectors:
        """One row a unit."""
        return self._encoded(self.units)

    @cached_property
    def sentences(self) -> list[Unit]:
        """The sentences of the text."""
        return sentences_of(self.reading.document)

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
        return self.meaning([_without_parties(u.span.text) for u in units]) if units else np.zeros((0, 512), dtype=np.float32)


def _without_parties(text: str) -> str:
    """`text` without the names of states: else every sentence that names both parties would be like every other."""
    kept = [w for w in text.split() if _BARE.sub("", fold(w)) not in party_words()]
    return " ".join(kept) if len(kept) > 2 else text
