"""Comparisons and matrices as they are kept: passages by their offsets, so that what is read back is checked against the texts."""

from __future__ import annotations

from typing import Any

from servanda.model.comparison import Alone, Comparison, Facet, Pair, Passage
from servanda.model.matrix import Matrix, Step
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda_ledger.book.entries import Json


def comparison_kept(comparison: Comparison) -> Json:
    """A comparison without its readings."""
    return {
        "mode": comparison.mode,
        "pairs": [_pair(p) for p in comparison.pairs],
        "only_left": [_alone(a) for a in comparison.only_left],
        "only_right": [_alone(a) for a in comparison.only_right],
        "notes": list(comparison.notes),
    }


def comparison_back(kept: Json, left: Reading, right: Reading) -> Comparison:
    """The comparison of two readings that `comparison_kept` wrote. Raises `AnchorError` when they are not those."""
    a, b = left.document.text, right.document.text
    return Comparison(
        left,
        right,
        kept["mode"],
        tuple(_pair_back(p, a, b) for p in kept["pairs"]),
        tuple(_alone_back(each, a) for each in kept["only_left"]),
        tuple(_alone_back(each, b) for each in kept["only_right"]),
        tuple(kept["notes"]),
    )


def matrix_kept(matrix: Matrix) -> Json:
    """A matrix without its readings and steps."""
    return {"rows": [[_step(step) for step in row] for row in matrix.rows], "notes": list(matrix.notes)}


def matrix_back(kept: Json, rounds: tuple[Reading, ...]) -> Matrix:
    """The matrix of these rounds that `matrix_kept` wrote, without the comparisons of its steps. Raises `AnchorError`."""
    texts = [r.document.text for r in rounds]
    rows = tuple(tuple(_step_back(step, texts, column) for column, step in enumerate(row)) for row in kept["rows"])
    return Matrix(rounds, rows, (), tuple(kept["notes"]))


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span_back(kept: list[int] | None, text: str) -> Span | None:
    return None if kept is None else Span.of(text, kept[0], kept[1])


def _passage(passage: Passage) -> list[Any]:
    return [passage.id, passage.span.start, passage.span.end]


def _passage_back(kept: list[Any], text: str) -> Passage:
    return Passage(kept[0], Span.of(text, kept[1], kept[2]))


def _pair(pair: Pair) -> Json:
    facets = [[f.facet, _span(f.left), _span(f.right), f.why] for f in pair.facets]
    return {"left": _passage(pair.left), "right": _passage(pair.right), "relation": pair.relation, "facets": facets, "why": list(pair.why)}


def _pair_back(kept: Json, left: str, right: str) -> Pair:
    facets = tuple(Facet(name, _span_back(a, left), _span_back(b, right), why) for name, a, b, why in kept["facets"])
    return Pair(_passage_back(kept["left"], left), _passage_back(kept["right"], right), kept["relation"], facets, tuple(kept["why"]))


def _alone(alone: Alone) -> list[Any]:
    return [_passage(alone.passage), alone.about, alone.unsupported]


def _alone_back(kept: list[Any], text: str) -> Alone:
    return Alone(_passage_back(kept[0], text), kept[1], kept[2])


def _step(step: Step) -> Json | None:
    if step.passage is None:
        return None
    return {"passage": _passage(step.passage), "pair": None if step.pair is None else _pair(step.pair), "since": step.since}


def _step_back(kept: Json | None, texts: list[str], column: int) -> Step:
    if kept is None:
        return Step()
    pair = kept["pair"]
    found = None if pair is None else _pair_back(pair, texts[kept["since"]], texts[column])
    return Step(_passage_back(kept["passage"], texts[column]), found, kept["since"])
