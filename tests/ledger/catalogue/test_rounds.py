"""Rounds are told by number and date; a plan is not a round that took place."""

from __future__ import annotations

from datetime import date

from servanda.model.when import bounds
from servanda_ledger.catalogue.rounds import Round, Sighting, next_round, rounds

TODAY = date(2031, 6, 1)


def seen(document: str, when: str = "", number: int | None = None, **more: object) -> Sighting:
    first, last = bounds(when) if when else (None, None)
    return Sighting(document, number, when, first, last, **more)  # type: ignore[arg-type]


def told(*sightings: Sighting, today: date = TODAY) -> tuple[Round, ...]:
    return rounds(sightings, today)


def test_texts_of_one_number_are_of_one_round() -> None:
    found = told(seen("a", "2030-05-01", 2, own=True), seen("b", "2030-05-20", 2, own=True), seen("c", "2031-05-01", 3, own=True))
    assert [(r.number, r.documents) for r in found] == [(2, ("a", "b")), (3, ("c",))]


def test_texts_of_neighbouring_days_are_of_one_round() -> None:
    found = told(seen("a", "2030-05-01", own=True), seen("b", "2030-05-03", own=True), seen("c", "2030-09-01", own=True))
    assert [r.documents for r in found] == [("a", "b"), ("c",)]


def test_an_earlier_round_that_only_a_number_tells_stands_before_the_later() -> None:
    found = told(seen("b", "2030-05-01", 2, own=True), seen("b", number=1, words="the 1st round"))
    assert [(r.number, r.state) for r in found] == [(1, "held"), (2, "held")]


def test_a_plan_whose_time_is_over_is_not_known_to_have_taken_place() -> None:
    found = told(seen("a", "2029-05-01", 2, own=True), seen("a", "2030", planned=True))
    assert [r.state for r in found] == ["held", "unknown"]
    assert next_round(found) == found[1]


def test_a_plan_whose_time_is_not_over_is_planned() -> None:
    found = told(seen("a", "2031-05-01", 2, own=True), seen("a", "2031", planned=True), today=date(2031, 12, 31))
    assert [r.state for r in found] == ["held", "planned"]


def test_a_plan_that_a_later_text_fulfils_is_no_round_of_its_own() -> None:
    found = told(seen("a", "2029-05-01", 2, own=True), seen("a", "2030", planned=True), seen("b", "2030-07-07", own=True))
    assert [(r.date, r.state) for r in found] == [("2029-05-01", "held"), ("2030-07-07", "held")]
    assert next_round(found) is None


def test_what_has_neither_number_nor_date_is_no_round() -> None:
    assert told(seen("a", words="the talks")) == ()
