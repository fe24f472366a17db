"""Places of meetings. All texts are invented; cities and states are real where the word lists must know them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.lexicon.parties import load_parties
from servanda.read.places import find_place


@pytest.mark.parametrize(
    ("action", "place"),
    [
        ("hold the next round in Port Amity in 2025", "Port Amity"),
        ("meet again in Washington, D.C. to review progress", "Washington, D.C."),
        ("meet at Camp Lumen next week", "Camp Lumen"),
        ("host the ministers at the White House on Friday", "White House"),
        ("pay an official visit to Italy next year", "Italy"),
        ("attend the conference, to be hosted by Italy in 2025", "Italy"),
        ("welcome the Prime Minister to the Washington Summit", "Washington"),
        ("meet in the United States in 2025", "the United States"),
        ("take part in the Lumen Summit in Brussels", "Brussels"),
        ("hold a workshop in Bangkok, Thailand", "Bangkok, Thailand"),
        ("meet in September", None),
        ("meet in Fall 2024", None),
        ("meet at the Council", None),
        ("meet in the Joint Commission", None),
        ("meet regularly", None),
        ("meet at the next Summit", None),
        ("take part in NASA missions", None),
    ],
)
def test_the_place_of_a_meeting(action: str, place: str | None) -> None:
    text = f"The sides will {action}."
    found = find_place(text, (15, len(text) - 1), load_parties())
    assert (text[found[0] : found[1]] if found else None) == place


@given(st.text(max_size=100), st.integers(-5, 110), st.integers(-5, 110))
def test_any_text_gives_a_place_inside_it_or_none(text: str, start: int, end: int) -> None:
    found = find_place(text, (start, end), load_parties())
    assert found is None or 0 <= found[0] < found[1] <= len(text)
