"""The page of a comparison: both texts whole and verbatim, every pair marked on both sides, every difference told in words."""

from __future__ import annotations

import pytest
from lxml import html

from servanda.compare import compare, prepare
from servanda.model.comparison import Comparison
from servanda.model.reading import Reading
from servanda.publish.blocks import blocks
from servanda.publish.comparison_page import comparison_page
from servanda.publish.comparison_words import counted
from servanda.publish.printable import one_line, printable
from tests.compare.making import meaning, official, report

from .pages import sound


def held(left: Reading, right: Reading) -> Comparison:
    return compare(prepare(left, meaning), prepare(right, meaning))


@pytest.fixture(params=["rounds", "coverage", "hostile", "empty"])
def comparison(request: pytest.FixtureRequest, round_one: Reading, round_two: Reading, press: Reading, hostile: Reading) -> Comparison:
    pairs = {
        "rounds": (round_one, round_two),
        "coverage": (press, round_two),
        "hostile": (hostile, round_one),
        "empty": (official(name="a.txt"), official(name="b.txt")),
    }
    return held(*pairs[request.param])


def shown(element: html.HtmlElement) -> str:
    """The words of a text without the numbers of its pairs."""
    own = element.text or ""
    return own + "".join(("" if "ref" in child.get("class", "").split() else shown(child)) + (child.tail or "") for child in element)


def test_the_page_is_sound_and_safe(comparison: Comparison) -> None:
    source = comparison_page(comparison)
    sound(source)
    assert not set(source) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert source == comparison_page(comparison)


def test_both_texts_are_whole(comparison: Comparison) -> None:
    page = sound(comparison_page(comparison))
    for side, reading in (("left", comparison.left), ("right", comparison.right)):
        text = reading.document.text
        found = [shown(p) for p in page.xpath(f"//article[@id='text-{side}']/p")]
        assert found == [printable(text[b.start : b.end]) for b in blocks(text, reading.document.heading)]


def test_every_pair_is_marked_on_both_sides_and_told_in_full(comparison: Comparison) -> None:
    page = sound(comparison_page(comparison))
    for number, pair in enumerate(comparison.pairs, 1):
        card = page.get_element_by_id(f"pair-{number}")
        quotes = [one_line(q.text_content()) for q in card.xpath(".//blockquote")]
        assert quotes == [one_line(pair.left.span.text), one_line(pair.right.span.text)]
        rows = [[c.text_content() for c in row] for row in card.xpath(".//tbody/tr")]
        sides = [(f.left, f.right) for f in pair.facets]
        assert [row[0] for row in rows] == [f.facet for f in pair.facets]
        assert [row[1:] for row in rows] == [[one_line(s.text) if s else "nothing" for s in both] for both in sides]
        for side in ("left", "right"):
            assert page.xpath(f"//article[@id='text-{side}']//mark[contains(concat(' ', @data-c, ' '), ' pair-{number} ')]")


def test_counts_are_good_english() -> None:
    official_text = official("train 40 investigators by 2033", "lower tariffs on grain by 2034")
    wrong = report("They will train 50 investigators by 2033", "They will lower tariffs on grain by 2035")
    assert "2 differ from the text" in counted(held(wrong, official_text))
    assert counted(held(official("lower tariffs", name="a.txt"), official("rescue sailors", name="b.txt"))).startswith("No pairs: ")
