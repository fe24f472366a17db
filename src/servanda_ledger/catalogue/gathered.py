"""What documents call by different names, gathered under one key: an index in memory that reads only what is new in the book.

The book's tables keep names as texts write them; which names mean the same is decided here, by rules that may improve without a
rebuild of the tables. Every process keeps an index; it holds for all days, since rows that ceased to hold are in it too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db.models import QuerySet

from servanda_ledger.book.models import Entry, Version
from servanda_ledger.book.projection import PLACES

Found = tuple[str, str, str]  # the key that things meet under, what a query asks the table for, and the name that was used


@dataclass
class Gathered:
    """An index from keys to what the tables are asked for. `read` gives what the rows entered after one entry, up to another, hold."""

    read: Callable[[int, int], Iterable[Found]]
    _asked: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _under: dict[str, str] = field(default_factory=dict)
    _seen: tuple[int, str] = (0, "")
    _lock: Lock = field(default_factory=Lock)

    def of(self, *keys: str) -> frozenset[str]:
        """What to ask the table for to get the rows under `keys`; empty when there are none."""
        self._update()
        return frozenset(asked for key in keys for asked in self._asked.get(key, ()))

    def under(self, asked: Iterable[str]) -> dict[str, str]:
        """The keys under which these are, of those that are under one."""
        self._update()
        return {each: self._under[each] for each in asked if each in self._under}

    def names(self, key: str, *, known: bool = False) -> list[tuple[str, int]]:
        """The names that were used for it, with how often; with `known`, as when this index was last asked."""
        if not known:
            self._update()
        return list(self._names.get(key, Counter()).items())

    def _update(self) -> None:
        head = Entry.objects.order_by("-number").values_list("number", "hash").first() or (0, "")
        if head == self._seen:
            return
        with self._lock:
            if head == self._seen:
                return
            number, digest = self._seen
            if number > head[0] or (number and not Entry.objects.filter(number=number, hash=digest).exists()):
                # Another book, or one that was put back: nothing known of the old one holds.
                self._asked.clear()
                self._names.clear()
                self._under.clear()
                number = 0
            for key, asked, name in self.read(number, head[0]):
                if key:
                    self._asked[key].add(asked)
                    self._under[asked] = key
                    self._names[key][name] += 1
            self._seen = head


def entered(model: type[Version], after: int, until: int) -> QuerySet[Any]:
    """The rows of a table that entered after one entry, up to another; their ids tell (see `Version`)."""
    return model.objects.filter(id__gte=(after + 1) << PLACES, id__lt=(until + 1) << PLACES)


def chunks(values: Iterable[str], size: int = 400) -> Iterator[list[str]]:
    """Values in lists short enough for one query."""
    listed = sorted(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
