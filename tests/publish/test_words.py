"""Dates and counts in plain English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.reading import Reading
from servanda.publish.words import date_words, last_day, ordinal, summary


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2033", "2033"),
        ("2033-03", "March 2033"),
        ("2033-03-01", "1 March 2033"),
        ("2033-21", "spring 2033"),
        ("2033-34", "second quarter of 2033"),
        ("2033~", "about 2033"),
        ("2033-04/2033-09", "April 2033 to September 2033"),
        ("../2033", "until 2033"),
        ("2033/..", "from 2033"),
        ("2033-99", "2033-99"),
        ("203X", "203X"),
    ],
)
def test_dates_in_words(edtf: str, words: str) -> None:
    assert date_words(edtf) == words


@given(st.text(max_size=20))
def test_any_other_date_is_returned_rather_than_guessed(text: str) -> None:
    assert isinstance(date_words(text), str)
    assert isinstance(last_day(text), str)


def test_dates_sort_by_the_last_day_that_keeps_them() -> None:
    dates = ["2034", "2032", "2032-09", "2032-09-07", "2031-01/2032-12"]
    assert sorted(dates, key=last_day) == ["2032-09-07", "2032-09", "2031-01/2032-12", "2032", "2034"]


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]


def test_the_summary_counts_what_was_found(round_two: Reading, press: Reading) -> None:
    assert summary(round_two) == "14 commitments: 12 firm, 2 soft; 1 to refrain; 7 with a deadline."
    assert summary(press).startswith("9 claims: commitment 3,")


def test_a_text_that_promises_nothing_is_said_to(round_two: Reading, press: Reading) -> None:
    assert summary(Reading(round_two.document)) == "No commitments."
    assert summary(Reading(press.document)) == "No claims."
