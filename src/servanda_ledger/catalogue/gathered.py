"""What documents call by different names, gathered under one key: an index in memory that reads only what is new in the book.

The book's tables keep names as texts write them; which names mean the same is decided here, by rules that may improve without a
rebuild of the tables. Every process keeps an index; it holds for all days, since rows that ceased to hold are in it too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db.models import QuerySet

from servanda_ledger.book.models import Entry, Version
from servanda_ledger.book.projection import PLACES

Found = tuple[str, str, str]  # the key that things meet under, what a query asks the table for, and the name that was used


@dataclass(frozen=True, slots=True)
class _Index:
    """What was gathered up to one entry (number and hash). It never changes, so that whoever reads it needs no lock."""

    seen: tuple[int, str] = (0, "")
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[str, Counter[str]] = field(default_factory=dict)
    under: Mapping[str, str] = field(default_factory=dict)

    def grown(self, found: Iterable[Found], head: tuple[int, str]) -> _Index:
        """This index and what was found since, up to an entry."""
        asked: dict[str, set[str]] = defaultdict(set)
        names: dict[str, Counter[str]] = defaultdict(Counter)
        under: dict[str, str] = {}
        for key, each, name in found:
            if key:
                asked[key].add(each)
                names[key][name] += 1
                under[each] = key
        return _Index(
            head,
            {**self.asked, **{key: self.asked.get(key, frozenset()) | some for key, some in asked.items()}},
            {**self.names, **{key: self.names.get(key, Counter()) + some for key, some in names.items()}},
            {**self.under, **under},
        )


@dataclass
class Gathered:
    """An index from keys to what the tables are asked for. `read` gives what the rows entered after one entry, up to another, hold."""

    read: Callable[[int, int], Iterable[Found]]
    _index: _Index = field(default_factory=_Index)
    _lock: Lock = field(default_factory=Lock)

    def of(self, *keys: str) -> frozenset[str]:
        """What to ask the table for to get the rows under `keys`; empty when there are none."""
        asked = self._present().asked
        return frozenset(each for key in keys for each in asked.get(key, ()))

    def under(self, asked: Iterable[str]) -> dict[str, str]:
        """The keys under which these are, of those that are under one."""
        under = self._present().under
        return {each: under[each] for each in asked if each in under}

    def names(self, key: str, *, known: bool = False) -> list[tuple[str, int]]:
        """The names that were used for it, with how often; with `known`, as when this index was last asked."""
        index = self._index if known else self._present()
        return list(index.names.get(key, Counter()).items())

    def _present(self) -> _Index:
        """The index as the book stands now."""
        index = self._index
        if head() == index.seen:
            return index
        with self._lock:
            last = head()  # anew: while this thread waited, another may have come further than the book was before
            if last != self._index.seen:
                known = self._index if _precedes(self._index.seen, last) else _Index()
                self._index = known.grown(self.read(known.seen[0], last[0]), last)
            return self._index


def head() -> tuple[int, str]:
    """The number and hash of the last entry; 0 and nothing while the book is empty."""
    return Entry.objects.order_by("-number").values_list("number", "hash").first() or (0, "")


def _precedes(seen: tuple[int, str], last: tuple[int, str]) -> bool:
    """Whether the book still has that entry; if not it is another book, or one that was put back."""
    return seen[0] <= last[0] and (seen[0] == 0 or Entry.objects.filter(number=seen[0], hash=seen[1]).exists())


def entered(model: type[Version], after: int, until: int) -> QuerySet[Any]:
    """The rows of a table that entered after one entry, up to another; their ids tell (see `Version`)."""
    return model.objects.filter(id__gte=(after + 1) << PLACES, id__lt=(until + 1) << PLACES)


def chunks(values: Iterable[str], size: int = 400) -> Iterator[list[str]]:
    """Values in lists short enough for one query."""
    listed = sorted(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
