"""What every reader of a format gives."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model.document import Landmark


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file and what its own metadata say: a title and the day of publication (ISO 8601)."""

    text: str
    title: str | None = None
    published: str | None = None
    landmarks: tuple[Landmark, ...] = ()
