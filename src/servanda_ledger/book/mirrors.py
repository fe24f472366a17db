"""What is kept beside the tables and follows from them, such as the index of search: told of every change, in its transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from servanda_ledger.book.projection import Held, ReadBlob

Rows = Mapping[str, Sequence[Held]]  # by table ("book.Commitment")


class Mirror(Protocol):
    """Something that mirrors the tables."""

    def opened(self, rows: Rows, blobs: ReadBlob) -> None:
        """Rows of one subject were written; `left` is set where they ceased to hold since (when tables are made anew)."""

    def closed(self, table: str, ids: Sequence[int], number: int) -> None:
        """Rows ceased to hold with the entry `number`."""

    def emptied(self) -> None:
        """The tables were emptied, and are about to be filled anew."""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Where the mirror does not show what the tables hold: a place, and what is wrong there."""


_MIRRORS: list[Mirror] = []


def register(mirror: Mirror) -> None:
    """Have `mirror` told of changes."""
    if mirror not in _MIRRORS:
        _MIRRORS.append(mirror)


def mirrors() -> Sequence[Mirror]:
    """Every mirror."""
    return tuple(_MIRRORS)
