"""More than two rounds: which commitment was carried from round to round, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from servanda.compare.mode import order_notes
from servanda.compare.prepared import Prepared
from servanda.compare.texts import compare_texts
from servanda.model.comparison import Comparison, Pair, Passage
from servanda.model.matrix import Matrix, Step

__all__ = ["Matrix", "Step", "matrix"]

# To say that a commitment came back takes more than to pair neighbours: among all that was ever dropped something is always alike.
_SURE = 0.5


def matrix(rounds: Sequence[Prepared]) -> Matrix:
    """Follow every commitment through the rounds, in the order given; each round is held against the one before.

    A commitment that is split goes on in the best of its parts; the others begin rows of their own that name it. Two that are
    merged go on in the same words. What was dropped and is new again in a later round is held against the last round that had it.
    """
    steps = tuple(compare_texts(a, b, "rounds") for a, b in pairwise(rounds))
    rows = [[Step(Passage(u.id, u.span))] for u in rounds[0].units] if rounds else []
    for column, step in enumerate(steps, 1):
        open_ids = {u.id for u in rounds[column].units}
        open_ids -= _carry(rows, column, step)
        open_ids -= _split(rows, column, step, open_ids)
        open_ids -= _resume(rows, column, rounds, open_ids)
        rows += [[*[Step()] * column, Step(Passage(u.id, u.span))] for u in rounds[column].units if u.id in open_ids]
    notes = (*order_notes([r.reading.document for r in rounds]), *_notes(rounds, steps))
    return Matrix(tuple(r.reading for r in rounds), tuple(tuple(r) for r in rows), steps, notes)


def _carry(rows: list[list[Step]], column: int, step: Comparison) -> set[str]:
    """Give every row its next step; returns the commitments that rows go on in."""
    best = {p.left.id: p for p in sorted(step.pairs, key=_weight)}
    taken: set[str] = set()
    for row in rows:
        last = row[-1].passage
        pair = best.get(last.id) if last is not None else None
        if pair is None:
            row.append(Step())
        else:
            taken.add(pair.right.id)
            row.append(Step(pair.right, pair, column - 1))
    return taken


def _split(rows: list[list[Step]], column: int, step: Comparison, open_ids: set[str]) -> set[str]:
    """Begin rows for the further parts of commitments that were split."""
    best = {p.right.id: p for p in sorted(step.pairs, key=_weight) if p.right.id in open_ids}
    parts = sorted(best.values(), key=lambda p: p.right.span.start)
    rows += [[*[Step()] * column, Step(p.right, p, column - 1)] for p in parts]
    return set(best)


def _resume(rows: list[list[Step]], column: int, rounds: Sequence[Prepared], open_ids: set[str]) -> set[str]:
    """Go on with rows that were dropped before the last round; returns the commitments that they go on in."""
    waiting: dict[int, dict[str, list[list[Step]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        last = max((n for n in range(column) if row[n].passage is not None), default=column)
        if last < column - 1 and (passage := row[last].passage) is not None:
            waiting[last][passage.id].append(row)
    taken: set[str] = set()
    if not open_ids:
        return taken
    for since in sorted(waiting, reverse=True):
        for pair in sorted(compare_texts(rounds[since], rounds[column], "rounds").pairs, key=_weight, reverse=True):
            if _weight(pair) < _SURE or pair.right.id not in open_ids - taken or pair.left.id not in waiting[since]:
                continue
            taken.add(pair.right.id)
            for row in waiting[since].pop(pair.left.id):
                row[column] = Step(pair.right, pair, since)
    return taken


def _notes(rounds: Sequence[Prepared], steps: Sequence[Comparison]) -> Iterator[str]:
    for round_ in rounds:
        if not round_.units:
            yield f"{round_.reading.document.source.name} holds no commitments."
    for number, step in enumerate(steps, 1):
        both = f"{step.left.document.source.name} and {step.right.document.source.name}"
        if step.left.document.text == step.right.document.text:
            yield f"Texts {number} and {number + 1} ({both}) are the same, word for word."
        elif not step.pairs and rounds[number - 1].units and rounds[number].units:
            yield f"Texts {number} and {number + 1} ({both}) have nothing in common."


def _weight(pair: Pair) -> float:
    return pair.match or 0.0
