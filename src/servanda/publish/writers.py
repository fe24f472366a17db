"""What every output format is: a suffix, and a function that writes to an open text stream."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, Protocol, TextIO, TypeVar

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)

_SUFFIXES = {"table": ".table.txt", "json": ".json", "jsonl": ".jsonl", "csv": ".csv", "markdown": ".md", "html": ".html"}


class WriterOf(Protocol[T_contra]):
    """Writes things to an open text stream, one at a time where the format allows.

    `many` says that several were asked for, even if fewer could be made: JSON is an array then.
    """

    def __call__(self, items: Iterable[T_contra], out: TextIO, /, *, many: bool = False) -> None:
        """Write `items` to `out`."""


@dataclass(frozen=True, slots=True)
class FormatOf(Generic[T]):
    """How one format is written, the suffix of its files, and whether things are written as they come or held until the last."""

    suffix: str
    write: WriterOf[T]
    streams: bool = True


def formats_of(**writers: WriterOf[T]) -> Mapping[str, FormatOf[T]]:
    """The formats by name, in the order of the contract. Raises `KeyError` for a name that is none, or when one is missing."""
    if writers.keys() - _SUFFIXES.keys():
        raise KeyError(f"no such format: {sorted(writers.keys() - _SUFFIXES.keys())}")
    return MappingProxyType({name: FormatOf(suffix, writers[name], streams=name != "html") for name, suffix in _SUFFIXES.items()})
