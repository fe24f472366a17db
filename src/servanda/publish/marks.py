"""Which words of a text are marked, and how marks that nest or cross become properly nested pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from servanda.model.span import Span
from servanda.publish.blocks import Block
from servanda.publish.printable import printable

Role = Literal["anchor", "named", "subject", "operator", "attributed", "limit", "basis", "deadline"]
# From the outside in: what stands first encloses what stands after it.
_RANK: dict[Role, int] = {
    "anchor": 0, "named": 1, "limit": 2, "basis": 3, "deadline": 4, "attributed": 5, "subject": 6, "operator": 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked: an anchor (an action or a quote, with a card of its own), or a finer part of one.

    `key` is the identifier of the card or list entry it belongs to; `tone` how its card is coloured.
    """

    start: int
    end: int
    role: Role
    key: str = ""
    tone: str = ""
    number: int = 0
    label: str = ""

    @classmethod
    def at(cls, span: Span, role: Role, key: str = "", **fields: Any) -> Mark | None:
        """A mark on the words of a span without the white space at its ends, or None if it is nothing else."""
        words = span.text.strip()
        start = span.start + span.text.find(words)
        return cls(start, start + len(words), role, key, **fields) if words else None

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Outer marks sort before inner ones."""
        return _RANK[self.role], self.start, -self.end, self.key


@dataclass(frozen=True, slots=True)
class Piece:
    """One step of a marked text: words, or a mark that opens or closes here (`whole` at its true start or end)."""

    kind: Literal["text", "open", "close"]
    text: str = ""
    mark: Mark | None = None
    whole: bool = True


def pieces(text: str, block: Block, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The words of one block with the marks that touch it. Marks that cross are cut, so that every close matches the last open."""
    within = [m for m in marks if m.start < block.end and m.end > block.start]
    edges = {block.start, block.end}
    for mark in within:
        edges.update((max(mark.start, block.start), min(mark.end, block.end)))
    stack: list[Mark] = []
    waiting = sorted(within, key=lambda m: m.start, reverse=True)
    live: list[Mark] = []
    for start, end in pairwise(sorted(edges)):
        while waiting and waiting[-1].start <= start:
            live.append(waiting.pop())
        live = [m for m in live if m.end > start]
        path = sorted(live, key=lambda m: m.order)
        shared = _shared(stack, path)
        while len(stack) > shared:
            closing = stack.pop()
            yield Piece("close", mark=closing, whole=closing.end == start)
        for mark in path[shared:]:
            stack.append(mark)
            yield Piece("open", mark=mark, whole=mark.start == start)
        yield Piece("text", text=printable(text[start:end]))
    while stack:
        closing = stack.pop()
        yield Piece("close", mark=closing, whole=closing.end == block.end)


def _shared(stack: list[Mark], path: list[Mark]) -> int:
    """How many marks from the outside in stay open; one that ends here stays only if it is in the new path."""
    shared = 0
    for mark, wanted in zip(stack, path, strict=False):
        if mark is not wanted:
            break
        shared += 1
    return shared
