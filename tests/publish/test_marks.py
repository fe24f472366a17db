"""Marks that nest or cross come out properly nested, and no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.model.span import Span
from servanda.publish.blocks import Block
from servanda.publish.marks import Mark, pieces

TEXT = "neither side shall place mines, or permit others to, in the Strait of Lorne"
ROLES = st.sampled_from(["anchor", "named", "subject", "operator", "attributed", "limit", "basis", "deadline"])
MARKS = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30), ROLES).map(lambda t: Mark(t[0], min(t[0] + t[1], len(TEXT)), t[2])),
    max_size=8,
).map(lambda found: [Mark(m.start, m.end, m.role, str(n)) for n, m in enumerate(found)])


@given(MARKS, st.integers(0, 40), st.integers(1, 40))
def test_pieces_nest_and_every_mark_covers_its_words(marks: list[Mark], start: int, length: int) -> None:
    block = Block(start, min(start + length, len(TEXT)))
    stack: list[Mark] = []
    covered: dict[Mark, str] = {}
    whole: dict[Mark, list[bool]] = {}
    text = ""
    for piece in pieces(TEXT, block, marks):
        if piece.kind == "text":
            text += piece.text
            for mark in stack:
                covered[mark] = covered.get(mark, "") + piece.text
        elif piece.kind == "open":
            assert piece.mark is not None
            stack.append(piece.mark)
            if piece.whole:
                whole.setdefault(piece.mark, []).append(True)
        else:
            assert stack.pop() == piece.mark
            if piece.whole:
                whole.setdefault(piece.mark, []).append(False)
    assert stack == []
    assert text == TEXT[block.start : block.end]
    for mark in marks:
        inside = TEXT[max(mark.start, block.start) : max(min(mark.end, block.end), block.start)]
        assert covered.get(mark, "") == (inside if mark.start < block.end else "")
        if block.start <= mark.start and mark.end <= block.end:
            assert whole[mark] == [True, False]  # opens once and closes once, however often it is cut between


def test_actions_enclose_the_finer_marks() -> None:
    block = Block(0, len(TEXT))
    subject, action = Mark(0, 12, "subject"), Mark(0, 40, "anchor", "c")
    opened = [p.mark for p in pieces(TEXT, block, [subject, action]) if p.kind == "open"]
    assert opened == [action, subject]


def test_white_space_at_the_ends_of_a_span_is_not_marked() -> None:
    mark = Mark.at(Span.of(" a\n", 0, 3), "basis")
    assert mark is not None
    assert (mark.start, mark.end) == (1, 2)
    assert Mark.at(Span.of("\n", 0, 1), "basis") is None
