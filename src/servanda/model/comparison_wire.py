"""Comparisons to JSON, as the contract fixes it."""

from __future__ import annotations

from servanda.model.comparison import Alone, Comparison, Facet, Pair, Passage
from servanda.model.span import Span
from servanda.model.wire import Json, document_json, span_json


def _side(passage: Passage) -> Json:
    return {"id": passage.id, "span": span_json(passage.span)}


def _words(span: Span | None) -> Json | None:
    return None if span is None else span_json(span)


def facet_json(facet: Facet) -> Json:
    """One difference: its facet, the words of both sides (None where one has none) and why it counts."""
    return {"facet": facet.facet, "left": _words(facet.left), "right": _words(facet.right), "why": facet.why}


def _pair(pair: Pair) -> Json:
    return {
        "left": _side(pair.left),
        "right": _side(pair.right),
        "relation": pair.relation,
        "facets": [facet_json(f) for f in pair.facets],
        "why": list(pair.why),
    }


def _alone(alone: Alone) -> Json:
    return _side(alone.passage) | ({} if alone.about is None else {"about": alone.about})


def comparison_json(comparison: Comparison) -> Json:
    """A comparison as `servanda.comparison/1`. In coverage every claim alone has a `relation`: "unsupported" or null."""
    coverage = comparison.mode == "coverage"
    return {
        "schema": "servanda.comparison/1",
        "left": {"document": document_json(comparison.left.document)},
        "right": {"document": document_json(comparison.right.document)},
        "mode": comparison.mode,
        "pairs": [_pair(p) for p in comparison.pairs],
        "only_left": [
            _alone(a) | ({"relation": "unsupported" if a.unsupported else None} if coverage else {}) for a in comparison.only_left
        ],
        "only_right": [_alone(a) for a in comparison.only_right],
        "notes": list(comparison.notes),
    }
