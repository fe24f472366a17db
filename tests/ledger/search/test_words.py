"""Words, the syntax of the search box, and marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda_ledger.search.snippets import marked, passages
from servanda_ledger.search.syntax import Sought, Term, parse
from servanda_ledger.search.vectors import analysed, line, vector
from servanda_ledger.search.words import stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Parties' cooperation", ["the", "parti", "cooper"]),
        ("Marenia's ratified treaties", ["marenia", "ratifi", "treati"]),
        ("high-level Communiqué", ["high", "level", "communiqu"]),
        ("Communique\u0301", ["communiqu"]),
        ("両国は2031年", ["両", "国", "は", "2031", "年"]),
        ("__ *** -- ", []),
    ],
)
def test_words_are_found_by_their_stems(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


@given(st.text())
def test_words_stand_in_the_text_in_order(text: str) -> None:
    found = list(words(text))
    assert [w.stem for w in found] == stems(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(w.stem.isalnum() and w.stem == w.stem.casefold() for w in found)


def test_the_syntax_of_the_search_box() -> None:
    assert parse("stolen assets") == Sought(((Term(("stolen",)),), (Term(("asset",)),)))
    assert parse('"stolen assets"') == Sought(((Term(("stolen", "asset")),),))
    assert parse("treaty OR agreement -press") == Sought(((Term(("treati",)), Term(("agreement",))),), (Term(("press",)),))
    assert parse("ratif*").groups == ((Term(("ratif",), prefix=True),),)
    assert parse("high-level").groups == ((Term(("high", "level")),),)
    assert parse("-soft").excluded == (Term(("soft",)),)
    assert parse("recovery of the assets").groups == parse("recovery assets").groups
    assert parse("of the").groups == ((Term(("of",)),), (Term(("the",)),))


@pytest.mark.parametrize(
    "text", ['"', '"open phrase', "OR", "OR OR a", "a OR", "-", "--", "* a", 'NEAR(a b) AND "', "a:b ^c {d}", "'; DROP", "\\", "&|!<->"]
)
def test_what_makes_no_sense_counts_as_words(text: str) -> None:
    assert all(stem.isalnum() for group in parse(text).groups for term in group for stem in term.stems)


def test_prefixes_meet_shorter_stems() -> None:
    marks = [part.text for part in marked("Ratification was sought by treaty; it was ratified", parse("ratifica* treat*")) if part.found]
    assert marks == ["Ratification", "treaty"]


@given(st.text(max_size=300), st.text(max_size=40))
def test_parts_give_the_text_again(text: str, query: str) -> None:
    assert "".join(part.text for part in marked(text, parse(query))) == text


@given(st.text(alphabet="ab cé", max_size=60), st.sampled_from(["a", "ab", "é", "c"]))
def test_whatever_is_found_is_marked(text: str, word: str) -> None:
    marks = [part.text for part in marked(text, parse(word)) if part.found]
    assert len(marks) == stems(text).count(stems(word)[0])


def test_long_texts_are_shown_around_what_was_found() -> None:
    text = "Nothing here. " * 50 + "The assets were returned. " + "Nothing there. " * 50
    shown = "".join(part.text for part in marked(text, parse("assets"), 100))
    assert "assets" in shown
    assert len(shown) < 110
    assert [part.text for part in passages(text, parse('"assets were" thing')) if part.found] == ["assets were"]
    assert passages(text, parse("elsewhere")) == ()


def test_phrases_do_not_reach_across_texts() -> None:
    texts = analysed(["The sides met.", "Assets", "The sides met. ", "sides"])
    assert line(texts) == "the side met ¶ asset"
    assert vector([(texts, "A")]) == "'the':1A 'side':2A 'met':3A 'asset':12A"


def test_vast_texts_still_fit_a_vector() -> None:
    many = [f"word{number}" for number in range(200_000)]
    made = vector([([many], "D"), ([["title"] * 300], "A")])
    assert len(made) < 1_048_575
    assert "'_long'" in made
