"""The words of the press: every pattern finds its examples; a malformed file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.lexicon.reporting import load_reporting
from servanda.lexicon.tables import DATA, LexiconError


def test_every_pattern_finds_its_examples() -> None:
    reporting = load_reporting()
    for entry in reporting.boilerplate:
        assert all(entry.pattern.search(example) for example in entry.examples), entry.pattern.pattern
    for entry in reporting.prefixes:
        assert all(entry.pattern.match(example) for example in entry.examples), entry.pattern.pattern


@pytest.mark.parametrize(
    ("words", "tense"),
    [
        ("The two will meet", "future"),
        ("The two met in Brakk", "past"),
        ("The pact covers herring", "present"),
        ("Guns are silent", "being"),
        ("a sacred need", None),
    ],
)
def test_tense_of_the_first_finite_verb(words: str, tense: str | None) -> None:
    assert load_reporting().verbs.tense(words) == tense


@pytest.mark.parametrize(("old", "new"), [("[speech]", "[speach]"), ("accuse = [", "accuse = 3 #[")])
def test_a_malformed_file_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (DATA / "en" / "reporting.toml").read_text("utf-8")
    broken = tmp_path / "reporting.toml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LexiconError):
        load_reporting(broken)
