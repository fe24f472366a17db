"""From scores to spans: the most likely sequence of labels, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from servanda.model.labels import POLARITIES, Polarity
from servanda.read.tagger.network import Labelled, Scores

OUTSIDE, BEGIN, INSIDE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Found:
    """An action in a text: offsets, how sure the network is (0 to 1), the log-probabilities of each conduct, and its polarity."""

    start: int
    end: int
    confidence: float
    kinds: Scores
    polarity: Polarity


def best_labels(scores: Scores, begin_bias: float = 0.0) -> npt.NDArray[np.int64]:
    """The most likely labels of a row of pieces in which nothing is inside without a beginning or another inside before it (Viterbi).

    `begin_bias` is added to the log-odds of beginnings: below 0 it splits less.
    """
    rows = scores.astype(np.float64)
    rows[:, BEGIN] += begin_bias
    likeliest: npt.NDArray[np.int64] = rows.argmax(axis=1)
    if not ((likeliest[1:] == INSIDE) & (likeliest[:-1] == OUTSIDE)).any():
        return likeliest  # the best label of each piece already makes a sequence that is allowed
    back = np.zeros((len(rows), 3), np.int64)
    outside, begin, inside = rows[0]
    for n in range(1, len(rows)):
        o, b, i = rows[n]
        # The best label before: anything for outside and beginning; never outside for inside.
        if outside >= begin:
            before, best = (OUTSIDE, outside) if outside >= inside else (INSIDE, inside)
        else:
            before, best = (BEGIN, begin) if begin >= inside else (INSIDE, inside)
        kept, carried = (BEGIN, begin) if begin >= inside else (INSIDE, inside)
        back[n] = (before, before, kept)
        outside, begin, inside = best + o, best + b, carried + i
    label = int(np.argmax([outside, begin, inside]))
    labels = np.empty(len(rows), np.int64)
    for n in range(len(rows) - 1, -1, -1):
        labels[n] = label
        label = int(back[n][label])
    return labels


def runs(labels: npt.NDArray[np.int64]) -> Iterator[slice]:
    """Each labelled stretch: from a beginning (or an inside without one) to the last inside."""
    first = None
    for n, label in enumerate(labels):
        if first is not None and label != INSIDE:
            yield slice(first, n)
            first = None
        if label != OUTSIDE and first is None:
            first = n
    if first is not None:
        yield slice(first, len(labels))


def offsets(labelled: Labelled, run: slice) -> tuple[int, int] | None:
    """Where a stretch of pieces stands in the text; None when it is only line breaks."""
    starts, ends = labelled.start[run], labelled.end[run]
    real = starts >= 0
    return (int(starts[real][0]), int(ends[real][-1])) if real.any() else None


def actions(labelled: Labelled, begin_bias: float, threshold: float) -> list[Found]:
    """The actions of a window that the network is surer of than `threshold`."""
    scores = labelled.scores["action"]
    found = []
    for run in runs(best_labels(scores, begin_bias)):
        where = offsets(labelled, run)
        confidence = float(np.mean(1 - np.exp(scores[run][:, OUTSIDE])))
        if where is None or confidence < threshold:
            continue
        real = labelled.start[run] >= 0
        kinds: Scores = labelled.scores["kind"][run][real].mean(axis=0)
        polarity = POLARITIES[int(labelled.scores["polarity"][run][real].mean(axis=0).argmax())]
        found.append(Found(*where, confidence, kinds, polarity))
    return found


def spans(labelled: Labelled, role: str) -> list[tuple[int, int]]:
    """Where words of `role` stand in a window."""
    return [where for run in runs(best_labels(labelled.scores[role])) if (where := offsets(labelled, run)) is not None]
