"""Finding parties in texts: names, traps, defined terms, people."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.lexicon.parties import load_parties
from servanda.read.cast import read_cast
from servanda.read.parties import find_parties, fold
from servanda.read.runs import runs, spoken_as

LEXICON = load_parties()


def codes(text: str) -> list[str]:
    return [c for m in find_parties(text, 0, len(text), LEXICON) for c in m.codes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the United States and the ROK", ["USA", "KOR"]),
        ("the U.S.-Singapore Dialogue", ["USA", "SGP"]),
        ("Côte d’Ivoire and the United\nKingdom", ["CIV", "GBR"]),
        ("New Mexico, the Gulf of Mexico and the South China Sea", []),
        ("on the Korean Peninsula", []),
        ("Michael Jordan met Chad", ["TCD"]),
        ("killed in Buena Vista, Georgia", []),
        ("Ukraine, Georgia, and Moldova", ["UKR", "GEO", "MDA"]),
        ("Nigeria and Niger", ["NGA", "NER"]),
        ("Romania, not Oman", ["ROU", "OMN"]),
        ("Native American nations of South America", []),
        ("South Sudan and the Republic of the Sudan", ["SSD", "SDN"]),
        ("LET US REMEMBER TODAY", []),
        ("the Charter of the United Nations", []),
        ("The Vice President of the European Commission", ["EU"]),
        ("Papua New Guinea, Guinea-Bissau and Equatorial Guinea", ["PNG", "GNB", "GNQ"]),
    ],
)
def test_names_and_traps(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_offsets_count_from_the_start_of_the_text() -> None:
    text = "Before. The Republic of Korea after."
    (mention,) = find_parties(text, 8, len(text), LEXICON)
    assert text[mention.start : mention.end] == "Republic of Korea"


@given(st.text(alphabet=st.sampled_from("UnitedSas Korea.’-\n,U.S.'(\u00a0JapnOm"), max_size=80))
def test_mentions_are_ordered_apart_and_whole_words(text: str) -> None:
    found = find_parties(text, 0, len(text), LEXICON)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for m in found:
        assert not (m.start and text[m.start - 1].isalnum())
        assert fold(text)[m.start : m.end].replace("\n", " ") in LEXICON.words


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def alias(text: str, words: str) -> tuple[str, ...]:
    cast = read_cast(text, LEXICON)
    start = text.rindex(words)
    return tuple(c for m in cast.mentions for c in m.codes if m.start <= start < m.end)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The Government of Norway (hereinafter “the Buyer”) and others. The Buyer shall pay.", "Buyer", ("NOR",)),
        (
            "the Commonwealth of Australia (hereinafter referred to as the Commonwealth). The Commonwealth shall pay.",
            "Commonwealth",
            ("AUS",),
        ),
        ("President Ola Nordmann of Norway came. Later President Nordmann left.", "Nordmann", ("NOR",)),
        ("Israeli Minister of Defense Dan Oren came. Later Mr. Oren left.", "Oren", ("ISR",)),
        ("Mexico’s Secretary of Security Ana Ruiz Soto came. Secretary Soto left.", "Soto", ("MEX",)),
        ("the Prime Minister of Australia, the Right Hon. Joe Miller, came. Prime Minister Miller left.", "Miller", ("AUS",)),
        ("The European Commission met. The Commission will report.", "Commission", ("EU",)),
    ],
)
def test_terms_and_people_are_learned_from_the_text(text: str, words: str, expected: tuple[str, ...]) -> None:
    assert alias(text, words) == expected


def test_offices_are_those_of_the_party_they_came_with() -> None:
    cast = read_cast("President Ola Nordmann of Norway met the Prime Minister of Sweden.", LEXICON)
    assert cast.offices == {"president": "NOR", "prime minister": "SWE"}


def named_together(text: str) -> list[tuple[str, ...]]:
    return [r.codes for r in runs(fold(text), find_parties(text, 0, len(text), LEXICON))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mexico, the United States, and Canada agreed", [("MEX", "USA", "CAN")]),
        ("President A of Spain and King B of Jordan met", [("ESP", "JOR")]),
        ("THE GOVERNMENT OF NORWAY AND THE GOVERNMENT OF ICELAND", [("NOR", "ISL")]),
        ("After the war in Ukraine, Russia left", [("UKR",), ("RUS",)]),
        ("Norway helps. Sweden agrees", [("NOR",), ("SWE",)]),
    ],
)
def test_runs_are_parties_named_together(text: str, expected: list[tuple[str, ...]]) -> None:
    assert named_together(text) == expected


def test_members_give_way_to_their_group() -> None:
    groups = {"Quad": frozenset({"AUS", "IND", "JPN", "USA"})}
    assert spoken_as(("AUS", "IND", "JPN", "USA"), groups) == ("Quad",)
    assert spoken_as(("Quad", "USA"), groups) == ("Quad", "USA")
    assert spoken_as(("AUS", "IND"), groups) == ("AUS", "IND")
