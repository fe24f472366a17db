"""The order of results."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from servanda_ledger.search.columns import Columns, Ints
from servanda_ledger.search.query import Sort

_ROWS = 32  # bits that a row's place takes in a key
_LATE = 1 << 24  # later than any day


def sorted_rows(columns: Columns, rows: Ints, order: Sort, scores: NDArray[np.float64] | None, most: int | None) -> Ints:
    """The first `most` rows in order (None: all). Equals stand as they were recorded, within a document in the order of its text."""
    if scores is not None:
        days = columns.arrays["day"][rows]
        return rows[np.lexsort((rows, -days, -scores))][:most]
    if order == "document":
        # Documents as they were recorded, their commitments as they stand in the text.
        position = columns.arrays.get("position", columns.ids)[rows]
        return rows[np.lexsort((rows, position, columns.document_order[rows]))][:most]
    keys = _keys(columns, rows, order)
    if most is not None and most < len(keys) // 4:
        nearest = np.argpartition(keys, most)[:most]
        return rows[nearest[np.argsort(keys[nearest])]]
    return rows[np.argsort(keys)][:most]


def _keys(columns: Columns, rows: Ints, order: Sort) -> Ints:
    """A different number for every row, the first the smallest."""
    days = columns.arrays["due_last" if order == "due" and "due_last" in columns.arrays else "day"][rows].astype(np.int64)
    days = np.where(days > 0, days, _LATE) if order in ("oldest", "due") else _LATE - days
    keys: Ints = days << _ROWS | rows
    return keys
