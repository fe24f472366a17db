"""Parquet: the rows come back with their types, the words as they stand in the text."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from servanda.model.reading import Reading
from servanda.publish.events import EVENT_COLUMNS, event_records
from servanda.publish.parquet import READING_COLUMNS, Column, write_parquet, write_records
from servanda.publish.rows import COLUMNS

parquet = pytest.importorskip("pyarrow.parquet")


def written(*readings: Reading) -> io.BytesIO:
    out = io.BytesIO()
    write_parquet(readings, out)
    return out


def test_one_row_per_commitment_or_claim_with_the_columns_of_the_csv(round_two: Reading, press: Reading) -> None:
    table = parquet.read_table(written(round_two, press))
    assert table.column_names == list(COLUMNS)
    assert table["record"].to_pylist() == ["commitment"] * 14 + ["claim"] * 9


def test_words_and_lists_are_as_in_the_text(round_two: Reading) -> None:
    rows = parquet.read_table(written(round_two)).to_pylist()
    for row, commitment in zip(rows, round_two.commitments, strict=True):
        assert round_two.document.text[row["start"] : row["end"]] == row["words"] == commitment.action.text
        assert row["parties"] == list(commitment.parties)
        assert row["limits"] == [limit.text for limit in commitment.limits]
        assert row["deadline_words"] == (commitment.deadline_words.text if commitment.deadline_words else None)
        assert row["about"] is None


def test_nothing_is_changed_for_spreadsheets(hostile: Reading) -> None:
    assert parquet.read_table(written(hostile)).to_pylist()[0]["words"] == hostile.commitments[0].action.text


def test_columns_carry_what_they_hold(round_two: Reading) -> None:
    schema = parquet.read_schema(written(round_two))
    assert {field.name: field.metadata[b"description"].decode() for field in schema} == {n: c.about for n, c in READING_COLUMNS.items()}


def test_no_rows_is_a_table_too_and_the_same_rows_are_the_same_bytes(round_two: Reading) -> None:
    assert parquet.read_table(written()).num_rows == 0
    assert written(round_two).getvalue() == written(round_two).getvalue()


def test_more_rows_than_are_held_at_a_time() -> None:
    out = io.BytesIO()
    assert write_records(({"n": n} for n in range(25_000)), {"n": Column("number", "a number")}, out) == 25_000
    file = parquet.ParquetFile(out)
    assert (file.num_row_groups, file.read()["n"].to_pylist()) == (3, list(range(25_000)))


def test_a_file_name_that_is_no_text_is_written_with_a_mark(round_two: Reading) -> None:
    source = replace(round_two.document.source, name="odd\udc80.txt")
    reading = replace(round_two, document=replace(round_two.document, source=source))
    assert parquet.read_table(written(reading))["source"][0].as_py() == "odd\ufffd.txt"


def test_events_as_parquet(round_two: Reading) -> None:
    out = io.BytesIO()
    write_records(event_records(round_two), EVENT_COLUMNS, out)
    table = parquet.read_table(out)
    assert table.column_names == list(EVENT_COLUMNS)
    assert table["plover_contexts"][0].as_py() == ["cyber"]
