"""Nothing in a foreign text steers a terminal or turns the words around it."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from servanda.publish.printable import one_line, printable


def test_escape_sequences_are_shown_by_number() -> None:
    assert printable("\x1b[31mred\x07\x9b1m") == "⟨U+001B⟩[31mred⟨U+0007⟩⟨U+009B⟩1m"


def test_reversing_marks_are_shown_and_mere_hints_left_out() -> None:
    assert printable("a\u202eb\u2066c") == "a⟨U+202E⟩b⟨U+2066⟩c"
    assert printable("a\u200eb\ufeffc\u061cd") == "abcd"


def test_ordinary_words_of_any_script_stay() -> None:
    assert printable("Ηλίας Τόρεν, 汪永清\té\n") == "Ηλίας Τόρεν, 汪永清\té\n"


@given(st.text(st.characters()))
def test_one_line_is_one_line_of_encodable_text_without_controls(text: str) -> None:
    shown = one_line(text)
    shown.encode()
    assert not any(
        unicodedata.category(c) in ("Cc", "Cs") or unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "PDF") for c in shown
    )
    assert len(shown.splitlines()) <= 1


@given(st.text(st.characters()))
def test_printing_twice_changes_nothing_more(text: str) -> None:
    assert printable(printable(text)) == printable(text)
