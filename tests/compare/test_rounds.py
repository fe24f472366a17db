"""A commitment's course through the rounds: carried, split, merged, dropped and taken up again, and nothing lost on the way."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.compare import Prepared, follow
from servanda.model.comparison import Comparison, Mode, Pair, Passage
from servanda.model.matrix import Matrix, lines
from servanda.model.matrix_wire import matrix_json
from servanda.model.reading import Reading
from servanda.publish.matrix_words import remarks
from tests.compare.making import meaning, official

_ACTIONS = (
    "train 40 investigators by 2033",
    "train 60 investigators by 2033",
    "lower tariffs on grain",
    "rescue shipwrecked sailors",
    "open a joint hotline for ports",
    "open a joint hotline for ports and airports",
    "finance the harbour of Velmora",
)


def states(found: Matrix) -> list[list[str]]:
    return [[cell.state for cell in line.cells] for line in lines(found)]


def rounds(*texts: tuple[str, ...], **header: object) -> list[Reading]:
    return [official(*text, name=f"{n}.txt", **header) for n, text in enumerate(texts, 1)]


def test_every_course_is_told() -> None:
    found = follow(
        rounds(
            ("train 40 investigators by 2033", "lower tariffs on grain"),
            ("train 60 investigators by 2033",),
            ("train 60 investigators by 2033", "rescue shipwrecked sailors"),
        ),
        meaning,
    )
    assert states(found) == [["first", "differs", "same"], ["first", "dropped", "absent"], ["absent", "absent", "new"]]


def test_what_was_dropped_and_returns_is_held_against_the_last_round_that_had_it() -> None:
    found = follow(
        rounds(
            ("train 40 investigators by 2033",), ("lower tariffs on grain",), ("train 60 investigators by 2033", "lower tariffs on grain")
        ),
        meaning,
    )
    assert states(found) == [["first", "dropped", "differs"], ["absent", "new", "same"]]
    cell = lines(found)[0].cells[2]
    assert cell.again
    assert cell.step.since == 0
    assert cell.step.pair is not None
    assert cell.step.pair.left == found.rows[0][0].passage


def test_a_split_and_a_merged_commitment_are_never_called_new_or_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    def all_with_all(left: Prepared, right: Prepared, mode: Mode) -> Comparison:
        pairs = [Pair(Passage(a.id, a.span), Passage(b.id, b.span), "same", (), ("match:0.90",)) for a in left.units for b in right.units]
        return Comparison(left.reading, right.reading, mode, tuple(pairs))

    monkeypatch.setattr("servanda.compare.rounds.compare_texts", all_with_all)
    one, two = ("open a hotline for ports and airports",), ("open a hotline for ports", "open a hotline for airports")
    split = follow(rounds(one, two), meaning)
    assert states(split) == [["first", "same"], ["absent", "same"]]
    assert [line.cells[1].part_of for line in lines(split)] == [None, 0]
    merged = follow(rounds(two, one, one), meaning)
    assert states(merged) == [["first", "same", "same"], ["first", "same", "same"]]
    assert [line.cells[1].shared for line in lines(merged)] == [(1,), (0,)]


def test_what_a_reader_must_know_is_noted() -> None:
    text = ("lower tariffs on grain",)
    made = [
        official(*text, name="b.txt", date="2033-01-01"),
        official(*text, name="b.txt", date="2033-01-01"),
        official(name="empty.txt", date="2034-01-01"),
        official("rescue shipwrecked sailors", name="a.txt", date="2031-01-01"),
    ]
    notes = follow(made, meaning).notes
    assert any("a.txt is the earlier text by its date" in note for note in notes)
    assert any("empty.txt holds no commitments" in note for note in notes)
    assert any("are the same, word for word" in note for note in notes)
    assert any("nothing in common" in note for note in follow(rounds(text, ("rescue shipwrecked sailors",)), meaning).notes)


def test_one_round_and_none_make_a_matrix_too() -> None:
    assert states(follow(rounds(("lower tariffs on grain",)), meaning)) == [["first"]]
    assert states(follow([], meaning)) == []


texts = st.lists(st.lists(st.sampled_from(_ACTIONS), max_size=4, unique=True).map(tuple), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_every_commitment_of_every_round_stands_in_the_matrix_and_states_follow_each_other(chosen: list[tuple[str, ...]]) -> None:
    made = rounds(*chosen)
    found = follow(made, meaning)
    for column, reading in enumerate(made):
        standing = {row[column].passage.id for row in found.rows if row[column].passage}
        assert standing == {c.id for c in reading.commitments}
    for row in states(found):
        begun = next(n for n, state in enumerate(row) if state != "absent")
        assert set(row[:begun]) <= {"absent"}
        assert (row[begun] == "first") == (begun == 0)
        for before, after in itertools.pairwise(row):
            assert (after == "dropped") <= (before not in ("dropped", "absent"))
            assert after != "first"
    for number, line in enumerate(lines(found)):
        for cell in line.cells:
            pair = cell.step.pair
            if pair is not None and cell.step.since is not None:
                assert pair.right == cell.step.passage
                origin = found.rows[number if cell.part_of is None else cell.part_of][cell.step.since].passage
                assert pair.left == origin


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_the_json_is_verbatim_and_complete(chosen: list[tuple[str, ...]]) -> None:
    made = rounds(*chosen)
    data = matrix_json(follow(made, meaning))
    assert data["schema"] == "servanda.matrix/1"
    for row in data["rows"]:
        assert [cell["round"] for cell in row["cells"]] == list(range(1, len(made) + 1))
        for cell in row["cells"]:
            if "span" in cell:
                span = cell["span"]
                assert made[cell["round"] - 1].document.text[span["start"] : span["end"]] == span["text"]
            assert ("from" in cell) == (cell["state"] in ("same", "more", "less", "differs"))
            assert ("span" in cell) == (cell["state"] not in ("dropped", "absent"))


def test_a_loose_match_is_told_and_never_bridges_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    def loosely(left: Prepared, right: Prepared, mode: Mode) -> Comparison:
        pairs = [Pair(Passage(a.id, a.span), Passage(b.id, b.span), "same", (), ("match:0.20",)) for a in left.units for b in right.units]
        return Comparison(left.reading, right.reading, mode, tuple(pairs))

    monkeypatch.setattr("servanda.compare.rounds.compare_texts", loosely)
    one, none = ("lower tariffs on grain",), ()
    found = follow(rounds(one, one), meaning)
    assert remarks(lines(found)[0].cells[1]) == ["loose match"]
    assert states(follow(rounds(one, none, one), meaning)) == [["first", "dropped", "absent"], ["absent", "absent", "new"]]
