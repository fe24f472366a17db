"""A text in blocks: all of it, in order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from servanda.model.reading import Reading
from servanda.publish.blocks import blocks


def cut(text: str) -> list[str]:
    return [text[b.start : b.end] for b in blocks(text)]


def test_paragraphs_lines_and_wrapped_lines() -> None:
    assert cut("One.\n\nTwo.\nThree.\n \n  Four. ") == ["One.", "Two.", "Three.", "Four."]
    wrapped = "The two sides agreed that neither government would\ncarry out intrusions into the networks of hospitals,\nports or schools."
    assert cut(wrapped) == [wrapped]


def test_wrapped_list_items_stay_apart() -> None:
    text = "The two sides will, to protect the fish:\n- conduct joint patrols of the Strait;\n- share images of suspected vessels."
    assert len(cut(text)) == 3
    assert [b.item for b in blocks(text)] == [False, True, True]


def test_the_title_is_a_heading(round_two: Reading) -> None:
    found = list(blocks(round_two.document.text, round_two.document.heading))
    assert [b.heading for b in found[:3]] == [True, False, False]


@given(st.text(st.sampled_from("ab -\n\r\t\x0c\u2028\xa0."), max_size=200))
def test_nothing_but_white_space_is_left_out_and_nothing_comes_twice(text: str) -> None:
    found = list(blocks(text))
    assert "".join("".join(text[b.start : b.end].split()) for b in found) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))
