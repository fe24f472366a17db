"""One instrument under its many titles; different ones kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda_ledger.catalogue.instrument_names import best_title, identity


def key(title: str, type_: str = "treaty", parties: tuple[str, ...] = (), document: str = "sha256:aaaa1111bbbb") -> str:
    return identity(title, type_, parties, document).key


@pytest.mark.parametrize(
    "title",
    [
        "Treaty between Canada and Japan on River Pilots",
        "the Treaty between Japan and Canada on River Pilots",
        "Treaty between the Government of Canada and the Government of Japan concerning River Pilots",
        "TREATY BETWEEN CANADA AND JAPAN ON RIVER PILOTS",
        "Canada-Japan River Pilots Treaty",
        "Treaty between Canada and Japan on River Pilots of 5 May 1999",
        "Treaty between Canada and Japan on River Pilots (1999)",
    ],
)
def test_articles_order_governments_and_dates_do_not_matter(title: str) -> None:
    assert key(title) == "can-jpn-pilots-river-treaty"


def test_a_description_belongs_to_its_parties_and_meets_the_name_it_gets() -> None:
    talked_of = key("extradition treaty", parties=("JPN", "CAN"))
    assert talked_of == key("Extradition Treaty between Canada and Japan")
    assert talked_of != key("extradition treaty", parties=("FRA", "CAN"))


def test_known_instruments_meet_under_acronyms_and_other_spellings() -> None:
    assert (
        key("UNCLOS", "convention")
        == key("the Law of the Sea Convention", "convention")
        == key("UN Convention on the Law of the Sea", "convention")
    )


def test_mere_words_for_an_instrument_mean_one_of_their_own_in_every_text() -> None:
    one, other = key("agreement", "agreement", ("CAN", "JPN")), key("agreement", "agreement", ("CAN", "JPN"), "sha256:cccc2222")
    assert one != other
    assert identity("the agreement", "agreement", (), "sha256:aaaa1111").own
    assert key("Agreement of 8 April 1996", "agreement") == key("Agreement of 8 April 1996", "agreement", document="sha256:cccc2222")


def test_usual_names_are_told_apart_by_parties() -> None:
    assert key("Peace Agreement", "agreement", ("CAN", "JPN")) != key("Peace Agreement", "agreement", ("FRA", "JPN"))


def test_what_only_a_year_or_number_tells_apart_stays_apart() -> None:
    assert key("2021 Amity Declaration", "declaration") != key("2023 Amity Declaration", "declaration")
    assert (
        key("resolution 986 (1995)", "resolution") == key("UNSC resolution 986", "resolution") != key("resolution 987 (1995)", "resolution")
    )


def test_a_name_is_shown_before_a_description() -> None:
    assert (
        best_title([("extradition treaty", 5), ("Extradition Treaty between Canada and Japan", 1)])
        == "Extradition Treaty between Canada and Japan"
    )
    assert best_title([("NAFTA", 3)]) == "North American Free Trade Agreement"


@given(st.text(min_size=1, max_size=400), st.sampled_from(["treaty", "agreement", "resolution", "other"]))
def test_any_title_has_a_key_that_can_stand_in_an_address(title: str, type_: str) -> None:
    found = key(title, type_, ("CAN", "JPN"))
    assert found
    assert len(found) <= 130
    assert "/" not in found
