"""Who is named, in which office, for which party."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.entities import Person
from servanda.read.people import find_people
from tests.read.invented import document, mentions


def found(text: str) -> tuple[Person, ...]:
    return find_people(document(text), mentions(text))


@pytest.mark.parametrize(
    ("sentence", "name", "office", "party"),
    [
        ("Prime Minister Oro of Khemet spoke.", "Oro", "Prime Minister", "KHT"),
        ("President Ada R. Voss, Jr. of Valdoria spoke.", "Ada R. Voss, Jr.", "President", "VAL"),
        ("It was His Majesty King Oro II of Khemet who spoke.", "Oro II", "King", "KHT"),
        ("The Valdorian Prime Minister, Ada Voss, spoke.", "Ada Voss", "Prime Minister", "VAL"),
        ("Valdoria's Foreign Minister Ada Voss spoke.", "Ada Voss", "Foreign Minister", "VAL"),
        ("On Monday Khemeti National Security Advisor Tem Oro spoke.", "Tem Oro", "National Security Advisor", "KHT"),
        ("Valdorian Minister of State Security Ada Voss spoke.", "Ada Voss", "Minister of State Security", "VAL"),
        ("The Minister of Foreign Affairs of Khemet Tem Oro spoke.", "Tem Oro", "Minister of Foreign Affairs of Khemet", "KHT"),
        ("It was led by Crown Prince Tem bin Oro Al Lumeni of Khemet.", "Tem bin Oro Al Lumeni", "Crown Prince", "KHT"),
        (
            "Ada Voss, Secretary-General of the Central Rivers and Harbours Affairs Commission of the Rivers Party of Valdoria, met us.",
            "Ada Voss",
            "Secretary-General of the Central Rivers and Harbours Affairs Commission of the Rivers Party of Valdoria",
            "VAL",
        ),
        (
            "Tem Oro, the national security and intelligence adviser to the King of Khemet, spoke.",
            "Tem Oro",
            "national security and intelligence adviser to the King of Khemet",
            "KHT",
        ),
    ],
)
def test_office_name_and_party(sentence: str, name: str, office: str, party: str) -> None:
    assert [(p.name, p.office, p.party) for p in found(sentence)] == [(name, office, party)]


def test_several_in_one_sentence() -> None:
    text = "President Ada Voss of Valdoria and Prime Minister Tem Oro of Khemet met the Khemeti Minister Uma Lys."
    assert [(p.name, p.party) for p in found(text)] == [("Ada Voss", "VAL"), ("Tem Oro", "KHT"), ("Uma Lys", "KHT")]


def test_an_office_in_the_plural_introduces_all() -> None:
    assert [p.name for p in found("Presidents Voss and Oro met.")] == ["Voss", "Oro"]


def test_all_mentions_are_one_person() -> None:
    text = (
        "President Ada Voss of Valdoria spoke. President Voss left. Ms. Voss returned. Then Ada Voss slept. President Voss’s plan failed."
    )
    (voss,) = found(text)
    assert [s.text for s in voss.spans] == ["Ada Voss", "Voss", "Voss", "Ada Voss", "Voss"]


def test_two_of_one_surname_stay_two() -> None:
    text = "President Ada Voss of Valdoria met First Lady Uma Voss. President Voss left."
    ada, uma = found(text)
    assert (ada.name, len(ada.spans), uma.name, len(uma.spans)) == ("Ada Voss", 2, "Uma Voss", 1)


def test_the_name_in_its_own_script() -> None:
    (person,) = found("The senior party official Wen Ostrow 汪永清 spoke.")
    assert (person.name, person.native_name, person.office) == ("Wen Ostrow", "汪永清", "senior party official")


@pytest.mark.parametrize(
    "sentence",
    [
        "The General Assembly met the Director of Operations.",
        "They praised the Safer Rivers Act and the President’s Emergency Plan.",
        "The Minister of Water and Sanitation left Port Amity.",
        "President of Valdoria; the Prime Minister, Khemet.",
        "PRESIDENT VOSS SIGNS",
    ],
)
def test_what_is_nobody(sentence: str) -> None:
    assert found(sentence) == ()


@given(st.text(alphabet="President Voss,.of the MinrJ’—汪\n", max_size=160))
def test_spans_are_verbatim_whatever_the_text(text: str) -> None:
    for person in found(text):
        for span in person.spans:
            span.verify(text)
