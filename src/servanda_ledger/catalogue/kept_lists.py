"""Lists of the catalogue in memory: made once in a process, and mended where the book has grown, so that growing costs what is new.

What documents say is sorted under keys; a line of the list is made of all that stands under one key. After new entries only the
documents they are about are read again, and only the lines under their keys made anew.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

from servanda_ledger.book.models import Entry
from servanda_ledger.catalogue.gathered import chunks, head
from servanda_ledger.catalogue.moments import Moment

T = TypeVar("T")
L = TypeVar("L")

Said = tuple[str, str, T]  # the subject (a document), the key, and what is told there
_PAST = Lock()  # lists of earlier days are made one at a time: each is as long as the ledger
_NOTHING = (-1, "")  # no book ends so, not even an empty one
_MOST_SUBJECTS = 1_000  # beyond so many changed ones all is read anew


@dataclass
class KeptList(Generic[T, L]):
    """A list of lines, in the order of `order` (a different value for every line), backwards if `backwards`.

    `read` gives what some subjects say, or all (None), at a moment; `line` makes a line of what is told under a key, or None.
    """

    read: Callable[[Sequence[str] | None, Moment], Iterable[Said[T]]]
    line: Callable[[str, list[T]], L | None]
    order: Callable[[L], Any]
    backwards: bool = False
    _told: dict[str, dict[str, list[T]]] = field(default_factory=dict)  # by key, then subject
    _keys: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by subject
    _lines: dict[str, L] = field(default_factory=dict)
    _sorted: list[tuple[Any, L]] = field(default_factory=list)
    _shown: tuple[L, ...] = ()
    _seen: tuple[int, str] = (0, "")
    _lock: Lock = field(default_factory=Lock)

    def present(self) -> tuple[L, ...]:
        """The list as the book stands now."""
        if head() != self._seen:
            with self._lock:
                last = head()
                if last != self._seen:
                    try:
                        self._update(last)
                    except BaseException:
                        self._seen = _NOTHING  # it is half mended: when asked again, all is read anew
                        raise
        return self._shown

    def at(self, moment: Moment) -> tuple[L, ...]:
        """The list at a moment: of an earlier day it is made for the occasion."""
        if moment.number is None:
            return self.present()
        with _PAST:
            told: dict[str, list[T]] = defaultdict(list)
            for _, key, each in self.read(None, moment):
                told[key].append(each)
            made = [line for key, some in told.items() if (line := self.line(key, some)) is not None]
            return tuple(sorted(made, key=self.order, reverse=self.backwards))

    def _update(self, last: tuple[int, str]) -> None:
        changed = self._changed(last)
        moment = Moment(last[0])
        if changed is None:
            self._told, self._keys, self._lines = {}, {}, {}
            touched = self._take(self.read(None, moment))
        else:
            touched = self._drop(changed)
            for some in chunks(changed):
                touched |= self._take(self.read(some, moment))
        self._make(touched)
        self._shown = tuple(line for _, line in (reversed(self._sorted) if self.backwards else self._sorted))
        self._seen = last

    def _changed(self, last: tuple[int, str]) -> set[str] | None:
        """The subjects of the entries since; None when all is to be read: they are many, or this is another book."""
        number, digest = self._seen
        if not number or number > last[0] or not Entry.objects.filter(number=number, hash=digest).exists():
            return None
        since = Entry.objects.filter(number__gt=number, number__lte=last[0]).values_list("subject", flat=True)
        found = set(since[: _MOST_SUBJECTS + 1])
        return found if len(found) <= _MOST_SUBJECTS else None

    def _take(self, said: Iterable[Said[T]]) -> set[str]:
        keys: dict[str, dict[str, None]] = defaultdict(dict)
        for subject, key, each in said:
            self._told.setdefault(key, {}).setdefault(subject, []).append(each)
            keys[subject][key] = None
        self._keys |= {subject: tuple(some) for subject, some in keys.items()}
        return {key for some in keys.values() for key in some}

    def _drop(self, subjects: Iterable[str]) -> set[str]:
        touched = set()
        for subject in subjects:
            for key in self._keys.pop(subject, ()):
                self._told[key].pop(subject, None)
                touched.add(key)
        return touched

    def _make(self, touched: set[str]) -> None:
        """Make the lines under these keys anew, and put them in their places."""
        few = len(touched) < len(self._lines) // 20
        for key in touched:
            there = self._told.get(key)
            made = self.line(key, list(_flat(there.values()))) if there else None
            if not there:
                self._told.pop(key, None)
            was = self._lines.pop(key, None)
            if made is not None:
                self._lines[key] = made
            if few and was is not None:
                del self._sorted[bisect_left(self._sorted, self.order(was), key=_first)]
            if few and made is not None:
                insort(self._sorted, (self.order(made), made), key=_first)
        if not few:
            self._sorted = sorted(((self.order(line), line) for line in self._lines.values()), key=_first)


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]


def _flat(lists: Iterable[list[T]]) -> Iterator[T]:
    for each in lists:
        yield from each
