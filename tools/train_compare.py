"""Fit the weights of the comparer on `gold/pairs` and `gold/coverage`: `python -m tools.train_compare`.

Prints what each half gives for the other before it fits on all; the bars stay as they are in the file.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from servanda.compare.coverage import candidates, probability, support
from servanda.compare.features import FEATURES, edge
from servanda.compare.prepared import Prepared
from servanda.compare.trained import WEIGHTS, Trained, load_trained
from servanda.compare.units import JUDGED
from tools.comparisons import Comparisons, half

Array = npt.NDArray[np.float64]
Example = tuple[str, Array, Array]  # file, features, targets


def fit(x: Array, y: Array, ridge: float = 1.0) -> Array:
    """Logistic regression by Newton's method, with an L2 penalty on all weights but the first."""
    weights = np.zeros(x.shape[1])
    penalty = np.eye(x.shape[1]) * ridge
    penalty[0, 0] = 1e-6
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p) + 1e-9)[:, None]).T @ x + penalty, x.T @ (y - p) - penalty @ weights)
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _overlap(span: Any, given: dict[str, Any], *, shorter: bool) -> float:
    shared = min(span.end, given["end"]) - max(span.start, given["start"])
    lengths = (span.end - span.start, given["end"] - given["start"])
    whole = min(lengths) if shorter else max(span.end, given["end"]) - min(span.start, given["start"])
    return float(max(shared, 0) / whole)


def texts_examples(name: str, labels: dict[str, Any], left: Prepared, right: Prepared) -> Example | None:
    """Every possible pair of two official texts."""
    if not left.units or not right.units:
        return None
    cosines = left.vectors @ right.vectors.T
    x = [edge(a, b, float(cosines[i, j])) for i, a in enumerate(left.units) for j, b in enumerate(right.units)]
    y = np.zeros((len(left.units), len(right.units)))
    for pair in labels["pairs"]:
        at_left = np.array([_overlap(a.span, pair["left"], shorter=False) for a in left.units])
        at_right = np.array([_overlap(b.span, pair["right"], shorter=False) for b in right.units])
        score = at_left[:, None] + at_right[None, :]
        at = np.unravel_index(int(score.argmax()), y.shape)
        if score[at] >= 1:
            y[at] = 1
    return name, np.array(x), y.ravel()


def claims_examples(name: str, labels: dict[str, Any], report: Prepared, official: Prepared) -> Example:
    """Every claim with every passage of its sort in the official text."""
    x, y = [], []
    for n, (claim, label) in enumerate(zip(report.units, labels["claims"], strict=True)):
        there = label.get("counterpart_span")
        if label["about"] not in JUDGED or not there:
            continue
        bound = label["about"] == "commitment"
        pool, vectors = (official.units, official.vectors) if bound else (official.sentences, official.sentence_vectors)
        cosines = vectors @ report.vectors[n]
        for m, passage in enumerate(pool):
            x.append(edge(claim, passage, float(cosines[m])))
            y.append(float(_overlap(passage.span, there, shorter=True) >= 0.5))
    return name, np.array(x).reshape(-1, len(FEATURES)), np.array(y)


def support_examples(name: str, labels: dict[str, Any], sides: tuple[Prepared, Prepared], trained: Trained) -> Example:
    """Every claim that can be judged with its best passage: is it borne out at all?"""
    report, official = sides
    found = candidates(report, official, trained)
    x, y = [], []
    for claim, label in zip(report.units, labels["claims"], strict=True):
        if claim.id in found and label.get("relation"):
            x.append(support(claim, found[claim.id], official))
            y.append(float(label["relation"] != "unsupported"))
    return name, np.array(x), np.array(y)


def _together(examples: list[Example], leave: int | None) -> Array:
    chosen = [e for e in examples if (leave is None or half(e[0]) != leave) and len(e[1])]
    return fit(np.concatenate([e[1] for e in chosen]), np.concatenate([e[2] for e in chosen]))


def main() -> int:
    """Fit and write the weights."""
    gold = Comparisons()
    if missing := gold.missing():
        print(f"train_compare: there is no {missing}")
        return 1
    texts, claims, reports = [], [], []
    for path in gold.files():
        labels, sides = json.loads(path.read_text("utf-8")), gold.sides(path)
        if "pairs" in labels:
            texts.append(texts_examples(path.stem, labels, *sides))
        else:
            claims.append(claims_examples(path.stem, labels, *sides))
            reports.append((path.stem, labels, sides))
    held = load_trained()
    for leave in (0, 1, None):
        ranked = replace(held, claims=tuple(map(float, _together(claims, leave))))
        borne = [support_examples(*report, ranked) for report in reports]
        weights = tuple(map(float, _together(borne, leave)))
        kept_off = [(x, y) for name, xs, ys in borne if half(name) == leave for x, y in zip(xs, ys, strict=True)]
        right = sum((probability(tuple(x), weights) >= held.support_bar) == bool(y) for x, y in kept_off)
        if kept_off:
            print(f"half {leave}, kept off: {right} of {len(kept_off)} claims rightly held borne out or not")
    final = {
        "texts": [round(float(w), 3) for w in _together([e for e in texts if e is not None], None)],
        "texts_bar": list(held.texts_bar),
        "claims": [round(w, 3) for w in ranked.claims],
        "support": [round(w, 3) for w in weights],
        "support_bar": held.support_bar,
    }
    Path(WEIGHTS).write_text(json.dumps(final, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
