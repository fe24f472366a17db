"""Fit the weights of the comparer on `gold/pairs`, `gold/coverage` and labels of our own: `python -m tools.train_compare`.

Prints what is reached on every pair of texts by weights fitted without it and its kin, with the bar of the file and with a bar chosen on
the other pairs, and on each half of the reports by the other, before it fits on all. The bars stay as they are in the file: they were
chosen on all of the gold, so the figure with a bar chosen on the others is the one to trust. Our own labels, pairs of commitments in texts
of `corpus/`, are offsets only; those marked `kept_off` are never fitted on.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from servanda.compare import prepare
from servanda.compare.align import Bar, matched
from servanda.compare.borne import logistic, same_matter, support, weighed
from servanda.compare.coverage import candidates
from servanda.compare.likeness import FEATURES, Side, likeness
from servanda.compare.prepared import Prepared
from servanda.compare.trained import WEIGHTS, Trained, load_trained
from servanda.compare.units import JUDGED
from tools.comparisons import Comparisons, as_read, half

OWN = Path(__file__).with_name("compare_labels.json")
SIDES = ("left", "right")
BARS = [  # to choose from
    Bar(assigned, further, share)
    for assigned in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
    for further in (0.3, 0.4, 0.5, 0.6, 0.7)
    for share in (0.0, 0.5, 0.6)
    if further >= assigned
]

Array = npt.NDArray[np.float64]
Example = tuple[str, Array, Array]  # file, features, targets
Held = tuple[str, dict[str, Any], tuple[Prepared, Prepared]]  # file, labels, the report and its official text
_FOREIGN = 2  # texts about something else that every report is held against


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


@dataclass(frozen=True)
class Texts:
    """Two official texts: features and targets of every possible pair of their commitments, and how many pairs are labelled."""

    left: str
    right: str
    x: Array
    y: Array
    labelled: int

    def kin(self, other: Texts) -> bool:
        """Whether the two share a text."""
        return bool({self.left, self.right} & {other.left, other.right})


def texts_examples(names: tuple[str, str], pairs: list[Any], left: Prepared, right: Prepared) -> Texts:
    """Every possible pair of two official texts; `pairs` holds the labelled spans of both sides."""
    y = np.zeros((len(left.units), len(right.units)))
    for one, other in pairs if y.size else ():
        at_left = np.array([_overlap(a.span, one, shorter=False) for a in left.units])
        at_right = np.array([_overlap(b.span, other, shorter=False) for b in right.units])
        score = at_left[:, None] + at_right[None, :]
        at = np.unravel_index(int(score.argmax()), y.shape)
        if score[at] >= 1:
            y[at] = 1
    return Texts(*names, likeness(left.side, right.side), y, len(pairs))


def own_examples(gold: Comparisons, *, kept_off: bool) -> Iterator[Texts]:
    """Pairs of our own, to learn from or `kept_off`, in texts of the corpus that are there; commitments are as the reader finds them."""
    for one in json.loads(OWN.read_text("utf-8")):
        paths = [gold.gold.parent / "corpus" / "texts" / f"{one[side]}.txt" for side in SIDES]
        digests = [hashlib.sha256(p.read_bytes()).hexdigest() if p.exists() else None for p in paths]
        if one.get("kept_off", False) == kept_off and digests == [one[f"{side}_sha256"] for side in SIDES]:
            sides = [prepare(as_read(p)) for p in paths]
            pairs = [({"start": a, "end": b}, {"start": c, "end": d}) for a, b, c, d in one["pairs"]]
            yield texts_examples((one["left"], one["right"]), pairs, sides[0], sides[1])


def scaled(x: Array, y: Array) -> Array:
    """Weights of features that are brought to one scale for the penalty; the scale is taken back."""
    mean, scale = x.mean(axis=0), x.std(axis=0)
    mean[0], scale[0] = 0.0, 1.0
    scale[scale == 0] = 1.0
    weights: Array = fit((x - mean) / scale, y) / scale
    weights[0] -= float(weights @ mean)
    return weights


def fit_texts(chosen: list[Texts]) -> Array:
    """Weights for two official texts."""
    return scaled(np.concatenate([t.x.reshape(-1, t.x.shape[-1]) for t in chosen]), np.concatenate([t.y.ravel() for t in chosen]))


def without_kin(tried: list[Texts], learned: list[Texts]) -> list[Array]:
    """The scores of every pair of texts by weights fitted on texts that share none with it."""
    scores = []
    for held in tried:
        weights = fit_texts([t for t in learned if t is not held and not t.kin(held)])
        scores.append(1 / (1 + np.exp(-(held.x @ weights))))
    return scores


Counts = tuple[int, int, int]  # right, said, labelled


def counted(texts: Texts, scores: Array, bar: Bar) -> Counts:
    """How many of the pairs found are right, how many are found, and how many there are."""
    found = matched(scores, bar)
    return int(sum(texts.y[i, j] for i, j in found)), len(found), texts.labelled


def with_bar(tried: list[Texts], scores: list[Array], bar: Bar) -> list[Counts]:
    """What is found in every pair of texts with one bar."""
    return [counted(t, s, bar) for t, s in zip(tried, scores, strict=True)]


def with_bar_of_others(gold: list[Texts], own: list[Texts], scores: list[Array]) -> list[Counts]:
    """What is found in every pair of texts of the gold with the bar that does best on all the others; `scores`: of `gold`, then `own`."""
    table = {bar: with_bar([*gold, *own], scores, bar) for bar in BARS}
    reached = []
    for n in range(len(gold)):
        best = max(BARS, key=lambda bar: _f1(_summed(table[bar][:n] + table[bar][n + 1 :])))
        reached.append(table[best][n])
    return reached


def _summed(counts: Iterable[Counts]) -> Counts:
    right, said, labelled = (sum(column) for column in zip(*counts, strict=True))
    return right, said, labelled


def _f1(counts: Counts) -> float:
    right, said, labelled = counts
    return 2 * right / max(said + labelled, 1)


def told(counts: Iterable[Counts]) -> str:
    """Precision, recall and F1 of all together."""
    right, said, labelled = _summed(counts)
    return f"precision {right / max(said, 1):.3f}  recall {right / max(labelled, 1):.3f}  f1 {_f1((right, said, labelled)):.3f}"


def claims_examples(name: str, labels: dict[str, Any], report: Prepared, official: Prepared) -> Example:
    """Every claim that has a counterpart with every passage of its sort in the official text."""
    judged = [n for n, label in enumerate(labels["claims"]) if label["about"] in JUDGED]
    passages = [*official.units, *official.sentences]
    vectors = np.concatenate([official.vectors, official.sentence_vectors])
    made = likeness(Side([report.units[n] for n in judged], report.vectors[judged]), Side(passages, vectors), both=False)
    x: list[Array] = []
    y: list[float] = []
    split = len(official.units)
    for row, n in enumerate(judged):
        label = labels["claims"][n]
        there = label.get("counterpart_span")
        if not there:
            continue
        pool = range(split) if label["about"] == "commitment" else range(split, len(passages))
        x.extend(made[row, m] for m in pool)
        y.extend(float(_overlap(passages[m].span, there, shorter=True) >= 0.5) for m in pool)
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


def matter_examples(reports: list[Held], trained: Trained) -> list[Example]:
    """Every report with its own text (1) and with two texts of other reports of its half (0): are they of one matter?"""
    examples = []
    for n, (name, _, (report, official)) in enumerate(reports):
        foreign = [
            t
            for other, _, (_, t) in reports
            if half(other) == half(name) and t.reading.document.source.id != official.reading.document.source.id
        ]
        x, y = [], []
        for against in (official, *(foreign[(n * 7 + 3 + 5 * m) % len(foreign)] for m in range(_FOREIGN))):
            found = candidates(report, against, trained)
            x += [same_matter(claim, found[claim.id]) for claim in report.units if claim.id in found]
            y += [float(against is official)] * len(found)
        examples.append((name, np.array(x), np.array(y)))
    return examples


def _together(examples: list[Example], leave: int | None) -> Array:
    chosen = [e for e in examples if (leave is None or half(e[0]) != leave) and len(e[1])]
    return scaled(np.concatenate([e[1] for e in chosen]), np.concatenate([e[2] for e in chosen]))


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
            pairs = [(p["left"], p["right"]) for p in labels["pairs"]]
            texts.append(texts_examples((labels["left"], labels["right"]), pairs, *sides))
        else:
            claims.append(claims_examples(path.stem, labels, *sides))
            reports.append((path.stem, labels, sides))
    held = load_trained()
    own, bar = list(own_examples(gold, kept_off=False)), Bar(*held.texts_bar)
    learned, aside = [*texts, *own], list(own_examples(gold, kept_off=True))
    scores = without_kin(learned, learned)
    print("pairs of the gold, each left out with its kin:", told(with_bar(texts, scores[: len(texts)], bar)))
    print("the same, the bar too chosen on the others:", told(with_bar_of_others(texts, own, scores)))
    print("pairs of our own, kept off:", told(with_bar(aside, without_kin(aside, learned), bar)))
    for leave in (0, 1, None):
        ranked = replace(held, claims=tuple(map(float, _together(claims, leave))))
        borne = [support_examples(*report, ranked) for report in reports]
        weights = tuple(map(float, _together(borne, leave)))
        matter = tuple(map(float, _together(matter_examples(reports, ranked), leave)))
        kept_off = [(x, y) for name, xs, ys in borne if half(name) == leave for x, y in zip(xs, ys, strict=True)]
        right = sum((logistic(weighed(x, weights)) >= held.support_bar) == bool(y) for x, y in kept_off)
        if kept_off:
            print(f"half {leave}, kept off: {right} of {len(kept_off)} claims rightly held borne out or not")
    final = {
        "texts": [round(float(w), 3) for w in fit_texts(learned)],
        "texts_bar": list(held.texts_bar),
        "claims": [round(w, 3) for w in ranked.claims],
        "support": [round(w, 3) for w in weights],
        "support_bar": held.support_bar,
        "same_matter": [round(w, 3) for w in matter],
        "common": held.common,
    }
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in final.items()]
    Path(WEIGHTS).write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
