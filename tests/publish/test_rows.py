"""CSV for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io

from servanda.model.reading import Reading
from servanda.publish.rows import COLUMNS, write_csv


def rows(*readings: Reading) -> list[dict[str, str]]:
    out = io.StringIO()
    write_csv(readings, out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_one_row_per_commitment_or_claim_and_every_column_is_documented(round_two: Reading, press: Reading) -> None:
    found = rows(round_two, press)
    assert [row["record"] for row in found] == ["commitment"] * 14 + ["claim"] * 9
    assert all(list(row) == list(COLUMNS) for row in found)
    assert all(COLUMNS.values())


def test_the_offsets_lead_back_to_the_words(round_two: Reading) -> None:
    for row in rows(round_two):
        assert round_two.document.text[int(row["start"]) : int(row["end"])] == row["words"]


def test_fields_of_a_commitment_and_a_claim(round_two: Reading, press: Reading) -> None:
    office = rows(round_two)[9]
    assert (office["parties"], office["obligation"], office["kind"], office["deadline"]) == ("MRN", "soft", "establish", "2033")
    assert (office["place"], office["limits"]) == ("Port Amity", "provided that its parliament approves the funds")
    signed = rows(press)[2]
    assert (signed["about"], signed["attributed_to"], signed["deadline"]) == ("event", "the Northern Wire", "2032-06-10")
    assert signed["obligation"] == ""


def test_no_cell_is_computed_by_a_spreadsheet(hostile: Reading) -> None:
    row = rows(hostile)[0]
    assert row["words"].startswith("'=1+1")
    assert row["title"].startswith("'=HYPERLINK")
    assert row["sentence"].startswith("'-")
    assert not set("".join(row.values())) & {"\x1b", "\u202e", "\r"}
