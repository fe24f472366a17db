"""Fitting the linear model of conduct: logistic regression over the words of labelled actions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from servanda.model.labels import CONDUCTS
from servanda.read.tagger.conduct import BEFORE, BINS, features
from training.texts import Text

_STRENGTH = 0.2  # inverse regularisation
_GOLD_WEIGHT = 1.5


def fit_conduct(texts: Iterable[Text], path: Path) -> None:
    """Fit the model to the labelled actions of `texts` and store it, in half precision."""
    rows, kinds, weights = [], [], []
    for text in texts:
        for label in text.labels:
            start, end = label.action
            rows.append(features(text.text[start:end], text.text[max(0, start - BEFORE) : start]))
            kinds.append(CONDUCTS.index(label.kind))  # type: ignore[arg-type]
            weights.append(1.0 if text.fold is None else _GOLD_WEIGHT)
    ends = np.cumsum([0, *map(len, rows)])
    found = csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(rows), ends), shape=(len(rows), BINS))
    model = LogisticRegression(C=_STRENGTH, max_iter=400).fit(found, np.array(kinds), sample_weight=weights)
    np.savez_compressed(path, weights=model.coef_.T.astype(np.float16), bias=model.intercept_.astype(np.float16))
