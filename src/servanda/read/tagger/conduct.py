"""What sort of conduct an action is, judged by its words: a linear model whose opinion is weighed with the network's."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from servanda.read.tagger.network import Scores, log_softmax

BINS = 1 << 15
BEFORE = 60  # code points before an action that are looked at
SHARE = 0.3  # of this model beside the network: chosen on texts kept aside

_WORD = re.compile(r"[a-z'’-]+|\d+|\$")
_WORDS = 40
_OPENING, _HEAD, _PAIRS = 5, 12, 14


def features(action: str, before: str) -> npt.NDArray[np.int64]:
    """The bins of an action's features: its first words, the words and pairs in it, and the words before it; each bin once."""
    words = _WORD.findall(action.lower())[:_WORDS]
    named = [f"{n}={' '.join(words[:n])}" for n in (1, 2, 3)]
    named += [f"o={w}" for w in words[:_OPENING]] + [f"h={w}" for w in words[:_HEAD]] + [f"w={w}" for w in words]
    named += [f"p={a} {b}" for a, b in pairwise(words[: _PAIRS + 1])]
    named += [f"f={words[0]} {w}" for w in words[1:8]]
    named += [f"b={w}" for w in re.findall(r"\w+", before.lower())[-3:]]
    return np.unique([zlib.crc32(name.encode()) % BINS for name in named])


@dataclass(frozen=True, slots=True)
class Conducts:
    """The linear model: weights of shape (bins, conducts) and a bias."""

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    @classmethod
    def load(cls, path: Path) -> Conducts:
        """The model stored in an `.npz` file."""
        with np.load(path) as stored:
            return cls(stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))

    def scores(self, text: str, start: int, end: int) -> Scores:
        """The log-probabilities of each conduct for the action from `start` to `end`."""
        bins = features(text[start:end], text[max(0, start - BEFORE) : start])
        return log_softmax(self.weights[bins].sum(axis=0) + self.bias)
