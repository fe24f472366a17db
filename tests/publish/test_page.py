"""The page: self-contained, safe, linked both ways, and the text on it is the document's."""

from __future__ import annotations

import base64
import hashlib
import io
import re

import pytest
from lxml import html

from servanda.model.reading import Reading
from servanda.publish.blocks import blocks
from servanda.publish.page import reading_html, reading_page, write_html
from servanda.publish.printable import printable

ALL = ["round_one", "round_two", "press", "treaty", "hostile"]


@pytest.fixture(params=ALL)
def reading(request: pytest.FixtureRequest) -> Reading:
    found: Reading = request.getfixturevalue(request.param)
    return found


def words(element: html.HtmlElement) -> str:
    """What the element shows, without our own additions to the text (note numbers, words for screen readers)."""
    if element.get("class") in ("unseen",) or "ref" in (element.get("class") or "").split():
        return element.tail or ""
    return (element.text or "") + "".join(map(words, element)) + (element.tail or "")


def text_of(element: html.HtmlElement) -> str:
    whole = words(element)
    return whole[: len(whole) - len(element.tail or "")]


def test_the_text_on_the_page_is_the_text_of_the_document(reading: Reading) -> None:
    page = html.fromstring(reading_page(reading))
    text = reading.document.text
    shown = [text_of(p) for p in page.xpath("//p[starts-with(@class, 'words')]")]
    assert shown == [printable(text[b.start : b.end]) for b in blocks(text)]


def test_marks_hold_the_words_of_their_commitment_or_claim(reading: Reading) -> None:
    page = html.fromstring(reading_page(reading))
    anchors = [c.action for c in reading.commitments] + [c.quote for c in reading.claims]
    cards = page.xpath("//div[@role='note']")
    assert len(cards) == len(anchors)
    by_number = {card.xpath(".//a[@class='number']")[0].text: card.get("id") for card in cards}
    for number, anchor in enumerate(anchors, 1):
        marks = page.xpath(f"//mark[@data-c='{by_number[str(number)]}']")
        assert "".join(map(text_of, marks)) == printable(anchor.text)


def test_identifiers_are_unique_and_every_link_leads_somewhere_on_the_page(reading: Reading) -> None:
    page = html.fromstring(reading_page(reading))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(page.xpath("//@href")) <= {f"#{name}" for name in ids}


def test_highlight_and_card_lead_to_each_other(round_two: Reading) -> None:
    page = html.fromstring(reading_page(round_two))
    for commitment in round_two.commitments:
        assert page.xpath(f"//a[contains(@class, 'ref')][@href='#{commitment.id}']")
        assert page.get_element_by_id(commitment.id).xpath(f".//a[@href='#{commitment.id}-words']")
        assert page.get_element_by_id(f"{commitment.id}-words").tag == "mark"


def test_nothing_is_loaded_and_only_our_own_script_and_style_may_run(reading: Reading) -> None:
    source = reading_page(reading)
    page = html.fromstring(source)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        assert len(inside) == len(page.xpath(f"//{tag}")) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert not page.xpath("//@src | //@style | //link | //img | //iframe | //object | //form | //base")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert "url(" not in source
    assert "@import" not in source


def test_hostile_text_stays_text(hostile: Reading) -> None:
    source = reading_page(hostile) + reading_html(hostile)
    assert "<img" not in source
    assert "<b>" not in source
    assert "<i>" not in source
    assert not set(source) & {"\x1b", "\x07", "\x9b", "\u202e"}


def test_the_obligation_is_told_by_words_and_not_by_colour_alone(round_two: Reading) -> None:
    page = html.fromstring(reading_page(round_two))
    for commitment in round_two.commitments:
        card = page.get_element_by_id(commitment.id)
        assert commitment.obligation in card.xpath(".//h3")[0].text_content()
        before = page.get_element_by_id(f"{commitment.id}-words").xpath("./span[@class='unseen']")[0].text
        assert before.startswith(f"[{commitment.obligation}")
    refrain = page.get_element_by_id(round_two.commitments[0].id)
    assert "to refrain" in refrain.text_content()


def test_landmarks_headings_and_skip_link(round_two: Reading) -> None:
    page = html.fromstring(reading_page(round_two))
    assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1
    assert page.xpath("//body/a[@class='skip']/@href")[0][1:] in page.xpath("//section/@id")
    assert page.xpath("//html/@lang") == ["en"]


def test_lists_link_to_the_words_and_cards_to_the_instruments(round_two: Reading) -> None:
    page = html.fromstring(reading_page(round_two))
    ratify = page.get_element_by_id(round_two.commitments[5].id)
    link = ratify.xpath(".//dd/a/@href")[0]
    item = page.get_element_by_id(link[1:])
    assert "ratification sought" in item.text_content()
    named = page.get_element_by_id(item.xpath(".//a[@class='back']/@href")[0][1:])
    assert text_of(named).startswith("Agreement between the Republic of Valdoria")


def test_several_readings_share_one_page_and_the_same_one_twice_is_no_clash(round_two: Reading, press: Reading) -> None:
    out = io.StringIO()
    write_html([round_two, press, round_two], out)
    page = html.fromstring(out.getvalue())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(page.xpath("//nav//li/a")) == len(page.xpath("//main/article")) == 3
    assert {href[1:] for href in page.xpath("//@href")} <= set(ids)


def test_a_reading_without_commitments_and_no_reading_at_all_make_pages_too(round_two: Reading) -> None:
    page = html.fromstring(reading_page(Reading(round_two.document)))
    assert "No commitments." in page.text_content()
    assert not page.xpath("//mark | //aside")
    out = io.StringIO()
    write_html([], out)
    assert "<main" in out.getvalue()


def test_the_same_reading_gives_the_same_page(round_two: Reading) -> None:
    assert reading_page(round_two) == reading_page(round_two)


def test_the_fragment_has_a_row_per_commitment_and_no_script(round_two: Reading, press: Reading) -> None:
    fragment = html.fromstring(reading_html(round_two))
    assert [row.text for row in fragment.xpath("//td[@class='servanda-words']")] == [c.action.text for c in round_two.commitments]
    assert not fragment.xpath("//script")
    assert len(html.fromstring(reading_html(press)).xpath("//tbody/tr")) == 9
