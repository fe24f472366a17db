"""What a clause of a report is about: a few certain rules, then a linear judge over its features.

The judge is multinomial logistic regression, trained by `tools/train_claims.py` on labelled reports; its weights ship with the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from servanda.lexicon.reporting import load_reporting
from servanda.model.labels import ABOUTS, About
from servanda.read.statements import Clause

WEIGHTS = Path(__file__).parent / "weights" / "claims.npz"
CLASSES: tuple[About | None, ...] = (None, *ABOUTS)  # None: no claim

_FIRST_PERSON = re.compile(
    r"(?i:\b(?:we|our (?:government|country|nations?)|I)\s(?:will(?! (?:believe|see|wait|know))"
    r"|shall|pledge|commit|undertake|agree|promise|vow)\b)"
)


@dataclass(frozen=True)
class Judge:
    """Weights of the features for each of `CLASSES`."""

    index: dict[str, int]
    weights: npt.NDArray[np.float32]

    def scores(self, features: Iterable[str]) -> npt.NDArray[np.float32]:
        """The sum of the weights of the features that are known, one number a class."""
        rows = [self.index[name] for name in set(features) if name in self.index]
        total: npt.NDArray[np.float32] = self.weights[sorted(rows)].sum(axis=0)
        return total


@lru_cache(maxsize=1)
def load_judge() -> Judge:
    """The judge that ships with the package."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        names = str(stored["names"]).split("\n")
        return Judge({name: n for n, name in enumerate(names)}, stored["weights"].astype(np.float32))


def certain(folded: str, clause: Clause) -> tuple[About, str] | None:
    """What the form of a clause settles by itself: captions, accusations, a speaker's own words, and what an agreement covers."""
    if clause.piece.role == "caption":
        return "context", "claim:caption"
    if clause.rule == "accusation":
        return "allegation", "claim:accusation"
    if clause.quoted:
        own = _FIRST_PERSON.search(folded, clause.start, clause.end)
        return ("commitment", "claim:quotation:first-person") if own else ("assessment", "claim:quotation")
    if load_reporting().scope.match(folded, clause.start, clause.end):
        return "scope", "claim:reach"
    return None


def judged(judge: Judge, features: Iterable[str]) -> About | None:
    """What the judge takes a clause to be about; None when it takes it for no claim."""
    return CLASSES[int(judge.scores(features).argmax())]
