"""Cutting sentences into clauses that can each be true by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.read.clauses import leading_clause, split_clauses


def cut(sentence: str) -> list[str]:
    return [sentence[a:b] for a, b in split_clauses(sentence, 0, len(sentence))]


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("The two will share charts, and Ormund will lend two ships.", ["The two will share charts", "Ormund will lend two ships"]),
        ("The floor comes in at once and may be lowered later.", ["The floor comes in at once", "may be lowered later"]),
        ("They signed a pact on Friday vowing to share charts.", ["They signed a pact on Friday", "vowing to share charts"]),
        ("Units will leave the strip; guns are to be sealed.", ["Units will leave the strip", "guns are to be sealed"]),
        (
            "members had agreed to pay and that arrears would lapse",
            ["members had agreed to pay", "arrears would lapse"],
        ),
        ("They will share charts, tide tables, and weather reports.", ["They will share charts, tide tables, and weather reports"]),
        ("Envoys of Valdoria and Ormund met between dawn and noon.", ["Envoys of Valdoria and Ormund met between dawn and noon"]),
        ("And the board will meet every year.", ["the board will meet every year"]),
    ],
)
def test_clauses(sentence: str, clauses: list[str]) -> None:
    found = cut(sentence)
    assert [c.removeprefix("that ") for c in found] == clauses


def test_a_clause_before_the_main_one() -> None:
    sentence = "Although the pact covers herring, an envoy told us that tuna is free."
    assert [sentence[a:b] for a, b in leading_clause(sentence, 0, len(sentence))] == [
        "Although the pact covers herring",
        "an envoy told us that tuna is free.",
    ]


@given(st.text(max_size=200))
def test_clauses_lie_in_order_inside_the_sentence(text: str) -> None:
    end = 0
    for left, right in split_clauses(text, 0, len(text)):
        assert end <= left < right <= len(text)
        end = right
