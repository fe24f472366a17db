"""Commitments as PLOVER and CAMEO events: who promised what to whom, one row for each dyad."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from servanda.lexicon.parties import Party, load_parties
from servanda.model.reading import Reading
from servanda.publish.events import EVENT_COLUMNS, MOST_TARGETS, event_records, write_events

OWN = load_parties().with_parties([Party("VAL", ("Valdoria",)), Party("MRN", ("Marenia",)), Party("ORG", ("Port League",), group=True)])


def rows(reading: Reading) -> list[dict[str, object]]:
    return list(event_records(reading, OWN))


def bound_to(reading: Reading, bound: tuple[str, ...], present: tuple[str, ...]) -> list[tuple[object, object]]:
    """Source and target of the rows of the first commitment, when `bound` promise in a document of `present`."""
    first = replace(reading.commitments[0], parties=bound)
    changed = Reading(replace(reading.document, parties=present), commitments=(first,))
    return [(row["source"], row["target"]) for row in rows(changed)]


def test_a_promise_of_both_is_one_row_each_way(round_two: Reading) -> None:
    assert bound_to(round_two, ("VAL", "MRN"), ("VAL", "MRN")) == [("VAL", "MRN"), ("MRN", "VAL")]


def test_a_promise_of_one_is_to_the_other(round_two: Reading) -> None:
    assert bound_to(round_two, ("VAL",), ("VAL", "MRN", "ORG")) == [("VAL", "MRN"), ("VAL", "ORG")]


def test_a_promise_to_nobody_named_or_to_everybody_has_no_target(round_two: Reading) -> None:
    everybody = tuple(f"P{n:02d}" for n in range(MOST_TARGETS + 2))
    assert bound_to(round_two, ("VAL",), ("VAL",)) == [("VAL", None)]
    assert bound_to(round_two, everybody, everybody) == [(party, None) for party in everybody]


def test_a_group_promises_nothing_to_its_own_members(round_two: Reading) -> None:
    assert bound_to(round_two, ("G7",), load_parties().by_code["G7"].members) == [("G7", None)]


def test_the_fields_of_a_row(round_two: Reading) -> None:
    office = next(row for row in rows(round_two) if row["kind"] == "establish")
    assert (office["source"], office["source_sector"], office["cameo_source"]) == ("MRN", "GOV", "MRNGOV")
    assert (office["target"], office["target_sector"], office["cameo_target"]) == ("VAL", "GOV", "VALGOV")
    assert (office["date"], office["deadline"], office["obligation"]) == ("2032-06-09", "2033", "soft")
    assert (office["plover_type"], office["promised_type"], office["cameo"]) == ("AGREE", "SUPPORT", "032")
    assert round_two.document.text[office["start"] : office["end"]] == office["words"]


def test_what_narrows_a_promise_gives_it_no_context(round_two: Reading) -> None:
    notify = [row for row in rows(round_two) if "subject to its domestic law" in str(row["words"])]
    assert {row["plover_contexts"] for row in notify} == {("diplomatic",)}


def test_parties_that_are_not_known_get_no_sector(round_two: Reading) -> None:
    row = next(event_records(round_two))
    assert (row["source_sector"], row["cameo_source"]) == (None, None)


def test_a_date_that_is_no_day_is_left_out(round_two: Reading) -> None:
    vague = replace(round_two, document=replace(round_two.document, date="2032-06"))
    assert {row["date"] for row in rows(vague)} == {None}


def test_claims_and_readings_without_commitments_give_no_rows(press: Reading) -> None:
    assert rows(press) == []


def test_rows_differ_and_name_only_documented_columns(round_two: Reading) -> None:
    found = rows(round_two)
    assert len({row["event"] for row in found}) == len(found)
    assert set().union(*found) <= set(EVENT_COLUMNS)


def test_the_csv_reads_back(round_two: Reading, hostile: Reading) -> None:
    out = io.StringIO()
    write_events([round_two, hostile], out, OWN)
    found = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(found) == len(rows(round_two)) + len(rows(hostile))
    assert list(found[0]) == list(EVENT_COLUMNS)
    assert found[0]["plover_contexts"] == "cyber"
    assert not any(value.startswith(("=", "+", "-", "@")) for row in found for value in row.values())
