"""From scores to spans: the laws that any scores must keep."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from servanda.read.tagger.decode import BEGIN, INSIDE, OUTSIDE, best_labels, runs
from servanda.read.tagger.network import log_softmax

SCORES = arrays(np.float32, st.integers(1, 40).map(lambda n: (n, 3)), elements=st.floats(-20, 20, width=32))


@given(SCORES, st.floats(-3, 3))
def test_nothing_is_inside_right_after_outside(scores: np.ndarray, bias: float) -> None:
    labels = best_labels(log_softmax(scores), bias)
    assert not any(a == OUTSIDE and b == INSIDE for a, b in pairwise(labels))


@given(SCORES)
def test_labels_are_the_likeliest_sequence(scores: np.ndarray) -> None:
    scores = log_softmax(scores[:6])
    labels = best_labels(scores)

    def total(sequence: tuple[int, ...]) -> float:
        return float(sum(scores[n, label] for n, label in enumerate(sequence)))

    allowed = [
        sequence for sequence in np.ndindex(*(3,) * len(scores)) if not any(a == OUTSIDE and b == INSIDE for a, b in pairwise(sequence))
    ]
    assert abs(total(tuple(labels)) - max(map(total, allowed))) < 1e-4


@given(arrays(np.int64, array_shapes(max_dims=1, max_side=30), elements=st.integers(0, 2)))
def test_runs_cover_all_that_is_labelled_and_nothing_else(labels: np.ndarray) -> None:
    covered = np.zeros(len(labels), bool)
    for run in runs(labels):
        assert labels[run][0] in (BEGIN, INSIDE)
        assert not covered[run].any()
        covered[run] = True
    assert (covered == (labels != OUTSIDE)).all()
