"""Tables as they come: schemes, precisions, lists of countries, encodings, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.effect.countries import countries_in, countries_said, country_code
from servanda.effect.dates import When, parse_when
from servanda.effect.periods import UNITS, first_after, first_day, index_of, label
from servanda.effect.problems import DataError, EffectError, RequestError
from servanda.effect.selection import Selection
from servanda.effect.source import read_data

from .invented import write


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2015-09-25", When(2015, 9, 25)),
        ("2015-09-25T10:00:00Z", When(2015, 9, 25)),
        ("2015-09", When(2015, 9)),
        ("2015", When(2015)),
        ("2015-Q3", When(2015, quarter=3)),
        ("9/25/2015", When(2015, 9, 25)),
        ("25.9.2015", When(2015, 9, 25)),
        ("25 Sep 2015", When(2015, 9, 25)),
        ("September 25, 2015", When(2015, 9, 25)),
        ("September 2015", When(2015, 9)),
        ("20150925", When(2015, 9, 25)),
        ("2018-01-01; 2019-01-01", When(2018, 1, 1)),
        ("2015-13-01", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_of_many_shapes(text, when):
    assert parse_when(text) == when


def test_day_first():
    assert parse_when("3/4/2015", day_first=True) == When(2015, 4, 3)


@pytest.mark.parametrize(
    ("unit", "on", "first"),
    [
        ("month", "2005-01-10", "2005-01"),
        ("month", "2015-09-25", "2015-10"),
        ("month", "2005-01-01", "2005-01"),
        ("quarter", "2015-09-25", "2015-Q4"),
        ("year", "2015-09-25", "2016"),
        ("year", "2017-06-22", "2017"),
    ],
)
def test_the_period_that_holds_the_date_goes_where_most_of_its_days_are(unit, on, first):
    assert label(unit, first_after(unit, dt.date.fromisoformat(on))) == first


@given(st.sampled_from(UNITS), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_a_day_lies_in_its_period(unit, day):
    index = index_of(unit, day.year, day.month)
    assert first_day(unit, index) <= day < first_day(unit, index + 1)


def test_countries_of_a_cell():
    assert countries_in("['Korea, Republic of', 'China']") == {"KOR", "CHN"}
    assert countries_in("China; Iran, Islamic Republic of") == {"CHN", "IRN"}
    assert countries_in("Iran (Islamic Republic of)") == {"IRN"}
    assert countries_in("US") == {"USA"}
    assert countries_in("['Unknown']") == countries_in("") == frozenset()
    assert countries_said("Japanese and Canadian firms") == {"JPN", "CAN"}
    assert country_code("Atlantis") is None


def eurepoc(tmp_path):
    rows = ["2014-05-03,\"['China']\",\"['United States', 'Canada']\"", "2014-01-01,\"['China', 'China']\",\"['United States']\""]
    rows += [f"201{k}-0{k + 1}-07,\"['Unknown']\",\"['United States']\"" for k in range(8)]
    return write(tmp_path / "e.csv", "start_date,initiator_country,receiver_country\n" + "\n".join(rows) + "\n")


def test_eurepoc_is_recognised_and_its_new_years_are_vague(tmp_path):
    data = read_data(eurepoc(tmp_path), Selection(initiator="CHN", receiver="USA"))
    assert data.scheme.name == "EuRepoC"
    assert (data.chosen.dated, data.chosen.too_vague("month")) == (2, 1)
    assert data.default_unit() == "year"
    series = data.series("year")
    assert dict(zip(series.labels, series.counts, strict=True))["2014"] == 2
    assert (series.labels[0], series.labels[-1]) == ("2010", "2016")  # what the whole table covers, 2017 being partial


def test_veris_flags_and_date_parts(tmp_path):
    header = "incident_id,timeline.incident.year,timeline.incident.month,timeline.incident.day,victim.country.US,actor.external.country.CN"
    path = write(tmp_path / "v.csv", header + "\na,2013,,,TRUE,TRUE\nb,2013,4,,FALSE,TRUE\nc,2014,5,6,TRUE,FALSE\nd,2014,7,6,TRUE,TRUE\n")
    data = read_data(path, Selection(initiator="CHN", receiver="USA"))
    assert data.scheme.name == "VCDB"
    assert (data.chosen.months, data.chosen.years) == ({(2014, 7): 1}, {2013: 1})


def test_cfr_victims_are_described(tmp_path):
    text = "Title,Date,Victims,Sponsor\nA,7/1/2014,Several Japanese firms,China\nB,9/25/2015,Canada,Iran (Islamic Republic of)\n"
    path = write(tmp_path / "c.csv", text)
    assert read_data(path, Selection(initiator="CHN", receiver="JPN")).chosen.months == {(2014, 7): 1}
    assert read_data(path, Selection(initiator="IRN")).chosen.months == {(2015, 9): 1}


def test_named_columns_separator_encoding_and_day_first(tmp_path):
    path = write(tmp_path / "x.csv", "Vorfall;Wann;Täter\nÄ;25/12/2014;Russia\nB;3/4/2015;China\n", "cp1252")
    data = read_data(path, Selection(date_column="wann", initiator_column="Täter", initiator="CHN"))
    assert data.chosen.months == {(2015, 4): 1}
    assert any("Windows-1252" in n for n in data.notes("month", "start"))


def test_where_and_control(tmp_path):
    path = write(tmp_path / "w.csv", "date,type,to\n2014-05-01,Theft; Doxing,USA\n2014-06-01,theft,JPN\n2014-07-01,Other,USA\n")
    data = read_data(path, Selection(where=(("TYPE", "theft"),), receiver="USA", control=("to", "JPN")))
    assert (data.chosen.months, data.control.months) == ({(2014, 5): 1}, {(2014, 6): 1})


def test_counts_by_period_or_by_year_and_month(tmp_path):
    one = write(tmp_path / "a.csv", "period,count,exposure\n2002-01,5,100\n2002-02,7,110\n2002-04,2,90\n")
    other = write(tmp_path / "b.csv", "year;month;deaths;people\n2002;1;5;100\n2002;2;7;110\n2002;4;2;90\n")
    a, b = read_data(one, Selection()), read_data(other, Selection(count_column="deaths", exposure_column="people"))
    assert a.base == b.base
    assert any("1 periods are missing, the first 2002-03" in n for n in a.notes("month", "start"))


@pytest.mark.parametrize(
    ("text", "chosen", "words"),
    [
        ("period,count\n2002-01,5\n2002-02,-1\n", {}, "column 'count', row 3: the count -1 is negative"),
        ("period,count\n2002-01,5.5\n", {}, "column 'count', row 2: the count 5.5 is not a whole number"),
        ("period,count\n2002-01,many\n", {}, "'many' is no number"),
        ("period,count\nspring,5\n", {}, "column 'period', row 2: 'spring' is no period"),
        ("period,count\n2002-01,5\n2002,6\n", {}, "row 3: a year among months"),
        ("period,count,exposure\n2002-01,5,0\n", {}, "column 'exposure', row 2: an exposure must be above zero"),
        ("date,to\nlater,USA\n", {}, "column 'date', row 2: 'later' is no date"),
        ("date,to\n2002-01-02,USA\n", {"receiver": "CAN"}, "none of its 1 rows fits --to CAN"),
        ("date,kind\n2002-01-02,a\n", {"where": (("kind", "b"),)}, "none of its 1 rows fits kind=b"),
        ("date,kind\n2002-01-02,a\n", {"where": (("kin", "b"),)}, "has no column 'kin'; it has kind"),
        ("date,kind\n2002-01-02,a\n", {"initiator": "CHN"}, "--from-column"),
        ("a,b\n1,2\n", {}, "--date-column"),
        ("date\n", {}, "a header and no row"),
        ("", {}, "empty"),
        ("\0\1\2,\0\n", {}, "binary"),
    ],
)
def test_bad_data_in_one_line_that_names_the_place(tmp_path, text, chosen, words):
    with pytest.raises(EffectError) as caught:
        read_data(write(tmp_path / "bad.csv", text), Selection(**chosen))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_countries_in_counts(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        read_data(tmp_path / "none.csv", Selection())
    with pytest.raises(RequestError, match="one row per incident"):
        read_data(write(tmp_path / "c.csv", "period,count\n2002-01,5\n"), Selection(initiator="CHN"))
