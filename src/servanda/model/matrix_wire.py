"""A matrix of rounds to JSON: `servanda.matrix/1`, described in docs/comparing.md."""

from __future__ import annotations

from servanda.model.comparison_wire import facet_json
from servanda.model.matrix import Cell, Line, Matrix, lines
from servanda.model.wire import Json, document_json, span_json


def matrix_json(matrix: Matrix) -> Json:
    """A matrix as `servanda.matrix/1`; rounds and rows are numbered from 1."""
    return {
        "schema": "servanda.matrix/1",
        "rounds": [{"round": n, "document": document_json(r.document)} for n, r in enumerate(matrix.rounds, 1)],
        "rows": [_row(line) for line in lines(matrix)],
        "notes": list(matrix.notes),
    }


def _row(line: Line) -> Json:
    return {"row": line.number, "cells": [_cell(cell) for cell in line.cells]}


def _cell(cell: Cell) -> Json:
    found: Json = {"round": cell.column + 1, "state": cell.state}
    step = cell.step
    if step.passage is None:
        return found
    found |= {"id": step.passage.id, "span": span_json(step.passage.span)}
    if step.pair is not None and step.since is not None:
        origin = {"round": step.since + 1, "id": step.pair.left.id}
        found |= {"from": origin, "facets": [facet_json(f) for f in step.pair.facets], "why": list(step.pair.why)}
    if cell.part_of is not None:
        found["part_of"] = cell.part_of + 1
    if cell.shared:
        found["shared_with"] = [row + 1 for row in cell.shared]
    return found
