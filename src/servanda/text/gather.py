"""From the arguments of a command to sources, one at a time: files, folders, standard input and web addresses."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.model.document import Source
from servanda.text.kinds import READABLE, suffix_of
from servanda.text.refusal import MAX_BYTES, Refused, UnreadableError
from servanda.text.source import from_bytes

if TYPE_CHECKING:
    from servanda.text.fetch import Rules

_SCHEME = ("http://", "https://")
_LARGE = f"is larger than {MAX_BYTES // 1_000_000} MB; split it, or give its text alone"


def gather(arguments: Sequence[str], *, language: str | None = None, rules: Rules | None = None) -> Iterator[Source | Refused]:
    """Each source that the arguments name, opened one at a time, or why it could not be read. Never raises for bad input."""
    for name in expand(arguments):
        if isinstance(name, Refused):
            yield name
            continue
        try:
            yield open_source(name, language=language, rules=rules)
        except UnreadableError as error:
            yield Refused(error.name, error.reason)


def expand(arguments: Sequence[str]) -> Iterator[str | Refused]:
    """The names that `open_source` takes: folders become the readable files in and below them, in order of their names.

    Hidden files and links to folders are left out.
    """
    for argument in arguments:
        if argument == "-" or _is_url(argument) or not _is_folder(argument):
            yield argument
            continue
        empty = True
        for path in _walk(argument):
            empty = False
            yield path
        if empty:
            yield Refused(argument, f"is a folder without readable files ({' '.join(sorted(READABLE))})")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The bytes behind a name, before anything is read in them; `media_type` is what a server said of them."""

    data: bytes
    name: str
    media_type: str | None = None


def load(name_or_path: str | os.PathLike[str], *, rules: Rules | None = None) -> Loaded:
    """The bytes of one file, web address or `-` (standard input). Raises `UnreadableError`."""
    name = os.fspath(name_or_path)
    if name == "-":
        return Loaded(_standard_input(), name)
    if _is_url(name):
        from servanda.text.fetch import fetch  # http and TLS take a tenth of a second to load

        fetched = fetch(name, rules)
        return Loaded(fetched.data, name, fetched.media_type)
    return Loaded(_file(name), _shown(name))


def open_source(name_or_path: str | os.PathLike[str], *, language: str | None = None, rules: Rules | None = None) -> Source:
    """The text of one file, web address or `-` (standard input). Raises `UnreadableError`."""
    loaded = load(name_or_path, rules=rules)
    return from_bytes(loaded.data, loaded.name, media_type=loaded.media_type, language=language)


def _is_url(name: str) -> bool:
    return name.lower().startswith(_SCHEME)


def _shown(name: str) -> str:
    """A file name for people and JSON: bytes that are no UTF-8 are replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _walk(folder: str) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for file in sorted(files):
            path = os.path.join(root, file)
            # A pipe in a folder would have us wait for whoever writes to it; one that is named is meant.
            if suffix_of(file) in READABLE and not file.startswith(".") and not Path(path).is_fifo():
                yield path


def _standard_input() -> bytes:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableError("-", _LARGE)
    return data


def _file(name: str) -> bytes:
    """The bytes of a file, its size looked at before they are read."""
    try:
        with open(name, "rb") as file:
            status = os.fstat(file.fileno())
            if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
                raise UnreadableError(_shown(name), "is no file but a device or a socket")
            data = file.read(MAX_BYTES + 1) if status.st_size <= MAX_BYTES else None
    except FileNotFoundError as error:
        raise UnreadableError(_shown(name), "does not exist; check the name") from error
    except IsADirectoryError as error:
        raise UnreadableError(_shown(name), "is a folder; give the files in it") from error
    except PermissionError as error:
        raise UnreadableError(_shown(name), "may not be read by this user; change its permissions") from error
    except (OSError, ValueError) as error:
        raise UnreadableError(_shown(name), f"cannot be opened ({getattr(error, 'strerror', None) or error})") from error
    if data is None or len(data) > MAX_BYTES:
        raise UnreadableError(_shown(name), _LARGE)
    return data
