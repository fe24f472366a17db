"""Where an instrument stands for each party, and what the words around its name say."""

from __future__ import annotations

from datetime import date

from servanda_ledger.catalogue.evidence import said
from servanda_ledger.catalogue.life import Act, Stage, ordered, standings
from servanda_ledger.catalogue.timeline import drawing

NAME = "Treaty on River Pilots"


def stage(act: Act, party: str | None, day: str, *, exact: bool = True) -> Stage:
    when = date.fromisoformat(day)
    return Stage(act, party, day if exact else "", when if exact else None, when, "words", f"sha256:{act}{day}", start=when.toordinal())


def stands(*stages: Stage) -> dict[str | None, Act]:
    return {s.party: s.act for s in standings(stages)}


def test_every_party_stands_where_its_own_acts_leave_it() -> None:
    found = stands(stage("signed", "CAN", "2030-01-01"), stage("signed", "JPN", "2030-01-01"), stage("ratified", "JPN", "2031-01-01"))
    assert found == {"CAN": "signed", "JPN": "ratified"}


def test_a_later_text_that_only_discusses_it_undoes_nothing() -> None:
    assert stands(stage("signed", "CAN", "2030-01-01"), stage("discussed", "CAN", "2032-01-01")) == {"CAN": "signed"}


def test_to_withdraw_a_ratification_is_not_to_leave_the_treaty() -> None:
    found = stands(
        stage("signed", "CAN", "2029-01-01"), stage("ratified", "CAN", "2030-01-01"), stage("ratification withdrawn", "CAN", "2031-01-01")
    )
    assert found == {"CAN": "ratification withdrawn"}


def test_who_left_and_came_back_is_in() -> None:
    left = stage("withdrawn", "CAN", "2030-01-01")
    assert stands(stage("ratified", "CAN", "2029-01-01"), left) == {"CAN": "withdrawn"}
    assert stands(left, stage("ratified", "CAN", "2031-01-01")) == {"CAN": "ratified"}
    assert stands(left, stage("ratified", "CAN", "2031-01-01", exact=False)) == {"CAN": "withdrawn"}, "a later text may tell of the past"


def test_what_nobody_in_particular_did_counts_for_all() -> None:
    assert stands(stage("in force", None, "2030-01-01"), stage("signed", "CAN", "2029-01-01")) == {"CAN": "in force"}
    assert stands(stage("in force", None, "2030-01-01")) == {None: "in force"}


def test_the_same_act_of_the_same_words_counts_once() -> None:
    one = stage("signed", "CAN", "2030-01-01")
    assert ordered([one, one]) == (one,)


def test_a_drawing_needs_two_days() -> None:
    one = stage("signed", "CAN", "2030-01-01")
    assert drawing(standings([one])) is None
    made = drawing(standings([one, stage("ratified", "CAN", "2031-06-01")]))
    assert made is not None
    assert [d.act for d in made.rows[0].dots] == ["signed", "ratified"]
    assert made.rows[0].dots[0].x < made.rows[0].dots[1].x


def words_of(text: str, status: str, parties: tuple[str, ...] = ("CAN", "JPN")) -> tuple[Act, tuple[str, ...], str] | None:
    start = text.index(NAME)
    found = said(text, (start, start + len(NAME)), status, parties, date(2031, 5, 4))
    return None if found is None else (found.act, found.parties, found.date)


def test_the_party_before_the_words_of_the_act_did_it() -> None:
    assert words_of(f"They met. Japan ratified the {NAME} on 3 March 2031. It rained.", "ratified") == ("ratified", ("JPN",), "2031-03-03")
    assert words_of(f"Canada and Japan signed the {NAME}.", "signed") == ("signed", ("CAN", "JPN"), "")


def test_who_ratified_is_not_told_by_being_a_party() -> None:
    assert words_of(f"Following ratification of the {NAME}, trade grew.", "ratified") == ("ratified", (), "")
    assert words_of(f"The two sides agreed to seek ratification of the {NAME}.", "ratification sought") == (
        "ratification sought",
        ("CAN", "JPN"),
        "",
    )
    assert words_of(f"The two sides called on all states to ratify the {NAME}.", "ratification sought") == ("ratification sought", (), "")


def test_a_withdrawn_ratification_is_heard_in_the_words() -> None:
    found = words_of(f"In March Japan withdrew its ratification of the {NAME}.", "withdrawn")
    assert found is not None
    assert found[:2] == ("ratification withdrawn", ("JPN",))
    assert words_of(f"Japan withdrew from the {NAME}.", "withdrawn") == ("withdrawn", ("JPN",), "")


def test_a_mere_mention_is_no_act() -> None:
    assert words_of(f"They recalled the {NAME}.", "mentioned") is None


def test_a_ratification_by_nobody_in_particular_is_not_put_down_to_the_parties() -> None:
    found = standings([stage("signed", None, "2029-01-01"), stage("ratified", None, "2030-01-01")], ("CAN", "JPN"))
    assert {s.party: s.act for s in found} == {"CAN": "signed", "JPN": "signed", None: "ratified"}
