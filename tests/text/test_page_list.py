"""Pages of links read as feeds."""

from datetime import UTC, datetime

import pytest

from servanda.text import UnreadableError
from servanda.text.page_list import parse_list

URL = "https://www.ministry.example/press/"
PAGE = """<html><head><title>Press  releases</title></head><body>
<nav><a href="/about/the-ministry">About the ministry of Aldoria</a></nav>
<main><h1>Press releases</h1>
<article><header><h2><a href="2031/one.html"><b>Aldoria</b> and Brennia sign</a></h2></header>
  <time datetime="2031-05-04T10:00:00+02:00">4 May</time> <a href="2031/one.html#more">Read more</a></article>
<article><a href="2031/two.html"><img src="x.png"></a><a href="2031/two.html?utm_source=x">Talks on shipping end</a></article>
<article><a href="/2031/05/06/three.pdf">The text of the memorandum</a></article>
<ul class="pages"><li><a href="?page=2">2</a></li><li><a href="?page=2">Next</a></li></ul>
<a href="https://other.example/x">A report of another site</a><a href="javascript:x()">Print this whole page</a>
<a href="/press/">All press releases here</a><a href="https://ministry.example/zh">双方同意加强合作</a>
</main><footer><a href="/legal">Terms of use apply</a></footer></body></html>"""


def test_the_links_of_the_main_part_are_the_items() -> None:
    page = parse_list(PAGE.encode(), URL)
    assert page.title == "Press releases"
    assert [(each.url, each.title) for each in page.items] == [
        ("https://www.ministry.example/press/2031/one.html", "Aldoria and Brennia sign"),
        ("https://www.ministry.example/press/2031/two.html", "Talks on shipping end"),
        ("https://www.ministry.example/2031/05/06/three.pdf", "The text of the memorandum"),
        ("https://ministry.example/zh", "双方同意加强合作"),
    ]
    assert [each.published for each in page.items] == [
        datetime(2031, 5, 4, 8, 0, tzinfo=UTC),
        None,
        datetime(2031, 5, 6, tzinfo=UTC),
        None,
    ]


def test_ids_stay_when_the_page_is_edited() -> None:
    before = {each.id for each in parse_list(PAGE.encode(), URL).items}
    edited = PAGE.replace("sign</a>", "sign a treaty</a>").replace(
        "<article>", '<article><a href="new">A new one today</a></article><article>', 1
    )
    assert before < {each.id for each in parse_list(edited.encode("utf-16"), URL).items}


def test_a_pattern_chooses_for_itself() -> None:
    page = parse_list(PAGE.encode(), URL, pattern=r"[?]page=|other\.example")
    assert [each.title for each in page.items] == ["Next", "A report of another site"]


def test_pages_without_links_or_with_a_wrong_pattern() -> None:
    assert "no links that can be items" in parse_list(b"<p>Nothing</p>", URL).problems[0]
    assert "no links that can be items" in parse_list(PAGE.encode(), URL, pattern="nowhere").problems[0]
    with pytest.raises(UnreadableError, match="no regular expression"):
        parse_list(PAGE.encode(), URL, pattern="(")
    with pytest.raises(UnreadableError, match="HTML"):
        parse_list(b"", URL)


def test_the_base_of_the_page_counts() -> None:
    page = b'<base href="https://ministry.example/b/"><a href="one">One two three</a>'
    assert parse_list(page, URL).items[0].url == "https://ministry.example/b/one"


def test_an_endless_list_is_cut() -> None:
    page = "".join(f'<p><a href="/{n}">One two three {n}</a>' for n in range(5_000))
    assert len(parse_list(page.encode(), URL).items) == 500
