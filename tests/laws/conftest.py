"""The networks that the laws are tried with, and texts to spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.read.tagger.network import WEIGHTS, Network, shipped

from .noise import Noise

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TRAINED = (WEIGHTS / "tagger.onnx").exists()
needs_weights = pytest.mark.skipif(not TRAINED, reason=f"no weights in {WEIGHTS}")


@pytest.fixture(scope="session", params=["trained", "noise"])
def network(request: pytest.FixtureRequest) -> Network:
    """The shipped network, and one that says anything."""
    if request.param == "noise":
        return Noise()
    if not TRAINED:
        pytest.skip(f"no weights in {WEIGHTS}")
    return shipped()
