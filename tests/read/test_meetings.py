"""Which meetings a text speaks of, its own among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.document import Series
from servanda.model.entities import Meeting
from servanda.read.meetings import find_meetings
from servanda.read.people import find_people
from tests.read.invented import STATES, document, mentions


def found(text: str, **header: object) -> tuple[Meeting, ...]:
    named, doc = mentions(text), document(text, **header)  # type: ignore[arg-type]
    return find_meetings(doc, named, find_people(doc, named), STATES)


def test_the_meeting_it_comes_from_and_the_next_round() -> None:
    text = (
        "On June 22, 2031, Ada Voss, Secretary-General of the Rivers Commission of Valdoria, and Tem Oro, Adviser to the King of Khemet, "
        "co-chaired the 2nd meeting of the Valdoria-Khemet High-Level Rivers and Harbours Dialogue. "
        "The next round of High-Level Rivers and Harbours Dialogue should take place in Lumen in 2032."
    )
    series = Series("Valdoria-Khemet High-Level Rivers and Harbours Dialogue", 2)
    own, after = found(text, series=series, date="2031-06-22", place="Port Amity", parties=("KHT", "VAL"))
    assert (own.name, own.round, own.date, own.place) == (f"2nd meeting of the {series.name}", 2, "2031-06-22", "Port Amity")
    assert (own.parties, own.people) == (("KHT", "VAL"), ("Ada Voss", "Tem Oro"))
    assert (after.name, after.round, after.date, after.place) == (
        "next round of High-Level Rivers and Harbours Dialogue",
        None,
        "2032",
        "Lumen",
    )


@pytest.mark.parametrize(
    ("sentence", "name", "number", "day", "place"),
    [
        ("They will attend the Rivers Summit in Port Amity in May 2032.", "Rivers Summit", None, "2032-05", "Port Amity"),
        ("We welcome the Summit for Clean Rivers.", "Summit for Clean Rivers", None, None, None),
        ("They held the 3rd Valdoria-Khemet Harbours Dialogue.", "3rd Valdoria-Khemet Harbours Dialogue", 3, None, None),
        ("Officials agreed on this at a virtual meeting.", "virtual meeting", None, None, None),
        ("It was concluded during the high-level talks in Lumen.", "high-level talks", None, None, "Lumen"),
    ],
)
def test_named_meetings(sentence: str, name: str, number: int | None, day: str | None, place: str | None) -> None:
    assert [(m.name, m.round, m.date, m.place) for m in found(sentence)] == [(name, number, day, place)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Rivers Council is a body.",
        "The Summit Implementation Group reports.",
        "It conducted a series of free-trade talks.",
        "A dialogue of equals is the first meeting of minds.",
    ],
)
def test_what_is_no_meeting(sentence: str) -> None:
    assert found(sentence) == ()


def test_a_readout_is_of_its_meeting() -> None:
    heading = "Readout of President Voss’s Meeting with Prime Minister Oro of Khemet"
    text = f"{heading}\n\nPresident Ada Voss of Valdoria met today with Prime Minister Tem Oro of Khemet in Lumen to discuss pilots."
    (own,) = found(text, kind="readout", heading=heading, date="2031-05-03", parties=("KHT", "VAL"))
    assert (own.name, own.date, own.place) == ("Meeting with Prime Minister Oro of Khemet", "2031-05-03", "Lumen")
    assert own.people == ("Ada Voss", "Tem Oro")
    assert own.spans[1].text.startswith("met today with")


def test_both_as_subject() -> None:
    (talk,) = found("President Ada Voss of Valdoria and King Tem Oro of Khemet spoke yesterday about pilots.", date="2031-05-03")
    assert (talk.date, talk.parties, talk.people) == ("2031-05-02", ("VAL", "KHT"), ("Ada Voss", "Tem Oro"))


def test_those_who_are_only_named_in_an_office_did_not_attend() -> None:
    text = "It was the result of high-level talks in Lumen between Uma Lys, the adviser to Valdorian President Ada Voss, and King Tem Oro."
    (talks,) = found(text)
    assert talks.people == ("Uma Lys", "Tem Oro")


@given(st.text(alphabet="2nd meting of the Rivers Sumt,.with—\n’", max_size=160))
def test_spans_are_verbatim_whatever_the_text(text: str) -> None:
    for meeting in found(text):
        for span in meeting.spans:
            span.verify(text)
