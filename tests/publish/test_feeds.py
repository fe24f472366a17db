"""Feeds: Atom by the grammar of RFC 4287 and by a reader that forgives nothing, JSON Feed by its schema; texts come back as they were."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import feedparser
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from servanda.publish.feeds import Feed, FeedItem, atom_feed, json_feed, tag_uri

SCHEMAS = Path(__file__).parent / "schemas"
GRAMMAR = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
JSON_FEED = jsonschema.Draft202012Validator(json.loads((SCHEMAS / "jsonfeed-1.1.json").read_text("utf-8")))
ATOM = {"a": "http://www.w3.org/2005/Atom"}

WHEN = datetime(2032, 6, 10, 9, 0, 0, 5, tzinfo=timezone(timedelta(hours=-4)))
ITEM = FeedItem(
    id=tag_uri("ledger.example", date(2030, 1, 1), "brief/2032-06-10"),
    title="Brief of 10 June 2032: Valdoria & Marenia <sign>",
    url="https://ledger.example/brief/2032-06-10?a=1&b=2",
    published=WHEN,
    updated=WHEN + timedelta(hours=1),
    summary="Two commitments are due.",
    html="<p>Two <b>commitments</b> are due &amp; one is new.</p>",
    tags=("VAL", "MRN"),
)
FEED = Feed(
    id=tag_uri("ledger.example", date(2030, 1, 1), "brief"),
    title="Daily brief",
    url="https://ledger.example/brief/",
    self_url="https://ledger.example/feeds/brief.atom",
    updated=WHEN + timedelta(hours=1),
    author="Ledger of Port Amity",
    subtitle="What was promised",
    items=(ITEM,),
)


def valid(feed: Feed) -> tuple[etree._Element, dict]:
    """The feed in both formats, read back after the validators have passed it."""
    written = atom_feed(feed)
    root = etree.fromstring(written)
    assert GRAMMAR.validate(root), GRAMMAR.error_log
    assert not feedparser.parse(written).bozo
    read = json.loads(json_feed(feed))
    JSON_FEED.validate(read)
    return root, read


def test_atom_says_what_the_feed_and_its_items_are() -> None:
    valid(FEED)
    read = feedparser.parse(atom_feed(FEED))
    assert (read.version, read.feed.id, read.feed.title, read.feed.author) == ("atom10", FEED.id, FEED.title, FEED.author)
    assert {(link.rel, link.href) for link in read.feed.links} == {("self", FEED.self_url), ("alternate", FEED.url)}
    [entry] = read.entries
    assert (entry.id, entry.link, entry.summary) == (ITEM.id, ITEM.url, ITEM.summary)
    assert (entry.published, entry.updated) == ("2032-06-10T13:00:00Z", "2032-06-10T14:00:00Z")
    assert [tag.term for tag in entry.tags] == ["VAL", "MRN"]
    assert entry.content[0].type == "text/html"


def test_html_is_escaped_and_titles_are_plain_text() -> None:
    root, read = valid(FEED)
    content = root.find("a:entry/a:content", ATOM)
    assert (content.get("type"), content.text, len(content)) == ("html", ITEM.html, 0)
    assert root.findtext("a:entry/a:title", namespaces=ATOM) == ITEM.title
    assert root.find("a:entry/a:title", ATOM).get("type", "text") == "text"
    assert read["items"][0]["content_html"] == ITEM.html


def test_json_feed_holds_the_same() -> None:
    _, read = valid(FEED)
    assert (read["title"], read["home_page_url"], read["authors"]) == (FEED.title, FEED.url, [{"name": FEED.author}])
    [item] = read["items"]
    assert (item["id"], item["url"], item["tags"], item["summary"]) == (ITEM.id, ITEM.url, ["VAL", "MRN"], ITEM.summary)
    assert (item["date_published"], item["date_modified"]) == ("2032-06-10T13:00:00Z", "2032-06-10T14:00:00Z")


def test_an_item_without_html_is_text_and_a_feed_may_be_empty() -> None:
    root, read = valid(replace(FEED, items=(replace(ITEM, html=None),)))
    assert root.find("a:entry/a:content", ATOM) is None
    assert read["items"][0]["content_text"] == ITEM.summary
    root, read = valid(replace(FEED, items=(), subtitle=""))
    assert (root.findall("a:entry", ATOM), read["items"]) == ([], [])


anything = st.text(st.characters(), max_size=60)


@given(anything, anything, anything)
def test_any_text_makes_a_valid_feed(title: str, summary: str, html: str) -> None:
    item = replace(ITEM, title=title, summary=summary, html=html, tags=(title,))
    root, read = valid(replace(FEED, title=summary, items=(item,)))
    json_feed(replace(FEED, items=(item,))).encode("utf-8")
    if html.isascii() and html.isprintable():
        assert root.findtext("a:entry/a:content", namespaces=ATOM) == read["items"][0]["content_html"] == html


def test_what_xml_cannot_hold_becomes_a_mark() -> None:
    root, read = valid(replace(FEED, items=(replace(ITEM, title="bell\x07 end", html="<p>\x00\ud800\ufffe</p>"),)))
    assert root.findtext("a:entry/a:content", namespaces=ATOM) == read["items"][0]["content_html"] == "<p>\ufffd\ufffd\ufffd</p>"
    assert root.findtext("a:entry/a:title", namespaces=ATOM) == "bell⟨U+0007⟩ end"


def test_the_same_feed_is_the_same_bytes() -> None:
    assert atom_feed(FEED) == atom_feed(replace(FEED))
    assert json_feed(FEED) == json_feed(replace(FEED))


def test_tag_uris_are_escaped() -> None:
    assert tag_uri("ledger.example", date(2030, 1, 1), "c/é 1#2") == "tag:ledger.example,2030-01-01:c/%C3%A9%201%232"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"id": "brief 1"}, "is not a URI"),
        ({"id": ""}, "is not a URI"),
        ({"url": "/brief/"}, "not a whole web address"),
        ({"updated": datetime(2032, 6, 10)}, "no time zone"),
    ],
)
def test_items_and_feeds_that_are_wrong_are_refused(wrong: dict, message: str) -> None:
    for whole in (ITEM, FEED):
        with pytest.raises(ValueError, match=message):
            replace(whole, **wrong)


def test_two_items_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two items"):
        replace(FEED, items=(ITEM, replace(ITEM, title="again")))


def test_the_grammar_refuses_what_the_rfc_refuses() -> None:
    for path in ("a:id", "a:title", "a:updated", "a:entry/a:id", "a:entry/a:updated"):
        root = etree.fromstring(atom_feed(FEED))
        found = root.find(path, ATOM)
        found.getparent().remove(found)
        assert not GRAMMAR.validate(root), path
    root = etree.fromstring(atom_feed(FEED))
    root.find("a:updated", ATOM).text = datetime(2032, 6, 10, tzinfo=UTC).date().isoformat()
    assert not GRAMMAR.validate(root)
