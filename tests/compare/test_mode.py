"""The mode of two texts, and what is said when it had to be guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.compare import compare, prepare
from servanda.compare.mode import mode_notes, mode_of
from servanda.model.document import Document, Series
from tests.compare.making import document, meaning, official


def text(name: str, date: str | None, number: int | None = None, kind: str = "communique") -> Document:
    made = replace(document(f"Text of {name}.", name, date=date), kind=kind)  # type: ignore[arg-type]
    return replace(made, series=Series("the Dialogue", number)) if number else made


@pytest.mark.parametrize(
    ("left", "right", "mode", "noted"),
    [
        (text("a", "2031-05-14", 1), text("b", "2031-05-14", 2), "rounds", None),
        (text("a", "2031-05-14"), text("b", "2031-05-17"), "accounts", None),
        (text("a", "2031-05-14"), text("b", "2031-05-18"), "rounds", None),
        (text("a", "2031"), text("b", "2032-06"), "rounds", None),
        (text("a", None, 2), text("b", None, 2), "accounts", None),
        (text("a", "2031-05"), text("b", "2031-05"), "accounts", "both are dated 2031-05"),
        (text("a", "2031"), text("b", "2031-05-14"), "rounds", "not exact enough"),
        (text("a", None), text("b", "2031-05-14"), "rounds", "no date in a"),
        (text("a", None), text("b", None), "rounds", "no date in a and in b"),
        (text("a", None, kind="readout"), text("b", None, kind="readout"), "accounts", "one side's own text"),
        (text("a", None, kind="joint_statement"), text("b", None, kind="press_release"), "accounts", "one side's own text"),
        (text("a", None), text("a", None), "accounts", "the texts are the same"),
    ],
)
def test_the_mode_and_why(left: Document, right: Document, mode: str, noted: str | None) -> None:
    assert mode_of(left, right) == mode
    notes = mode_notes(left, right, mode)  # type: ignore[arg-type]
    assert len(notes) == (noted is not None)
    assert noted is None or noted in notes[0]


def test_what_was_asked_for_is_no_guess() -> None:
    assert mode_notes(text("a", None), text("b", None), "rounds", "rounds") == ()


@pytest.mark.parametrize(
    ("left", "right", "by"),
    [
        (text("late", "2032-06-09"), text("early", "2031-05-14"), "date"),
        (text("late", None, 3), text("early", "2031-05-14", 2), "number"),
    ],
)
def test_rounds_in_the_wrong_order_are_told(left: Document, right: Document, by: str) -> None:
    assert f"early is the earlier text by its {by}, but stands after late" in mode_notes(left, right, "rounds")[0]
    assert mode_notes(right, left, "rounds") == ()


def test_a_comparison_carries_the_note() -> None:
    left, right = (prepare(official(f"lower tariffs on {name}", name=name, date=None), meaning) for name in ("grain", "iron"))
    assert "Taken for two rounds" in compare(left, right).notes[0]
