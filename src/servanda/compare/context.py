"""Words in context: a small network gives every word of a passage a vector that depends on the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from servanda.compare.meaning import Vectors
from servanda.read.tagger.weights import WEIGHTS

NETWORK = Path(__file__).parent / "network" / "meaning.onnx"
_LONGEST = 192  # word pieces of a passage; what follows is cut
_WORDY = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class InContext:
    """A passage: `whole` is its vector, `words` the folded words that its pieces belong to, `states` one row a piece."""

    whole: Vectors
    words: tuple[str, ...]
    states: Vectors


InContextOf = Callable[[str], InContext]


@lru_cache(maxsize=1)
def network() -> InContextOf:
    """The network that ships: six layers of MiniLM with 8-bit weights, on one thread, its vocabulary that of the reader."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(NETWORK), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_LONGEST)

    # One passage a run: beside others, 8-bit activations would come out a little differently.
    @lru_cache(maxsize=2048)
    def in_context(text: str) -> InContext:
        plain = " ".join(text.split())
        encoded = tokenizer.encode(plain)
        ids = np.array([encoded.ids], dtype=np.int64)
        states: Vectors = session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]
        kept, words = [], []
        for n, at in enumerate(encoded.word_ids):
            stretch = None if at is None else encoded.word_to_chars(at)
            if stretch is None:
                continue
            word = plain[stretch[0] : stretch[1]].lower()
            if _WORDY.search(word):
                kept.append(n)
                words.append(word)
        return InContext(states.mean(axis=0), tuple(words), states[kept])

    return in_context
