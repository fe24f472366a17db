"""The table for people at a terminal."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from servanda.model.reading import Reading
from servanda.publish.table import print_table, write_table
from servanda.publish.terminal import terminal


def shown(reading: Reading, width: int = 100, **console: bool) -> str:
    out = io.StringIO()
    print_table([reading], Console(file=out, width=width, highlight=False, **console))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("width", [24, 40, 63, 64, 80, 100, 160])
@pytest.mark.parametrize("name", ["round_two", "press", "treaty", "hostile"])
def test_no_line_is_wider_than_the_terminal_or_than_100_columns(name: str, width: int, request: pytest.FixtureRequest) -> None:
    reading: Reading = request.getfixturevalue(name)
    assert max(map(len, shown(reading, width).splitlines())) <= min(width, 100)


def test_at_100_columns_the_table_fills_them_exactly(round_two: Reading) -> None:
    assert max(map(len, shown(round_two).splitlines())) == 100


@pytest.mark.parametrize("width", [40, 100])
def test_every_word_of_every_action_is_there(round_two: Reading, width: int) -> None:
    page = shown(round_two, width)
    for commitment in round_two.commitments:
        assert all(word in page for word in commitment.action.text.split())
    assert "…" not in page


def test_a_promise_not_to_do_says_so_in_words(round_two: Reading) -> None:
    row = next(line for line in shown(round_two).splitlines() if "neither government" in line)
    after = shown(round_two).splitlines()[shown(round_two).splitlines().index(row) + 1]
    assert "firm" in row
    assert "to refrain" in after


def test_the_header_says_what_when_where_who_and_which_round(round_two: Reading) -> None:
    head = " ".join(" ".join(shown(round_two).splitlines()[:4]).split())
    assert "Communiqué · 9 June 2032 · Velmora, Marenia · MRN, VAL · 2nd round of the Valdoria-Marenia Dialogue" in head
    assert "communique-2032.txt" in head


def test_deadlines_statuses_and_offices_are_there(round_two: Reading) -> None:
    page = shown(round_two)
    for words in (
        "2032-09-07",
        "ratification sought",
        "under discussion",
        "Director of the Valdorian Coast Guard",
        "round 3 · 2034 · Port Amity",
    ):
        assert words in page


def test_claims_have_their_subject_source_and_date(press: Reading) -> None:
    page = shown(press)
    assert re.search(r"event +Valdoria and Marenia signed an agreement on +the Northern Wire +2032-06-10", page)
    assert "Ilias Toren (Ηλίας Τόρεν)" in page


def test_no_colour_where_there_is_no_terminal(round_two: Reading) -> None:
    out = io.StringIO()
    write_table([round_two, round_two], out)
    assert "\x1b" not in out.getvalue()
    assert not any(line.endswith(" ") for line in out.getvalue().splitlines())


def test_colour_where_there_is_one_and_words_beside_it(round_two: Reading) -> None:
    page = shown(round_two, force_terminal=True)
    assert "\x1b[" in page
    assert "soft" in page


def test_hostile_text_does_not_reach_the_terminal_raw(hostile: Reading) -> None:
    page = shown(hostile)
    assert not set(page) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert "⟨U+202E⟩" in page
    assert "[a](javascript:b)" in page  # square brackets are no markup of ours either


def test_columns_may_be_given_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert terminal(io.StringIO()).width == 100
    monkeypatch.setenv("COLUMNS", "72")
    assert terminal(io.StringIO()).width == 72
    monkeypatch.setenv("COLUMNS", "many")
    assert terminal(io.StringIO()).width == 100


def test_nothing_found_is_said(round_two: Reading) -> None:
    assert "No commitments." in shown(Reading(round_two.document))
