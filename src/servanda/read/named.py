"""One mention of an instrument, before mentions of the same one are put together."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model.labels import InstrumentStatus, InstrumentType


@dataclass(frozen=True, slots=True)
class Named:
    """Words from `start` to `end` that name an instrument `title`.

    `head` is the word that makes it one; `bare` marks the head alone ("the Treaty"), `pointing` "this Treaty", `described` a description
    ("an extradition treaty"); `short` is a short form defined beside the name; `codes` are the parties the words around it give.
    """

    start: int
    end: int
    title: str
    head: str
    type: InstrumentType
    bare: bool = False
    pointing: bool = False
    described: bool = False
    short: str | None = None
    codes: tuple[str, ...] = ()
    status: InstrumentStatus = "mentioned"
