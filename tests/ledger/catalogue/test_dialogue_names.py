"""Names of rounds lead to one dialogue; names of different dialogues do not meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda_ledger.catalogue.dialogue_names import bare, best_name, dialogue_key, is_round_of_own, round_in, series_named

RIVERS = "Canada-Japan High-Level Rivers and Harbours Dialogue"


@pytest.mark.parametrize(
    "name",
    [
        RIVERS,
        f"the {RIVERS}",
        f"2nd meeting of the {RIVERS}",
        f"Third {RIVERS}",
        f"2031 {RIVERS}",
        f"next round of {RIVERS}",
        "Japan-Canada High-Level Rivers and Harbours Dialogue",
        "Japanese-Canadian High-Level Rivers and Harbours Dialogue",
    ],
)
def test_rounds_years_articles_and_the_order_of_parties_do_not_matter(name: str) -> None:
    assert dialogue_key(name) == dialogue_key(RIVERS) == "can-jpn-high-level-rivers-harbours-dialogue"


def test_parties_of_the_text_stand_in_for_those_that_the_name_leaves_out() -> None:
    assert dialogue_key("High-Level Rivers and Harbours Dialogue", ("JPN", "CAN")) == dialogue_key(RIVERS)
    assert dialogue_key("High-Level Rivers and Harbours Dialogue", ("JPN", "FRA")) != dialogue_key(RIVERS)


def test_known_series_meet_under_all_their_names() -> None:
    assert dialogue_key("fifth ministerial meeting of the Trade and Technology Council") == dialogue_key(
        "U.S.-EU Trade and Technology Council"
    )


@pytest.mark.parametrize(
    "name", ["next meeting", "informal consultations", "met with the ministers", "high-level talks", "Dialogue", "", "the 2nd"]
)
def test_what_is_no_name_of_a_series_has_no_key(name: str) -> None:
    assert dialogue_key(name, ("CAN", "JPN")) == ""


def test_a_text_of_a_series_may_call_it_the_dialogue() -> None:
    assert is_round_of_own("3rd round of the Dialogue", RIVERS)
    assert is_round_of_own("next round", RIVERS)
    assert not is_round_of_own("Dialogue", RIVERS)
    assert not is_round_of_own("2nd Global Summit", RIVERS)
    assert not is_round_of_own("next Forum on Pilots", RIVERS)


def test_the_number_of_a_round_is_read_from_its_name() -> None:
    assert [round_in(n) for n in ("inaugural Rivers Dialogue", "12th meeting of X", "the second round", "Rivers Dialogue")] == [
        1,
        12,
        2,
        None,
    ]


def test_the_best_name_is_the_usual_one_with_the_parties() -> None:
    assert best_name([("Rivers and Harbours Dialogue", 5), (f"2nd {RIVERS}", 1), (RIVERS, 2)]) == RIVERS


@given(st.text(max_size=60))
def test_any_words_have_a_key_that_can_stand_in_an_address(words: str) -> None:
    for key in (dialogue_key(words, ("CAN", "JPN")), series_named(words)):
        assert "/" not in key
        assert key == key.strip("-")
    assert bare(bare(words)) == bare(words) or bare(words)
