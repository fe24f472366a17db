"""Sentences by offset: nothing lost, nothing cut in the wrong place."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model.segments import segments


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segments(text)]


def test_two_sentences_of_a_line_and_their_offsets() -> None:
    text = "  Aldoria and Brennia met. They agreed to meet again.\n"
    first, second = segments(text)
    assert (first.start, first.end) == (2, 26)
    assert text[second.start : second.end] == "They agreed to meet again."
    assert first.line_start
    assert not second.line_start


@pytest.mark.parametrize(
    "whole",
    [
        "The U.S. Government and Brennia will cooperate.",
        "Mr. Orel and Gen. Tamsin met Dr. Vey in St. Corin.",
        "See Art. 5, para. 2 and No. 12 of the list (cf. Annex B).",
        "Under Art. IV of Doc. S/1995/488 the Parties act.",
        "J. R. B. Marlow spoke for Aldoria.",
        "Growth was 2.5 percent on Sept. 5 and 3.1 percent in May.",
        "Measures, e.g. Training, i.e. Courses, are planned.",
        "The EU-U.S. Privacy Framework and the U.S. – Brennia pact go on.",
        "Brennia ... will act.",
        '"Will they?" he asked.',
        "Aldoria Trading Co. Ltd. of Port Vey signed at 5 p.m. on Monday.",
        "The fund holds $1.2 million",
    ],
)
def test_not_cut(whole: str) -> None:
    assert cut(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["Aldoria joins the U.S.", "The two sides agreed."],
        ["“We will act.”", "Brennia agreed."],
        ['He said "yes."', '"We will," she said.'],
        ["It has force (see above).", "It ends in 2030."],
        ["They met on 5 May 2021.", "This was new."],
        ["Did they agree?", "They did!", "It holds."],
        ["They wrote to No. 5.", "40 states replied."],
        ["It is law.[3]", "It binds."],
        ["Talks began …", "They failed."],
        ["甲乙双方同意。", "会议将在北京举行。"],
    ],
)
def test_cut(parts: list[str]) -> None:
    joint = "" if parts[0][-1] == "。" else " "
    assert cut(joint.join(parts)) == parts


def test_a_missing_blank_behind_a_full_stop() -> None:
    assert cut("It enters into force.The Parties shall meet.") == ["It enters into force.", "The Parties shall meet."]


@pytest.mark.parametrize(
    ("line", "words", "bullet"),
    [
        ("- Launch a fund.", "Launch a fund.", True),
        ("• Launch a fund.", "Launch a fund.", True),
        ("– Launch a fund.", "Launch a fund.", True),
        ("·launch a fund", "launch a fund", True),
        ("* Launch a fund.", "Launch a fund.", True),
        ("3. Decides to meet;", "Decides to meet;", False),
        ("(a) To meet;", "To meet;", False),
        ("iv) to meet", "to meet", False),
        ("2. (b) To meet;", "To meet;", False),
        ("2.1 The Parties shall meet", "The Parties shall meet", False),
        ("Article 5. The Parties shall meet", "The Parties shall meet", False),
        ("ARTICLE IV - The Parties shall meet", "The Parties shall meet", False),
        ("Article 2 1. The Parties shall meet", "The Parties shall meet", False),
        ("## Next steps", "Next steps", False),
    ],
)
def test_markers(line: str, words: str, bullet: bool) -> None:
    (segment,) = segments(line)
    assert line[segment.marker_end : segment.end] == words
    assert segment.bullet is bullet
    assert segment.item


@pytest.mark.parametrize("line", ["J. Marlow spoke.", "Article 5 of the Treaty binds.", "2021 was good", "-5 degrees", "Article 5", "3."])
def test_no_marker(line: str) -> None:
    (segment,) = segments(line)
    assert segment.marker_end == segment.start
    assert not segment.item


def test_an_item_with_two_sentences_has_one_marker() -> None:
    text = "1. Decides to meet. It will meet in Vey.\n2. Decides to act."
    assert [text[s.marker_end : s.end] for s in segments(text)] == ["Decides to meet.", "It will meet in Vey.", "Decides to act."]
    assert [s.line_start for s in segments(text)] == [True, False, True]


def test_a_list_run_together() -> None:
    assert cut("They agree: 1. to meet; and 2. Decide to stay seized.") == ["They agree: 1. to meet; and", "2. Decide to stay seized."]


def test_a_number_on_a_line_of_its_own_belongs_to_the_next_line() -> None:
    assert cut("(i)\nprotective emblems;\n\n2.\n\nThe truce holds.") == ["(i)\nprotective emblems;", "2.\n\nThe truce holds."]


WRAPPED = """The Government of the Republic of Aldoria and the Government of the
Kingdom of Brennia, meeting in Port Vey, agreed to continue their con-
sultations. They decided to ask, before the next round of talks, Mr.
Orel, the adviser of the Minister, to report.

- Aldoria will open its ports to ships of Brennia that carry grain and
  to no others.
- Brennia will pay.
Next round
The next round will be held in Brennia.
"""


def test_wrapped_lines_are_joined_and_items_and_headings_are_not() -> None:
    assert [" ".join(x.split()) for x in cut(WRAPPED)] == [
        "The Government of the Republic of Aldoria and the Government of the Kingdom of Brennia, meeting in Port Vey, "
        "agreed to continue their con- sultations.",
        "They decided to ask, before the next round of talks, Mr. Orel, the adviser of the Minister, to report.",
        "- Aldoria will open its ports to ships of Brennia that carry grain and to no others.",
        "- Brennia will pay.",
        "Next round",
        "The next round will be held in Brennia.",
    ]


def test_short_lines_stay_apart() -> None:
    assert cut("Areas of work:\ntrade\ninvestment\nenergy") == ["Areas of work:", "trade", "investment", "energy"]


def test_a_byte_order_mark_is_no_word() -> None:
    (segment,) = segments("\ufeff- Launch a fund.")
    assert (segment.start, segment.marker_end) == (1, 3)


LAYOUT = st.text(alphabet=st.sampled_from("aB.19 \n\r\t-•(“”\")…?!;:\u2028\x1c\u200f。\ufeffIé'"), max_size=120)


@settings(max_examples=300)
@given(st.one_of(LAYOUT, st.text(max_size=80)))
def test_every_letter_is_in_exactly_one_segment(text: str) -> None:
    behind = 1 if text.startswith("\ufeff") else 0
    for s in segments(text):
        assert behind <= s.start <= s.marker_end < s.end <= len(text)
        assert not text[behind : s.start].strip()
        assert text[s.start : s.end] == text[s.start : s.end].strip()
        assert not text[s.marker_end].isspace()
        behind = s.end
    assert not text[behind:].strip()


@pytest.mark.parametrize("piece", ["a", ".", ". ", "A. ", "(a) ", '."', "- ", " ", "\n", "I.", "word. Next ", "a\n", "1. ", "e.g. X "])
def test_a_long_line_of_anything_is_quick(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    segments(text)
    assert time.process_time() - started < 2
