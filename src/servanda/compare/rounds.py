"""More than two rounds: which commitment was carried from round to round, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.compare.prepared import Prepared
from servanda.compare.texts import compare_texts
from servanda.model.comparison import Comparison, Pair, Passage


@dataclass(frozen=True, slots=True)
class Step:
    """A commitment in one round (None: it is not there), and the pair that leads to it from the round before, if one does."""

    passage: Passage | None
    pair: Pair | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """One row a commitment, one column a round; `steps` are the comparisons of each round with the next."""

    rounds: tuple[Prepared, ...]
    rows: tuple[tuple[Step, ...], ...]
    steps: tuple[Comparison, ...]


def matrix(rounds: Sequence[Prepared]) -> Matrix:
    """Follow every commitment through the rounds, in the order given; each round is held against the one before.

    A commitment that is split goes on in the best of its parts, the others begin rows of their own.
    """
    steps = tuple(compare_texts(a, b, "rounds") for a, b in pairwise(rounds))
    rows: list[list[Step]] = [[Step(Passage(u.id, u.span))] for u in rounds[0].units] if rounds else []
    for column, step in enumerate(steps, 1):
        taken: set[str] = set()
        best = {p.left.id: p for p in sorted(step.pairs, key=_weight)}
        for row in rows:
            last = row[-1].passage
            pair = best.get(last.id) if last is not None else None
            if pair is not None and pair.right.id not in taken:
                taken.add(pair.right.id)
                row.append(Step(pair.right, pair))
            else:
                row.append(Step(None))
        for unit in rounds[column].units:
            if unit.id not in taken:
                rows.append([*[Step(None)] * column, Step(Passage(unit.id, unit.span))])
    return Matrix(tuple(rounds), tuple(tuple(r) for r in rows), steps)


def _weight(pair: Pair) -> float:
    return max((float(w.removeprefix("match:")) for w in pair.why if w.startswith("match:")), default=0.0)
