"""Which passages speak of the same thing: an optimal assignment over the scores of every possible pair, then splits and merges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

DIGITS = 4  # to which scores are rounded


@dataclass(frozen=True, slots=True)
class Bar:
    """Which pairs are kept: `assigned` ones from this probability on, further ones (splits and merges) from `further` on.

    A further pair must also reach `share` of the best of both its passages.
    """

    assigned: float
    further: float
    share: float


def matched(scores: Scores, bar: Bar) -> list[tuple[int, int]]:
    """The pairs: a best assignment of one to one, and beside it those that are nearly as good, so that one may stand for two."""
    if not scores.size:
        return []
    chosen = {(i, j) for i, j in assignment(scores) if scores[i, j] >= bar.assigned}
    rows, columns = scores.max(axis=1), scores.max(axis=0)
    for i, j in zip(*np.nonzero(scores >= bar.further), strict=True):
        # A passage whose very words stand on the other side has its counterpart and needs no second.
        if scores[i, j] < 1.0 and (rows[i] == 1.0 or columns[j] == 1.0):
            continue
        if scores[i, j] >= bar.share * max(rows[i], columns[j]):
            chosen.add((int(i), int(j)))
    return sorted(chosen)


def assignment(scores: Scores) -> list[tuple[int, int]]:
    """The one-to-one assignment with the greatest sum of scores (the Hungarian method with potentials, O(n^2 m)).

    Of equal assignments, the one that keeps the order of both texts.
    """
    flipped = scores.shape[0] > scores.shape[1]
    gain = scores.T if flipped else scores
    rows, columns = gain.shape
    apart = np.abs(np.arange(rows)[:, None] / max(rows, 1) - np.arange(columns)[None, :] / max(columns, 1))
    cost = -gain + 1e-6 * apart
    owner = _owners(cost)
    found = [(owner[j] - 1, j - 1) for j in range(1, columns + 1) if owner[j]]
    return sorted((j, i) if flipped else (i, j) for i, j in found)


def _owners(cost: Scores) -> list[int]:
    """For every column (from 1) the row (from 1) that it is given to, 0 for none; there are no more rows than columns."""
    rows, columns = cost.shape
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        owner[0] = row
        at = 0
        least = np.full(columns + 1, np.inf)
        came = np.zeros(columns + 1, dtype=int)
        done = np.zeros(columns + 1, dtype=bool)
        while owner[at]:
            done[at] = True
            reduced = cost[owner[at] - 1] - u[owner[at]] - v[1:]
            better = ~done[1:] & (reduced < least[1:])
            least[1:][better] = reduced[better]
            came[1:][better] = at
            open_columns = np.where(done[1:], np.inf, least[1:])
            nearest = int(open_columns.argmin()) + 1
            step = least[nearest]
            u[owner[done]] += step
            v[done] -= step
            least[~done] -= step
            at = nearest
        while at:
            owner[at] = owner[came[at]]
            at = int(came[at])
    return [int(n) for n in owner]
