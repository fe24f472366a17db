"""The words that tell what a deadline waits for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from servanda.lexicon.tables import DATA, Entry, LexiconError, entries, read_toml
from servanda.model.deadline import TRIGGER_KINDS, TriggerKind


@dataclass(frozen=True)
class TriggerWords:
    """`kinds` gives each kind its patterns and examples; `own` what a text calls the meeting it comes from."""

    kinds: dict[TriggerKind, tuple[tuple[str, ...], tuple[str, ...]]]
    own: tuple[str, ...]
    pattern: re.Pattern[str]

    def kind_of(self, words: str) -> TriggerKind | None:
        """The kind that words such as "the date of its signature" name, or None."""
        match = self.pattern.search(words)
        return cast(TriggerKind, match.lastgroup) if match else None


@lru_cache(maxsize=2)
def load_triggers(language: str = "en") -> TriggerWords:
    """The words shipped for a language. Raises `LexiconError` when the data is malformed."""
    return read_triggers(DATA / language / "triggers.toml")


def read_triggers(path: Path) -> TriggerWords:
    """The words in one file. Raises `LexiconError` when it is malformed."""
    tables = read_toml(path)
    Entry(str(path), tables).only("trigger", "meetings")
    kinds: dict[TriggerKind, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for entry in entries(path, tables, "trigger"):
        entry.only("kind", "patterns", "examples")
        kind = entry.words("kind")
        if kind not in TRIGGER_KINDS or kind in kinds:
            raise LexiconError(f"{entry.where}: expected kind = one of {', '.join(TRIGGER_KINDS)}, each once, found {kind!r}")
        kinds[kind] = entry.list("patterns", required=True), entry.list("examples", required=True)
    own = Entry(f"{path}, meetings", tables.get("meetings")).only("own").list("own", required=True)
    groups = "|".join(rf"(?P<{kind}>\b(?:{'|'.join(patterns)}))" for kind, (patterns, _) in kinds.items())
    try:
        return TriggerWords(kinds, own, re.compile(groups.replace(" ", r"\s+"), re.IGNORECASE))
    except re.error as error:
        raise LexiconError(f"{path}: a pattern is no regular expression ({error})") from error
