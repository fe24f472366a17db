"""A pool of processes that keeps the order of its work and never holds much of it."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 8  # items under way for each process


def in_order(work: Callable[[Item], Result], items: Iterable[Item], jobs: int) -> Iterator[Result]:
    """`work(item)` for each item, in the order of `items`, by `jobs` processes; with one job, in this process.

    `work` and what it takes and gives must be picklable. Exceptions of `work` are raised here.
    """
    if jobs <= 1:
        yield from map(work, items)
        return
    # Fresh processes: a forked copy of a process with running threads (progress bars) can hang.
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[Result]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
