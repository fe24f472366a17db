"""Reading TOML word lists: typed values, or an error that names the file, the entry and what is expected."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

DATA = Path(__file__).parent / "data"


class LexiconError(ValueError):
    """Raised when a word list is malformed; the message names the file, the entry and what is expected."""


class Entry:
    """One table of a TOML file, with checked access to its fields."""

    __slots__ = ("_fields", "where")

    def __init__(self, where: str, fields: object) -> None:
        if not isinstance(fields, Mapping):
            raise LexiconError(f"{where}: expected a table, found {fields!r}")
        self.where = where
        self._fields = fields

    def only(self, *known: str) -> Entry:
        """This entry, if it has no other fields than `known`."""
        unknown = sorted(set(self._fields) - set(known))
        if unknown:
            raise LexiconError(f"{self.where}: unknown field {unknown[0]!r}; expected one of: {', '.join(known)}")
        return self

    def words(self, key: str) -> str:
        """A string that is there and not blank."""
        value = self._fields.get(key)
        if not isinstance(value, str) or not value.strip():
            raise LexiconError(f"{self.where}: expected {key} = a string of words, found {value!r}")
        return value

    def optional_words(self, key: str) -> str | None:
        """A string, or None when the field is absent."""
        return self.words(key) if key in self._fields else None

    def list(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings, empty when absent and not required."""
        value = self._fields.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value) or (required and not value):
            raise LexiconError(f"{self.where}: expected {key} = a list of strings, found {value!r}")
        return tuple(value)

    def number(self, key: str) -> int:
        """A whole number that is there."""
        value = self._fields.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise LexiconError(f"{self.where}: expected {key} = a whole number, found {value!r}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self._fields.get(key, default)
        if not isinstance(value, bool):
            raise LexiconError(f"{self.where}: expected {key} = true or false, found {value!r}")
        return value


def read_toml(path: Path) -> dict[str, object]:
    """The tables of a TOML file. Raises `LexiconError` when it cannot be read or parsed."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: is not TOML in UTF-8 ({error})") from error


def entries(path: Path, tables: Mapping[str, object], key: str) -> list[Entry]:
    """The array of tables `[[key]]`, each entry numbered from 1 for errors."""
    value = tables.get(key, [])
    if not isinstance(value, list):
        raise LexiconError(f"{path}: expected [[{key}]] tables, found {value!r}")
    return [Entry(f"{path}, {key} {n}", fields) for n, fields in enumerate(value, 1)]
