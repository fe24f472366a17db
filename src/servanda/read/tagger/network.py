"""Running the trained network: one window in, scores for every word piece out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from servanda.model.labels import CONDUCTS, POLARITIES
from servanda.read.tagger.encode import Encoder, Gate, Window

Scores = npt.NDArray[np.float32]

# What the network says of each piece, in the order of its outputs: outside, beginning or inside of five kinds of
# words, and of an action what conduct it is and whether it is done or refrained from.
ROLES = ("action", "subject", "operator", "basis", "limits")
OUTPUTS: dict[str, int] = {**dict.fromkeys(ROLES, 3), "kind": len(CONDUCTS), "polarity": len(POLARITIES)}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A window's body with log-probabilities: `scores[role]` has one row a piece."""

    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    scores: dict[str, Scores]


def log_softmax(values: Scores) -> Scores:
    """Log-probabilities of each row of `values`."""
    shifted = values - values.max(axis=-1, keepdims=True)
    result: Scores = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


class Network:
    """The weights of one folder (`tagger.onnx`, `tokenizer.json`, `gate.npz`), run on one core."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime  # slow to import, and not needed for reports

        options = onnxruntime.SessionOptions()
        # One window at a time on one thread: what is found in a window never depends on what was read beside it.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_mem_pattern = False  # every window has its own length
        self._session: Any = onnxruntime.InferenceSession(str(folder / "tagger.onnx"), options, providers=["CPUExecutionProvider"])
        self.encoder = Encoder(Tokenizer.from_file(str(folder / "tokenizer.json")), Gate.load(folder / "gate.npz"))

    def label(self, window: Window) -> Labelled:
        """Score the pieces of a window's body."""
        values: Scores = self._session.run(None, {"ids": window.ids})[0][window.body]
        scores = {}
        first = 0
        for role, size in OUTPUTS.items():
            scores[role] = log_softmax(values[:, first : first + size])
            first += size
        return Labelled(window.start[window.body], window.end[window.body], scores)
