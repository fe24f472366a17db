"""CSV files as they come: other separators, other encodings, cells of any size; read row by row."""

from __future__ import annotations

import codecs
import csv
import difflib
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from servanda.effect.problems import DataError, RequestError

_CHUNK = 1 << 20
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file whose header has been read; `rows()` streams it. `digest` is the SHA-256 of its bytes."""

    path: Path
    header: tuple[str, ...]
    separator: str
    encoding: str
    digest: str
    notes: tuple[str, ...] = field(default=())

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that is not empty, with the number of the line it ends on (the header's is 1); short rows are filled up."""
        width = len(self.header)
        with open(self.path, encoding=self.encoding, newline="", errors="replace") as file:
            reader = csv.reader(_clean(file), delimiter=self.separator)
            try:
                next(reader, None)
                for row in reader:
                    if len(row) < width:
                        if not row:
                            continue
                        row = row + [""] * (width - len(row))
                    yield reader.line_num, row
            except csv.Error as error:
                raise DataError(f"{self.path}: row {reader.line_num}: {error}") from error

    def column(self, name: str, option: str) -> int:
        """The position of a column, whatever its case. Raises `RequestError` naming the nearest ones."""
        folded = [h.casefold() for h in self.header]
        if name.casefold() in folded:
            return folded.index(name.casefold())
        near = difflib.get_close_matches(name, self.header, n=3, cutoff=0.5) or list(self.header[:8])
        raise RequestError(f"{option}: {self.path.name} has no column {name!r}; it has {', '.join(near)}")

    def find(self, *names: str) -> int | None:
        """The position of the first of these columns that is there."""
        folded = {h.casefold(): i for i, h in reversed(list(enumerate(self.header)))}
        return next((folded[n.casefold()] for n in names if n.casefold() in folded), None)


def _clean(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("\0", "") if "\0" in line else line for line in lines)


def open_table(path: Path) -> Table:
    """Find out a CSV file's encoding, separator and header. Raises `DataError` when it is none."""
    csv.field_size_limit(min(sys.maxsize, 1 << 30))
    encoding, digest = _encoding(path)
    with open(path, encoding=encoding, newline="", errors="replace") as file:
        sample = file.read(1 << 16)
    if not sample.strip():
        raise DataError(f"{path}: the file is empty")
    if "\0" in sample[:1024]:
        raise DataError(f"{path}: not a CSV file (it holds binary data); export the sheet as CSV")
    separator = max(_SEPARATORS, key=lambda s: len(next(csv.reader(sample.splitlines(), delimiter=s), [])))
    header = [h.strip() for h in next(csv.reader(sample.splitlines(), delimiter=separator))]
    notes = []
    if encoding == "cp1252":
        notes.append("the file is not UTF-8; it was read as Windows-1252")
    return Table(path, tuple(header), separator, encoding, f"sha256:{digest}", tuple(notes))


def _encoding(path: Path) -> tuple[str, str]:
    """The encoding of a file and the SHA-256 of its bytes; anything that is neither UTF-8 nor UTF-16 is taken as Windows-1252."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8-sig"
    try:
        with open(path, "rb") as file:
            start = file.read(4)
            if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                encoding = "utf-16"
            file.seek(0)
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                if encoding == "utf-8-sig":
                    try:
                        decoder.decode(chunk)
                    except UnicodeDecodeError:
                        encoding = "cp1252"
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from error
    return encoding, digest.hexdigest()
