"""Two official texts: rounds of a dialogue, or two accounts of one event."""

from __future__ import annotations

import numpy as np

from servanda.compare.align import Bar, matched
from servanda.compare.likeness import likeness, scored
from servanda.compare.prepared import Prepared
from servanda.compare.trained import load_trained
from servanda.compare.verdict import between_texts, pair_of
from servanda.model.comparison import Alone, Comparison, Mode, Pair, Passage


def compare_texts(left: Prepared, right: Prepared, mode: Mode) -> Comparison:
    """The commitments of two official texts, paired and judged: what the right text says against the left."""
    # Always the same of the two first, so that changing the sides changes nothing but the sides.
    turned = left.reading.document.source.id > right.reading.document.source.id
    first, second = (right, left) if turned else (left, right)
    trained = load_trained()
    scores = scored(likeness(first.side, second.side) @ np.array(trained.texts), first.side, second.side)
    pairs: list[Pair] = []
    for i, j in matched(scores, Bar(*trained.texts_bar)):
        a, b = first.units[i], second.units[j]
        gaps = between_texts(a, b)
        why = (f"match:{scores[i, j]:.2f}",)
        if turned:
            pairs.append(pair_of(b, a, [g.turned() for g in gaps], of_a=False, why=why))
        else:
            pairs.append(pair_of(a, b, gaps, of_a=False, why=why))
    pairs.sort(key=lambda p: (p.left.span.start, p.right.span.start))
    in_left, in_right = {p.left.id for p in pairs}, {p.right.id for p in pairs}
    notes = _notes(left, right, pairs)
    return Comparison(
        left.reading,
        right.reading,
        mode,
        tuple(pairs),
        tuple(Alone(Passage(u.id, u.span)) for u in left.units if u.id not in in_left),
        tuple(Alone(Passage(u.id, u.span)) for u in right.units if u.id not in in_right),
        notes,
    )


def _notes(left: Prepared, right: Prepared, pairs: list[Pair]) -> tuple[str, ...]:
    notes = []
    if left.reading.document.text == right.reading.document.text:
        notes.append("Both texts are the same, word for word.")
    empty = [p.reading.document.source.name for p in (left, right) if not p.units]
    notes.extend(f"{name} holds no commitments." for name in empty)
    if not pairs and not empty:
        notes.append("Nothing in common: no commitment of the one speaks of the same as one of the other.")
    return tuple(notes)
