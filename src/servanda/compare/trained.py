"""The few weights that `tools/train_compare.py` fits on labelled pairs and reports, with the bars chosen beside them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Trained:
    """Weights of features.

    In the order of `likeness.FEATURES`, `texts` with its bar (assigned, further, share) are for two official texts, `claims` for a report's
    claim and a passage of the official text. `support` says whether the best passage bears a claim out at all (features of
    `borne.support`), from `support_bar` on, `same_matter` whether it is of the claim's matter (features of `borne.same_matter`). `common`
    holds what stems weigh that are common in texts of the genre, under 1.
    """

    texts: tuple[float, ...]
    texts_bar: tuple[float, float, float]
    claims: tuple[float, ...]
    support: tuple[float, ...]
    support_bar: float
    same_matter: tuple[float, ...]
    common: dict[str, float]


@lru_cache(maxsize=1)
def load_trained(path: Path = WEIGHTS) -> Trained:
    """The weights that ship with the package."""
    stored = json.loads(path.read_text("utf-8"))
    assigned, further, share = stored["texts_bar"]
    bar = (assigned, further, share)
    return Trained(
        tuple(stored["texts"]),
        bar,
        tuple(stored["claims"]),
        tuple(stored["support"]),
        stored["support_bar"],
        tuple(stored["same_matter"]),
        stored["common"],
    )
