"""Why a source could not be read, in one line that says what is wrong and what to do; and the limits that are kept."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BYTES = 50_000_000  # a file, standard input
MAX_TEXT = 20_000_000  # code points of plain text taken from one source


class UnreadableError(Exception):
    """Raised when no text can be taken from a source: `name` is the file, URL or `-`, `reason` one line for people."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Refused:
    """A source that could not be read, and why, in one line."""

    name: str
    reason: str


class UnusableError(ValueError):
    """Raised inside this package by a reader of one format; its message becomes the reason of an `UnreadableError`."""
