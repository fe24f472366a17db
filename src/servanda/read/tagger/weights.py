"""Everything trained that the reader of official texts uses, loaded from one folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.read.tagger.conduct import Conducts
from servanda.read.tagger.network import Network

WEIGHTS = Path(__file__).parent.parent / "weights"


@dataclass(frozen=True, slots=True)
class Weights:
    """The network that labels words and the linear model of conduct."""

    network: Network
    conducts: Conducts


def load(folder: Path) -> Weights:
    """The weights in `folder` (`tagger.onnx`, `tokenizer.json`, `gate.npz`, `conduct.npz`)."""
    return Weights(Network(folder), Conducts.load(folder / "conduct.npz"))


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that come with Servanda, loaded once."""
    return load(WEIGHTS)
