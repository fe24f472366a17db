"""The words of the calendar, and what is refused in its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.lexicon.calendar import load_calendar, read_calendar
from servanda.lexicon.deadlines import load_deadline_words
from servanda.lexicon.places import load_place_words
from servanda.lexicon.tables import DATA, LexiconError


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("seven", 7),
        ("twenty-five", 25),
        ("ninety", 90),
        ("seventy two", 72),
        ("one hundred and eighty", 180),
        ("365", 365),
        ("1,000", 1000),
        ("one thousand nine hundred and ninety-four", 1994),
        ("nineteen hundred and sixty-two", 1962),
        ("nineteen ninety-four", 1994),
        ("two thousand and seventeen", 2017),
        ("twenty twenty-five", 2025),
        ("several", None),
        ("", None),
        ("thousand " * 9, 9000),
    ],
)
def test_numbers_in_words(words: str, number: int | None) -> None:
    assert load_calendar().number(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("first", 1),
        ("twenty-third", 23),
        ("Thirty First", 31),
        ("22nd", 22),
        ("1 st", 1),
        ("thirtieth", 30),
        ("twenty", None),
        ("next", None),
    ],
)
def test_ordinals(words: str, number: int | None) -> None:
    assert load_calendar().ordinal(words) == number


def test_every_list_that_is_shipped_loads() -> None:
    assert load_calendar().months["december"] == 12
    assert load_calendar().seasons["winter"] == 24
    assert "by" in load_deadline_words().bound
    assert "Palace" in load_place_words().venues


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["May"], ', "", "months = a list of 12"),
        ('"Monday", ', "", "weekdays = a list of 7"),
        ('thirtieth = "thirtieth"', "thirtieth = 30", "thirtieth = a string"),
        ('hundred = "hundred"', 'hundreds = "hundred"', "unknown field 'hundreds'"),
        ('["spring"]', "[1]", "in seasons a list of strings"),
    ],
)
def test_a_malformed_calendar_is_refused_with_what_is_expected(tmp_path: Path, old: str, new: str, message: str) -> None:
    data = (DATA / "en" / "calendar.toml").read_text("utf-8")
    assert old in data
    path = tmp_path / "calendar.toml"
    path.write_text(data.replace(old, new), "utf-8")
    with pytest.raises(LexiconError, match=message):
        read_calendar(path)
