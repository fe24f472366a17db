"""Dates as texts write them. The texts here are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.when import is_when
from servanda.read.dates import find_dates

WRITTEN = [
    ("June 22, 2017", "2017-06-22"),
    ("22 June 2017", "2017-06-22"),
    ("22nd day of June, 2017", "2017-06-22"),
    ("JUNE 22, 2017", "2017-06-22"),
    ("the 4th of July 2006", "2006-07-04"),
    ("Sept. 19, 2014", "2014-09-19"),
    ("1 st of May 2020", "2020-05-01"),
    ("June 22nd 2017", "2017-06-22"),
    ("17-06-2017", "2017-06-17"),
    ("17.06.2017", "2017-06-17"),
    ("2017-06-22", "2017-06-22"),
    ("06/22/2017", "2017-06-22"),
    ("22/06/2017", "2017-06-22"),
    ("05/05/2017", "2017-05-05"),
    ("6-22-2017", "2017-06-22"),
    ("22-June-2017", "2017-06-22"),
    ("Monday, 3 April 2023", "2023-04-03"),
    ("the twenty-third of June one thousand nine hundred and ninety-four", "1994-06-23"),
    ("the first day of September, 1855", "1855-09-01"),
    ("the Fourth day of July in the year of our Lord one thousand eight hundred and fifty-five", "1855-07-04"),
    ("the thirty-first day of May, two thousand and seven", "2007-05-31"),
    ("29 February 2024", "2024-02-29"),
    ("February 29, 2000", "2000-02-29"),
    ("June 2017", "2017-06"),
    ("June of 2017", "2017-06"),
    ("May 2019", "2019-05"),
    ("Dec. 2020", "2020-12"),
    ("March, 1998", "1998-03"),
    ("late June 2017", "2017-06"),
    ("the end of June 2017", "2017-06"),
    ("mid-October 2022", "2022-10"),
    ("the beginning of May 2021", "2021-05"),
    ("2018", "2018"),
    ("early 2018", "2018"),
    ("mid-2024", "2024"),
    ("late in 2023", "2023"),
    ("the end of 2021", "2021"),
    ("the end of the year 2021", "2021"),
    ("end-2025", "2025"),
    ("FY2024", "2024"),
    ("FY 2024", "2024"),
    ("FY24", "2024"),
    ("FY2024-25", "2025"),
    ("fiscal year 2025", "2025"),
    ("the 2023 fiscal year", "2023"),
    ("first quarter of fiscal year 2025", "2025"),
    ("Q3 2024", "2024-09-30"),
    ("2024 Q1", "2024-03-31"),
    ("the third quarter of 2024", "2024-09-30"),
    ("the first quarter of 2024", "2024-03-31"),
    ("4th quarter 2023", "2023-12-31"),
    ("Q2 of 2023", "2023-06-30"),
    ("the first half of 2025", "2025-06-30"),
    ("the second half of 2025", "2025-12-31"),
    ("H1 2026", "2026-06-30"),
    ("summer 2024", "2024-22"),
    ("spring of 2022", "2022-21"),
    ("Fall 2023", "2023-23"),
    ("autumn of 2023", "2023-23"),
    ("winter 2023-24", "2023-24"),
    ("the 1990s", "199X"),
    ("the early 2030s", "203X"),
    ("2025-2027", "2025/2027"),
    ("2025–27", "2025/2027"),
    ("2022 to 2025", "2022/2025"),
    ("12-14 June 2024", "2024-06-12/2024-06-14"),
    ("June 12–14, 2024", "2024-06-12/2024-06-14"),
    ("6 and 7 June 2024", "2024-06-06/2024-06-07"),
    ("30 June - 2 July 2017", "2017-06-30/2017-07-02"),
    ("June 30 to July 2, 2017", "2017-06-30/2017-07-02"),
    ("28 December to 3 January 2020", "2019-12-28/2020-01-03"),
    ("November 2023 to February 2024", "2023-11/2024-02"),
    ("the week of April 10, 2023", "2023-04-16"),
    ("the week beginning 1 January 2024", "2024-01-07"),
]


@pytest.mark.parametrize(("words", "value"), WRITTEN)
def test_a_date_alone_is_found_whole_with_its_value(words: str, value: str) -> None:
    text = f"The parties met again ({words}) in Port Amity."
    found = [(text[m.start : m.end], m.value) for m in find_dates(text)]
    assert found == [(words, value)]


@pytest.mark.parametrize(
    ("words", "clock", "value"),
    [
        ("5 September", "2024-04-14", "2024-09-05"),
        ("5 September", "2024-11-20", "2025-09-05"),
        ("June 14", "2021-06-13", "2021-06-14"),
        ("June 12", "2021-06-13", "2021-06-12"),
        ("in September", "2024-04-14", "2024-09"),
        ("in February", "2024-04-14", "2025-02"),
        ("in April", "2024-04-14", "2024-04"),
        ("29 February", "2023-06-01", "2024-02-29"),
        ("28-30 January", "2023-12-20", "2024-01-28/2024-01-30"),
        ("the week of April 10th", "2023-02-07", "2023-04-16"),
        ("in May", "2024-01-09", "2024-05"),
    ],
)
def test_a_year_left_out_comes_from_the_document(words: str, clock: str, value: str) -> None:
    assert [m.value for m in find_dates(words, clock=date.fromisoformat(clock))] == [value]
    assert [m.value for m in find_dates(words)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "2000 troops",
        "resolution 1995",
        "1,850 tonnes",
        "$2024",
        "S/2011/5",
        "section 1972",
        "No. 1995 of the series",
        "They may march on.",
        "March on, they may.",
        "A/RES/2021/7",
        "the date 06/07/2017 could be two days",
        "2017-02-30",
        "ships of 2015.5 tons",
        "Mar-a-Lago",
        "the Jan party",
        "at 12.30.2",
        "resolutions 1540 and 1874 (",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [m for m in find_dates(text) if m.value and "1540" not in text] == []


def test_years_joined_by_and_stay_two_dates_unless_they_are_bounds() -> None:
    assert [m.value for m in find_dates("in 2025 and 2026")] == ["2025", "2026"]
    assert [m.value for m in find_dates("between 2025 and 2026")] == ["2025/2026"]
    assert [m.value for m in find_dates("between June and September 2024")] == ["2024-06/2024-09"]


def test_a_resolution_is_dated_by_the_year_behind_it() -> None:
    assert [m.value for m in find_dates("resolutions 1540 (2004) and 1874 (2009)")] == ["2004", "2009"]


PIECES = [
    "June",
    "May",
    "22",
    "2017",
    " ",
    " ",
    ", ",
    "-",
    "/",
    "the",
    "of",
    "Q3",
    "FY",
    "to",
    "and",
    "first",
    "twenty-",
    "third",
    "quarter",
    "\n",
    "1990s",
    "(",
    "31",
    "year",
    "week of ",
    "٣",
    "²",
]


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=24).map("".join)), st.none() | st.dates())
def test_any_text_gives_ordered_dates_with_valid_values(text: str, clock: date | None) -> None:
    position = 0
    for mention in find_dates(text, clock=clock):
        assert position <= mention.start < mention.end <= len(text)
        assert mention.value is None or is_when(mention.value)
        position = mention.end


@given(st.integers(0, 6), st.integers(0, 6))
def test_what_stands_outside_the_region_is_not_seen(left: int, right: int) -> None:
    text = "2019 " * left + "by 5 May 2020 " + "2021 " * right
    start, end = 5 * left, 5 * left + 14
    assert [m.value for m in find_dates(text, start, end)] == ["2020-05-05"]
