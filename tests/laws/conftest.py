"""The weights that the laws are tried with, and texts to spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.read.tagger.weights import WEIGHTS, Weights, shipped

from .noise import noise

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TRAINED = (WEIGHTS / "tagger.onnx").exists()
needs_weights = pytest.mark.skipif(not TRAINED, reason=f"no weights in {WEIGHTS}")


@pytest.fixture(scope="session", params=["trained", "noise"])
def weights(request: pytest.FixtureRequest) -> Weights:
    """The shipped weights, and some that say anything."""
    if request.param == "noise":
        return noise()
    if not TRAINED:
        pytest.skip(f"no weights in {WEIGHTS}")
    return shipped()
