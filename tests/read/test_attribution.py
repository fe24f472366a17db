"""Who says so: the forms of reported speech, and what is left as the statement."""

from __future__ import annotations

import pytest

from servanda.read.attribution import find_aside, find_statement, is_pronoun


@pytest.mark.parametrize(
    ("sentence", "speaker", "said"),
    [
        ("The pact was signed, according to a harbour pilot.", "a harbour pilot", "The pact was signed"),
        ("According to two envoys, the pact was signed.", "two envoys", "the pact was signed."),
        ("An envoy told reporters that Ormund would pay.", "An envoy", "Ormund would pay."),
        ("A clerk who sat in said Ormund would pay.", "A clerk who sat in", "Ormund would pay."),
        ("Ormund will pay, an envoy said.", "an envoy", "Ormund will pay"),
        ("Ormund will pay, said the envoy.", "the envoy", "Ormund will pay"),
        ("On the environment, a trade official added that Ormund would pay.", "a trade official", "Ormund would pay."),
        (
            '"We have seen better treaties," said Anselm Torr, a boatman.',
            "Anselm Torr, a boatman",
            "We have seen better treaties,",
        ),
        ('Anselm Torr said: "We have seen better treaties."', "Anselm Torr", "We have seen better treaties."),
        ("Brakk accuses Valdoria of burning nets.", "Brakk", "Brakk accuses Valdoria of burning nets."),
        ("Old hands recall the pact of 1993.", "Old hands", "Old hands recall the pact of 1993."),
    ],
)
def test_speakers_are_found_and_taken_off(sentence: str, speaker: str, said: str) -> None:
    found = find_statement(sentence, 0, len(sentence))
    assert found.speaker is not None
    assert sentence[slice(*found.speaker)] == speaker
    assert sentence[found.start : found.end] == said


@pytest.mark.parametrize(
    "sentence",
    [
        "Both governments said that they would lower tariffs.",
        "Disputes are to be settled according to the law of nations.",
        "Valdoria and Ormund will meet in the spring.",
        "Officials will trade reports, in the hope of squaring their rival claims.",
    ],
)
def test_where_nobody_is_a_source_nobody_is_named(sentence: str) -> None:
    found = find_statement(sentence, 0, len(sentence))
    assert (found.speaker, found.start, found.end) == (None, 0, len(sentence))


def test_a_source_in_the_midst() -> None:
    sentence = "Valdoria, the envoy added, will pay the fishermen"
    found = find_aside(sentence, 0, len(sentence))
    assert found is not None
    assert found.speaker is not None
    assert sentence[slice(*found.speaker)] == "the envoy"
    assert sentence[found.start : found.end] == sentence


def test_a_relative_clause_on_somebodys_word() -> None:
    sentence = "according to harbour masters, resulted in a drop in seizures"
    found = find_aside(sentence, 0, len(sentence))
    assert found is not None
    assert sentence[found.start : found.end] == "resulted in a drop in seizures"


def test_pronouns() -> None:
    assert is_pronoun("he")
    assert not is_pronoun("the envoy")
