"""One file for each of several things, under names that people know from the sources."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from servanda.model.reading import Reading
from servanda.publish.printable import one_line
from servanda.publish.writers import FormatOf

T = TypeVar("T")


def stem_of(reading: Reading) -> str:
    """The stem of a source's name, in characters that any file system takes."""
    name = reading.document.source.name
    stem = "stdin" if name == "-" else Path(one_line(name).rstrip("/")).stem
    return "".join(c if c.isalnum() or c in "-_. " else "_" for c in stem) or "source"


def write_each(stems: Iterable[tuple[str, T]], chosen: FormatOf[T], folder: Path) -> None:
    """Write each thing to `folder`, under its stem and the format's suffix; a stem that is taken gets a number. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for base, each in stems:
        stem, number = base, 1
        while stem in taken:
            number += 1
            stem = f"{base}-{number}"
        taken.add(stem)
        path = folder / (stem + chosen.suffix)
        part = path.with_name(path.name + ".part")
        # Written aside and then moved: nothing half-written stands under the final name.
        try:
            with part.open("w", encoding="utf-8") as out:
                chosen.write([each], out)
            part.replace(path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
