"""The list of binding words: every entry is found in its own example."""

from pathlib import Path

import pytest

from servanda.lexicon.operators import Operator, english_operators, load_operators
from servanda.lexicon.tables import LexiconError


@pytest.mark.parametrize("family", english_operators().families, ids=lambda family: family.lemma)
def test_every_entry_is_found_in_its_example(family: Operator) -> None:
    assert family.example is not None
    assert family in [found for _, _, found in english_operators().find(family.example)]


def test_the_longest_words_win() -> None:
    text = "A Party may not levy duties."
    [(start, end, family)] = english_operators().find(text)
    assert text[start:end] == "may not"
    assert family.lemma == "may not"


def test_words_of_ones_own_are_found_too() -> None:
    own = Operator("solemnly engages", ("solemnly engages",), "firm")
    found = load_operators(own=[own]).find("Valdoria solemnly engages to repay.")
    assert own in [family for _, _, family in found]


def test_an_unknown_obligation_is_refused_with_the_choices(tmp_path: Path) -> None:
    path = tmp_path / "operators.toml"
    path.write_text('[[operator]]\nlemma = "x"\nforms = ["x"]\nobligation = "hard"\n', "utf-8")
    with pytest.raises((LexiconError, ValueError), match="binding, firm, soft"):
        load_operators(path)
