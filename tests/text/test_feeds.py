"""Feeds of every kind, whole and broken: the same items, with the same ids, as far as they can be read; attacks refused."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.text import UnreadableError
from servanda.text.feed_items import MAX_FEED, MAX_ITEMS, FeedPage, web_address
from servanda.text.feeds import feeds_of, parse_feed

URL = "https://ministry.example/news/feed"
NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


def rss(items: str, head: str = "", title: str = "Ministry of Aldoria") -> bytes:
    return f'{head}<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def item(number: int, guid: str = "", words: str = "Aldoria and Brennia agree") -> str:
    return f"<item><title>{words} {number}</title><link>/news/{number}</link>{guid}<description>Words.</description></item>"


def why(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        parse_feed(data, URL)
    assert caught.value.name == URL
    assert "\n" not in caught.value.reason
    return caught.value.reason


RSS_20 = rss(
    "<item><title>Talks end in Port Vey &amp; Karst</title><link>/news/1</link><guid isPermaLink='false'>n-1</guid>"
    "<pubDate>Sun, 04 May 2031 14:00:00 +0200</pubDate><description><![CDATA[<p>Both <b>sides</b> agreed.</p>]]></description></item>"
)
RSS_091 = (
    b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://nowhere.example/rss-0.91.dtd">'
    b'<rss version="0.91"><channel><title>Ministry of Aldoria</title><item><title>Talks end in Port Vey &amp; Karst</title>'
    b"<link>https://ministry.example/news/1</link><description>Both sides agreed.</description></item></channel></rss>"
)
RSS_10 = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Ministry of Aldoria</title></channel>'
    b"<item rdf:about='https://ministry.example/news/1'><title>Talks end in Port Vey &amp; Karst</title>"
    b"<link>https://ministry.example/news/1</link><description>Both sides agreed.</description>"
    b"<dc:date>2031-05-04T12:00:00Z</dc:date></item></rdf:RDF>"
)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ministry.example/news/"><title>Ministry of Aldoria</title>'
    b'<entry><id>n-1</id><link rel="self" href="raw"/><link href="1"/>'
    b'<title type="html">Talks end in &lt;i&gt;Port Vey&lt;/i&gt; &amp;amp; Karst</title>'
    b"<published>2031-05-04T12:00:00Z</published><updated>2031-05-05T12:00:00Z</updated>"
    b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Both <b>sides</b> agreed.</p></div></content></entry></feed>'
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Ministry of Aldoria",
        "items": [
            {
                "id": "n-1",
                "url": "/news/1",
                "title": "Talks end in Port Vey & Karst",
                "content_html": "<p>Both <b>sides</b> agreed.</p>",
                "date_published": "2031-05-04T14:00:00+02:00",
            }
        ],
    }
).encode()


@pytest.mark.parametrize("data", [RSS_20, RSS_091, RSS_10, ATOM, JSON], ids=["rss2", "rss091", "rss1", "atom", "json"])
def test_every_kind_of_feed_says_the_same(data: bytes) -> None:
    page = parse_feed(data, URL)
    (only,) = page.items
    assert (page.title, page.problems) == ("Ministry of Aldoria", ())
    assert (only.title, only.summary) == ("Talks end in Port Vey & Karst", "Both sides agreed.")
    assert only.url == "https://ministry.example/news/1"
    assert only.id == ("https://ministry.example/news/1" if data in (RSS_091, RSS_10) else "n-1")
    assert data is RSS_091 or NOON in (only.published, only.updated)


def test_the_day_of_change_is_not_made_up_from_the_day_of_publication() -> None:
    assert parse_feed(RSS_20, URL).items[0].updated is None
    assert parse_feed(ATOM, URL).items[0].updated == datetime(2031, 5, 5, 12, 0, tzinfo=UTC)
    assert parse_feed(rss("<item><title>x</title><pubDate>yesterday</pubDate></item>"), URL).items[0].published is None


def ids(page: FeedPage) -> list[str]:
    return [each.id for each in page.items]


def test_items_without_an_id_keep_theirs_when_the_feed_goes_on_or_moves() -> None:
    before = ids(parse_feed(rss(item(1) + item(2) + "<item><title>No address</title></item>"), URL))
    after = ids(parse_feed(rss(item(3) + "<item><title>No address</title></item>" + item(2) + item(1)), URL))
    assert set(before) < set(after)
    assert ids(parse_feed(rss(item(1)), URL.replace("https", "http"))) == before[:1]
    tracked = ids(parse_feed(rss(item(1).replace("/1<", "/1?utm_source=feed&amp;utm_medium=rss#top<")), URL))
    assert tracked == before[:1]


def test_ids_do_not_depend_on_where_the_feed_is() -> None:
    for own in ("4711", "tag:a.example,2031:1", "urn:uuid:1"):
        data = rss(item(1, f"<guid>{own}</guid>"))
        assert ids(parse_feed(data, URL)) == ids(parse_feed(data, "https://elsewhere.example/")) == [own]


def test_repeated_items_count_once() -> None:
    page = parse_feed(rss(item(1, "<guid>a</guid>") * 3 + item(2) * 2), URL)
    assert ids(page) == ["a", "https://ministry.example/news/2"]


def test_one_id_for_different_items_hides_none() -> None:
    page = parse_feed(rss(item(1, "<guid>feed</guid>") + item(2, "<guid>feed</guid>")), URL)
    assert ids(page) == ["https://ministry.example/news/1", "https://ministry.example/news/2"]
    assert "same id" in page.problems[0]


@pytest.mark.parametrize(
    "broken",
    [
        rss(item(1) + item(2))[:-40],
        rss(item(1) + "<x>Trade & transport <br></x>" + item(2)),
        rss(item(1) + "<dc:subject>no such prefix</dc:subject>" + item(2)),
        rss(item(1) + "\x0b\x00" + item(2)),
        rss(item(1) + "&nosuch;" + item(2)),
        b"<br /><b>Warning</b>: include() failed<br />\n<?xml version='1.0'?>" + rss(item(1) + item(2)),
        rss(item(1) + item(2)).replace(b"</item><item>", b"</itm><item>"),
    ],
)
def test_what_can_be_read_of_a_malformed_feed_is_kept(broken: bytes) -> None:
    page = parse_feed(broken, URL)
    assert page.items[0].url == "https://ministry.example/news/1"
    assert len(page.items) == 2 or b"itm" in broken
    assert page.problems


def test_names_of_html_in_a_feed() -> None:
    page = parse_feed(rss("<item><title>Caf&eacute; R&D &lt; 3</title></item>", '<!DOCTYPE rss [<!ENTITY eacute "&#233;">]>'), URL)
    assert page.items[0].title == "Café R&D < 3"


def test_a_broken_json_feed() -> None:
    cut = json.dumps({"title": "T", "items": [{"id": n, "url": f"/{n}"} for n in range(3)]})[:-5].encode()
    page = parse_feed(cut, URL)
    assert ids(page) == ["0", "1"]
    assert "not well-formed" in page.problems[0]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'


@pytest.mark.parametrize("head", [BOMB, QUADRATIC, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_grow_or_lead_elsewhere_are_refused(head: str, encoding: str) -> None:
    text = rss("<item><title>&b;&a;</title></item>", head).decode()
    assert "an attack on parsers" in why(text.encode(encoding))


def test_a_file_name_is_never_opened() -> None:
    assert "is no feed" in why(b"/etc/passwd")
    assert "is no feed" in why(b"https://ministry.example/feed")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"   \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "binary data"),
        (b"<html><body><p>Not found</p></body></html>", "is no feed"),
        (b'<html><link rel="alternate" type="application/rss+xml" href="/rss">', "its feed is https://ministry.example/rss"),
        (b'{"items": 3}', "is no feed"),
        (b'{"items":' + b"[" * 100_000, "is no feed"),
        (b"<rss", "is no feed"),
    ],
)
def test_what_is_no_feed(data: bytes, reason: str) -> None:
    assert reason in why(data)


def test_the_feeds_that_a_page_names() -> None:
    page = (
        b'<link rel="alternate" type="application/atom+xml" href="a.xml"><link rel=alternate type=application/rss+xml href=/b>'
        b'<link rel="alternate" hreflang="fr" href="/fr"><link rel="alternate" type="application/rss+xml" href="javascript:x">'
    )
    assert feeds_of(page, URL) == ("https://ministry.example/news/a.xml", "https://ministry.example/b")


RUSSIAN = (
    '<?xml version="1.0" encoding="{}"?><rss version="2.0"><channel>'
    "<title>Новости</title><item><title>Переговоры в столице</title></item></channel></rss>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["in the file", "by the server"])
def test_a_feed_that_changes_its_encoding_keeps_its_items(encoding: str, declared: str) -> None:
    told = RUSSIAN.format(encoding) if declared == "in the file" else RUSSIAN.replace(' encoding="{}"', "")
    page = parse_feed(told.encode(encoding), URL, None if declared == "in the file" else f"text/xml; charset={encoding}")
    assert page.title == "Новости"
    assert ids(page) == ids(parse_feed(RUSSIAN.format("utf-8").encode(), URL))


def test_an_endless_feed_is_cut() -> None:
    endless = rss("".join(map(item, range(60_000))))
    assert len(endless) > MAX_FEED
    page = parse_feed(endless, URL)
    assert len(page.items) == MAX_ITEMS
    assert "only its beginning was read" in page.problems[0]


@pytest.mark.parametrize(
    "tail",
    [
        "<a " * 300_000,
        "<a>" * 300_000,
        "<![CDATA[" * 300_000,
        "&" * 900_000,
        "<item>" * 300_000,
        "<item><author>a@" + "a." * 400_000 + "!</author>",
    ],
    ids=["tags", "nested", "sections", "ampersands", "items", "author"],
)
def test_hostile_markup_takes_little_time(tail: str) -> None:
    started = time.process_time()
    parse_feed(rss(item(1)).removesuffix(b"</channel></rss>") + tail.encode(), URL)
    assert time.process_time() - started < 5


def test_long_fields_are_cut() -> None:
    (only,) = parse_feed(
        rss(f"<item><title>{'t' * 9_999}</title><guid>{'g' * 3_000}</guid><description>{'d ' * 9_999}</description></item>"), URL
    ).items
    assert len(only.title) == 500
    assert len(only.id) < 100
    assert len(only.summary) <= 2_000


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/", "http://u:p@a.example/", "http://[", "mailto:a@b.example"]
)
def test_links_that_are_no_web_addresses(link: str) -> None:
    assert parse_feed(rss(f"<item><title>x</title><link>{link}</link></item>"), URL).items[0].url is None
    assert web_address(URL, link) is None


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400))
def test_nothing_but_unreadable_is_raised(noise: bytes, place: int) -> None:
    for feed in (RSS_20, ATOM, JSON):
        data = feed[:place] + noise + feed[place:]
        try:
            page = parse_feed(data, URL)
        except UnreadableError:
            continue
        assert len(set(ids(page))) == len(page.items)
