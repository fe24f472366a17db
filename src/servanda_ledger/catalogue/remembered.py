"""Answers kept in memory until the book grows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

from servanda_ledger.book.models import Entry

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 16  # answers of one function: the largest, an instrument in some hundred texts, take about a megabyte each
_MOST_WHOLE = 1  # answers that are as long as the ledger


def while_unchanged(function: Callable[P, R]) -> Callable[P, R]:
    """Have a function of hashable arguments answer from memory while the book's last entry is the same."""
    return _remembering(function, _MOST)


def few_while_unchanged(function: Callable[P, R]) -> Callable[P, R]:
    """As `while_unchanged`, for answers that are as long as the ledger, of which only the last is kept."""
    return _remembering(function, _MOST_WHOLE)


def _remembering(function: Callable[P, R], most: int) -> Callable[P, R]:
    kept: OrderedDict[Hashable, R] = OrderedDict()
    lock = Lock()

    @wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        head = Entry.objects.order_by("-number").values_list("hash", flat=True).first()
        key = (head, args, tuple(sorted(kwargs.items())))
        with lock:
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        value = function(*args, **kwargs)
        with lock:
            kept[key] = value
            while len(kept) > most:
                kept.popitem(last=False)
        return value

    return answer
