"""Words that bind, and how firmly: `data/en/operators.toml` and operator words of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from servanda.lexicon.tables import DATA, Entry, entries, read_toml
from servanda.model.labels import OBLIGATIONS, Obligation, one_of


@dataclass(frozen=True, slots=True)
class Operator:
    """A family of binding words; `instrument` says that in a legal instrument they bind whatever stands beside them."""

    lemma: str
    forms: tuple[str, ...]
    obligation: Obligation
    instrument: bool = False
    example: str | None = None


@dataclass(frozen=True)
class Operators:
    """All families, with a search over their forms. The longest form wins where several begin at one place."""

    families: tuple[Operator, ...]

    @cached_property
    def _by_form(self) -> dict[str, Operator]:
        return {form: family for family in self.families for form in family.forms}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self._by_form, key=len, reverse=True)
        return re.compile(r"\b(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) + r")(?!\w)", re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, Operator]]:
        """Where binding words stand between `start` and `end`: offsets and family, in order."""
        stop = len(text) if end is None else end
        return [(m.start(), m.end(), self._by_form[" ".join(m.group().lower().split())]) for m in self._pattern.finditer(text, start, stop)]


def operator_entry(entry: Entry) -> Operator:
    """One `[[operator]]` table. Raises `LexiconError` when it is malformed."""
    entry.only("lemma", "forms", "obligation", "instrument", "example")
    return Operator(
        lemma=entry.words("lemma"),
        forms=tuple(form.lower() for form in entry.list("forms", required=True)),
        obligation=one_of(entry.words("obligation"), OBLIGATIONS, f"{entry.where}: obligation"),
        instrument=entry.flag("instrument", False),
        example=entry.optional_words("example"),
    )


def load_operators(path: Path = DATA / "en" / "operators.toml", own: Iterable[Operator] = ()) -> Operators:
    """The operators of a file, and `own` before them. Raises `LexiconError` when the file is malformed."""
    listed = tuple(operator_entry(entry) for entry in entries(path, read_toml(path), "operator"))
    return Operators((*listed, *own))


@lru_cache(maxsize=1)
def english_operators() -> Operators:
    """The operators that come with Servanda, loaded once."""
    return load_operators()
