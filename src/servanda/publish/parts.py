"""A text ready to be set: its blocks, each with the pieces of the marks in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servanda.model.document import Document
from servanda.publish.blocks import Block, blocks
from servanda.publish.marks import Mark, Piece, pieces


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a text and its words, with the marks in them."""

    block: Block
    pieces: tuple[Piece, ...]


def parts(document: Document, marks: Iterable[Mark]) -> Iterator[Part]:
    """The blocks with their marks; only marks that can still touch a block are tried on it."""
    waiting = sorted(marks, key=lambda m: m.start, reverse=True)
    live: list[Mark] = []
    for block in blocks(document.text, document.heading):
        while waiting and waiting[-1].start < block.end:
            live.append(waiting.pop())
        live = [m for m in live if m.end > block.start]
        yield Part(block, tuple(pieces(document.text, block, live)))
