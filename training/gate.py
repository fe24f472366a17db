"""Fitting the gate: which sentences can hold an undertaking at all (logistic regression over word pieces and their pairs)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from servanda.model.segments import segments
from servanda.read.tagger.encode import Encoder, Gate, pair_keys
from training.texts import Text

PAIRS = 1 << 16
VOCABULARY = 30522
THRESHOLD = -1.75  # log-odds; lets 98% of the labelled words of texts kept aside through
_STRENGTH = 0.15  # inverse regularisation
_HELD_WEIGHT = 3  # a sentence that promises something counts three times


def fit_gate(texts: Iterable[Text], encoder: Encoder) -> Gate:
    """The gate that tells sentences with a labelled action from those without."""
    rows, held = [], []
    for text in texts:
        found = segments(text.text)
        for segment, ids in zip(found, encoder.pieces(text.text, found).ids, strict=True):
            rows.append(np.unique(np.concatenate([ids, VOCABULARY + pair_keys(ids, PAIRS)])))
            held.append(any(min(segment.end, a.action[1]) - max(segment.start, a.action[0]) > 3 for a in text.labels))
    ends = np.cumsum([0, *map(len, rows)])
    features = csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(rows), ends), shape=(len(rows), VOCABULARY + PAIRS))
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=300, class_weight={False: 1, True: _HELD_WEIGHT})
    weights = model.fit(features, np.array(held)).coef_[0].astype(np.float16)
    return Gate(
        weights[:VOCABULARY].astype(np.float32),
        weights[VOCABULARY:].astype(np.float32),
        float(model.intercept_[0]),
        THRESHOLD,
    )


def save_gate(gate: Gate, path: str) -> None:
    """Store a gate as `Gate.load` reads it, in half precision."""
    single, pair = gate.single.astype(np.float16), gate.pair.astype(np.float16)
    np.savez_compressed(path, single=single, pair=pair, bias=gate.bias, threshold=gate.threshold)
