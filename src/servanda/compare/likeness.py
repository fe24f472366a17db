"""How alike the passages of two texts are, in numbers, every one against every other.

What stands all over the two texts says little of which passages belong together, so words count by how rare they are in both, and vectors
by how they differ from the texts' mean. Every number is the same when the texts change places.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from servanda.compare import features
from servanda.compare.align import DIGITS
from servanda.compare.context import InContext, network
from servanda.compare.meaning import Vectors
from servanda.compare.trained import load_trained
from servanda.compare.unit import Unit, stem, without_parties
from servanda.lexicon.comparing import load_comparing

Array = npt.NDArray[np.float64]

FEATURES = (
    *features.FEATURES, "rare", "rare_contained", "rare_cosine", "words", "words_less", "words_more", "centred", "sentences", "place",
    "centred_high", "words_high", "rare_high",
)  # fmt: skip

_RAREST = 1.0
_PARTY = 0.2  # what the name of a state weighs, which stands in every second passage
_HIGH, _HIGH_RARE = 0.45, 0.3  # from here on likeness counts more
_FEW = 8  # so many passages make a mean half trusted
_EVERYWHERE = 0.05  # what a word that stands in every passage still weighs


@dataclass(frozen=True, slots=True)
class _Words:
    """The vectors of a passage's content words, of length 1, and what each weighs (sum 1)."""

    states: Array
    weights: Array


@dataclass(frozen=True, slots=True)
class Side:
    """Passages of one text with their sentence vectors."""

    units: list[Unit]
    vectors: Vectors


def likeness(left: Side, right: Side, *, both: bool = True) -> Array:
    """The features of every possible pair: left by right by `FEATURES`. What is common is taken from both texts, or the right one."""
    made = np.zeros((len(left.units), len(right.units), len(FEATURES)))
    if not left.units or not right.units:
        return made
    cosines = np.round(left.vectors @ right.vectors.T, DIGITS)
    edges = [[features.edge(a, b, float(cosines[i, j])) for j, b in enumerate(right.units)] for i, a in enumerate(left.units)]
    shared = [left, right] if both else [right]
    rare = _rare([u for side in shared for u in side.units])
    words = _words(left, right, rare, both=both)
    lexical = _lexical(left.units, right.units, rare)
    aligned = np.array([[_aligned(a, b) for b in words[1]] for a in words[0]])
    runs = [[network()(without_parties(u.span.text, u.own)).whole for u in side.units] for side in (left, right)]
    centred = _centred(np.array(runs[0]), np.array(runs[1]), both=both)
    whole = _centred(left.vectors, right.vectors, both=both)
    place = np.abs(_places(left, both=both)[:, None] - _places(right, both=both)[None, :])
    high = [np.maximum(centred - _HIGH, 0), np.maximum(aligned[..., 0] - _HIGH, 0), np.maximum(lexical[..., 2] - _HIGH_RARE, 0)]
    return np.concatenate([np.array(edges), lexical, aligned, np.stack([centred, whole, place, *high], axis=-1)], axis=-1)


def scored(odds: Array, left: Side, right: Side) -> Array:
    """How likely every two passages speak of the same thing, 0 to 1, by their log-odds; of the very same words it is 1."""
    # Rounded, so that the same pair scores the same whatever was computed beside it.
    found: Array = np.round(1 / (1 + np.exp(-np.clip(odds, -30, 30))), DIGITS)
    for i, a in enumerate(left.units):
        for j, b in enumerate(right.units):
            if a.span.text == b.span.text:
                found[i, j] = 1.0
    return found


def _places(side: Side, *, both: bool) -> Array:
    """Where in its text each passage stands, 0 to 1; of two official texts among its passages, so that words put beside them move none."""
    starts = np.array([u.span.start for u in side.units], dtype=np.float64)
    if both:
        within: Array = starts / max(side.units[-1].span.end, 1)
        return within
    in_text: Array = starts / np.array([max(len(u.document.text), 1) for u in side.units])
    return in_text


def _rare(units: list[Unit]) -> dict[str, float]:
    """What every word of two texts weighs by the share of their passages that it stands in, up to 1."""
    seen = Counter(s for u in units for s in u.weights)
    most = math.log(len(units) + 1)
    return {s: max(_EVERYWHERE, math.log((len(units) + 1) / n) / most) for s, n in seen.items()}


def _weight(word: str, rare: dict[str, float]) -> float:
    return load_trained().common.get(word, _RAREST) * rare.get(word, 1.0)


def _lexical(left: list[Unit], right: list[Unit], rare: dict[str, float]) -> Array:
    sides = [[{w.stem: _weight(w.stem, rare) * (_PARTY if w.party else 1.0) for w in u.words} for u in side] for side in (left, right)]
    found = np.zeros((len(left), len(right), 3))
    for i, a in enumerate(sides[0]):
        total_a, norm_a = sum(a.values()) or 1.0, math.sqrt(sum(x * x for x in a.values())) or 1.0
        for j, b in enumerate(sides[1]):
            total_b, norm_b = sum(b.values()) or 1.0, math.sqrt(sum(x * x for x in b.values())) or 1.0
            shared = a.keys() & b.keys()
            both = sum(a[s] for s in shared)
            found[i, j] = (
                both / math.sqrt(total_a * total_b),
                both / min(total_a, total_b),
                sum(a[s] * b[s] for s in shared) / (norm_a * norm_b),
            )
    return found


def _words(left: Side, right: Side, rare: dict[str, float], *, both: bool) -> tuple[list[_Words], list[_Words]]:
    stop = load_comparing().stop
    runs: list[list[tuple[InContext, list[int]]]] = []
    for side in (left, right):
        seen = [network()(without_parties(u.span.text, u.own)) for u in side.units]
        runs.append([(one, [n for n, w in enumerate(one.words) if w not in stop]) for one in seen])
    rows = [one.states[kept] for side in (runs if both else runs[1:]) for one, kept in side if kept]
    mean = np.concatenate(rows).mean(axis=0) * _trust(sum(len(side) for side in (runs if both else runs[1:]))) if rows else np.zeros(1)
    made: list[list[_Words]] = []
    for side_runs in runs:
        made.append([])
        for one, kept in side_runs:
            states = one.states[kept].astype(np.float64) - mean
            weights = np.array([_weight(stem(one.words[n]), rare) for n in kept])
            lengths = np.linalg.norm(states, axis=1, keepdims=True)
            made[-1].append(_Words(states / np.maximum(lengths, 1e-9), weights / max(weights.sum(), 1e-9)))
    return made[0], made[1]


def _aligned(a: _Words, b: _Words) -> tuple[float, float, float]:
    """How well every word of the one meets its nearest of the other (as in BERTScore): the mean of both ways, the less, the more."""
    if not len(a.weights) or not len(b.weights):
        return 0.0, 0.0, 0.0
    near = a.states @ b.states.T
    one, other = float(near.max(axis=1) @ a.weights), float(near.max(axis=0) @ b.weights)
    return (one + other) / 2, min(one, other), max(one, other)


def _trust(many: int) -> float:
    """How far the mean of two texts is what they share rather than what their few passages say, 0 to 1."""
    return many / (many + _FEW)


def _centred(left: npt.NDArray[np.float32], right: npt.NDArray[np.float32], *, both: bool) -> Array:
    shared = np.concatenate([left, right]) if both else right
    mean = shared.mean(axis=0) * _trust(len(shared))
    sides = [side.astype(np.float64) - mean for side in (left, right)]
    sides = [side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9) for side in sides]
    found: Array = np.round(sides[0] @ sides[1].T, DIGITS)
    return found
