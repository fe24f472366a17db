"""A round: what is new is fetched, read, kept or dropped, and the row says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servanda.text.fetch import Rules
from servanda.text.polite import Manners, Polite
from servanda_ledger.book import chain
from servanda_ledger.book.models import Document
from servanda_ledger.book.record import Recorded
from servanda_ledger.book.verify import verify
from servanda_ledger.watch.feeds import FeedError, Wanted, checked, retry, standing, stop
from servanda_ledger.watch.fetching import take
from servanda_ledger.watch.follows import FollowError, follow, followed, unfollow
from servanda_ledger.watch.models import Feed, Item, Signature
from servanda_ledger.watch.rehearsal import rehearse
from servanda_ledger.watch.summary import Summary
from tests.ledger.watch.site import HOUR, NOW, Site, feed, guest, manner, outcomes, rss, serving, status, text, watched

NAMES = (str(Path(__file__).parents[3] / "examples" / "names.toml"),)
pytestmark = pytest.mark.django_db


def three() -> Site:
    return Site(feed=rss(("1", "/a.txt"), ("2", "/b.txt"), ("3", "/c.txt")), **{"a.txt": text(1), "b.txt": text(2), "c.txt": text(3)})


def test_new_items_are_recorded_with_the_feed_and_the_reason() -> None:
    with serving(three()) as url:
        summary = watched(feed(f"{url}/feed"))
    assert [line.outcome for line in summary.feeds] == ["new"]
    assert outcomes(summary) == ["kept"] * 3
    assert summary.waiting == 0
    entries = [e for e in chain.entries() if e.kind == "document.added"]
    assert {e.author for e in entries} == {"watch"}
    assert entries[0].reason == "News of the ministry: nothing is followed, so every document is kept"
    assert {line.entry for line in summary.items} == {e.number for e in entries}
    proposed = [e.subject for e in chain.entries() if e.kind == "candidates.proposed"]
    assert sorted(proposed) == sorted(e.subject for e in entries)
    assert verify() == 6
    assert Item.objects.exclude(data=None).count() == 0


def test_what_was_seen_is_not_asked_for_again() -> None:
    site = three()
    with serving(site) as url:
        own = feed(f"{url}/feed")
        watched(own)
        assert watched(own, now=NOW + HOUR / 2).feeds[0].outcome == "not_yet"
        site.pages["/feed"] = rss(("3", "/c.txt"), ("2", "/b.txt"), ("4", "/d.txt"), ("1", "/a.txt"))
        site.pages["/d.txt"] = text(4)
        later = watched(own, now=NOW + 2 * HOUR)
    assert [(line.outcome, line.item.rpartition("/")[2]) for line in later.items] == [("kept", "d.txt")]
    assert (site.count("/feed"), site.count("/a.txt"), site.count("/robots.txt")) == (2, 1, 2)


def test_old_items_under_new_ids_add_nothing() -> None:
    site = three()
    with serving(site) as url:
        own = feed(f"{url}/feed")
        watched(own)
        site.pages["/feed"] = rss(("x1", "/a.txt"), ("x2", "/b.txt"), ("x3", "/c2.txt"))
        site.pages["/c2.txt"] = text(3) + "\nPrinted in May.\n"
        again = watched(own, now=NOW + 2 * HOUR)
    assert outcomes(again) == ["known", "known", "near"]
    near = next(line for line in again.items if line.outcome == "near")
    assert near.reason.startswith("near-duplicate of sha256:")
    assert near.similarity is not None
    assert 0.8 <= near.similarity < 1
    assert Document.objects.current().count() == 3


def test_a_text_of_the_ledger_is_near_to_what_a_feed_offers(recorded: list[Recorded]) -> None:
    known = chain.blob(Document.objects.current().get(key=recorded[0].document).text_blob).decode()
    site = Site(feed=rss(("1", "/a.txt")), **{"a.txt": f"Ministry of the Interior\n\n{known}"})
    with serving(site) as url:
        summary = watched(feed(f"{url}/feed"), names=NAMES)
    assert [(line.outcome, line.near_to) for line in summary.items] == [("near", recorded[0].document)]
    assert Signature.objects.filter(original="").count() == 3
    assert Signature.objects.get(original=recorded[0].document)


def test_only_what_bears_on_what_is_followed_is_kept() -> None:
    follow("pair", "mrn val", by="tests", now=NOW)
    pages = {"a.txt": text(1), "b.txt": text(2, "Valdoria and Ostrey")}
    with serving(Site(feed=rss(("1", "/a.txt"), ("2", "/b.txt")), **pages)) as url:
        summary = watched(feed(f"{url}/feed"), names=NAMES)
        assert outcomes(summary) == ["kept", "aside"]
        kept, aside = sorted(summary.items, key=lambda line: line.item)
        assert kept.reason.startswith("pair MRN and VAL: ")
        assert aside.reason == "does not bear on what is followed"
        # an editor may have it all the same
        assert take(Item.objects.get(outcome="aside").pk)
        assert not take(Item.objects.get(outcome="kept").pk)
        forced = watched(Feed.objects.get(), names=NAMES, now=NOW + HOUR / 4)
    assert [(line.outcome, line.reason) for line in forced.items] == [("kept", "kept by an editor")]


def test_what_cannot_be_read_is_said_and_the_rest_goes_on() -> None:
    french = "Les deux parties sont convenues de rouvrir les ports avant la fin de cette année et de se revoir au printemps."
    pages = {"a.txt": text(1), "b.txt": french, "picture.png": b"\x89PNG\r\n\x1a\n\0\0"}
    with serving(Site(feed=rss(("1", "/a.txt"), ("2", "/b.txt"), ("3", "/picture.png"), ("4", "")), **pages)) as url:
        summary = watched(feed(f"{url}/feed"))
    found = {line.item.rpartition("/")[2]: line for line in summary.items}
    assert {name: line.outcome for name, line in found.items()} == {
        "a.txt": "kept",
        "b.txt": "unreadable",
        "picture.png": "unreadable",
        "4": "unreadable",
    }
    assert "only English (en) is read" in found["b.txt"].reason
    assert "no web address" in found["4"].reason


def test_an_item_that_fails_is_tried_again_ever_later_and_given_up_at_last() -> None:
    site = Site(feed=rss(("1", "/a.txt")), **{"a.txt": 503})
    with serving(site) as url:
        own = feed(f"{url}/feed")
        waits = []
        now = NOW
        for _ in range(5):
            line = watched(own, now=now).items[0]
            if line.next_at is None:
                break
            waits.append((line.next_at - now) / HOUR)
            assert watched(own, now=now + HOUR / 4).items == []
            now = line.next_at
    assert waits == [1, 4, 12, 24]
    assert (line.outcome, line.reason) == ("unreadable", "answered 503 Service Unavailable; tried 5 times")


def test_an_item_that_heals_is_kept() -> None:
    site = Site(feed=rss(("1", "/a.txt")), **{"a.txt": status(429, Retry_After="7200")})
    with serving(site) as url:
        own = feed(f"{url}/feed")
        line = watched(own).items[0]
        assert line.next_at == NOW + 2 * HOUR
        site.pages["/a.txt"] = text(1)
        assert outcomes(watched(own, now=NOW + 2 * HOUR)) == ["kept"]


def test_a_host_that_fails_is_left_alone_for_the_rest_of_the_round() -> None:
    site = Site(feed=rss(*((str(n), f"/{n}.txt") for n in range(9))))
    with serving(site) as url:
        summary = watched(feed(f"{url}/feed"))
    assert len(summary.items) == 3
    assert summary.waiting == 9


def test_robots_are_heeded_for_items_too() -> None:
    site = three()
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /b.txt\n"
    with serving(site) as url:
        summary = watched(feed(f"{url}/feed"))
    assert outcomes(summary) == ["kept", "unreadable", "kept"]
    assert site.count("/b.txt") == 0


def test_a_page_of_links_is_watched_like_a_feed() -> None:
    links = "<a href='/2031/a.txt'>a</a> <a href='/2031/b.txt'>b</a> <a href='/about'>About us all</a>"
    page = f"<html><title>Press</title><main>{links}</main>"
    site = Site(press=page, **{"2031/a.txt": text(1), "2031/b.txt": text(2)})
    with serving(site) as url:
        summary = watched(feed(f"{url}/press", r"/20\d\d/"))
    assert outcomes(summary) == ["kept", "kept"]
    assert site.count("/about") == 0


def test_a_stopped_feed_is_not_asked_until_it_is_taken_up_again() -> None:
    site = three()
    with serving(site) as url:
        own = feed(f"{url}/feed")
        stop(own, by="tests", now=NOW)
        assert watched(own).feeds[0].outcome == "stopped"
        assert site.asked == []
        retry(own)
        assert outcomes(watched(own)) == ["kept"] * 3


def test_a_rehearsal_writes_nothing() -> None:
    with serving(three()) as url:
        own = Feed(url=f"{url}/feed", added_at=NOW, added_by="tests")
        summary = rehearse([own], followed(), manner(), Summary())
    assert outcomes(summary) == ["kept"] * 3
    assert (Feed.objects.count(), Item.objects.count(), Signature.objects.count(), chain.head()) == (0, 0, 0, None)
    json.dumps(summary.json())


def test_addresses_inside_the_network_are_never_asked() -> None:
    site = three()
    polite = Polite(Rules(seconds=5.0), Manners(gap=0.0))
    with serving(site) as url:
        own = feed(f"{url}/feed")
        summary = watched(own, polite=polite)
        assert summary.failed
        assert "not a public address" in summary.feeds[0].why
        watched(own, now=NOW + 2 * HOUR)  # its items are known now
        Item.objects.create(feed=own, guid="in", url=f"{url}/inside.txt", title="", seen_at=NOW)
        inside = watched(own, now=NOW + 2 * HOUR, polite=polite)
    assert "not a public address" in inside.items[0].reason
    assert site.count("/inside.txt") == 0


@pytest.mark.parametrize(
    "url", ["", "feed.xml", "file:///etc/passwd", "https://", "https://name:secret@example.org/feed", "gopher://x.org"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(FeedError):
        checked(Wanted(url))
    with pytest.raises(FeedError):
        checked(Wanted("https://example.org/press", "("))


def test_what_is_followed() -> None:
    follow("party", "can", by="tests", now=NOW)
    follow("party", "CAN", by="tests", now=NOW)
    follow("pair", "g7 chn", by="tests", now=NOW)
    follow("search", '"no first use"  -treaty', by="tests", now=NOW)
    now = followed()
    assert (now.parties, now.pairs, now.searches) == (("CAN",), (("CHN", "G7"),), ('"no first use" -treaty',))
    assert unfollow("pair", "CHN G7")
    assert not unfollow("pair", "CHN G7")
    for kind, value in (("party", "nowhere"), ("pair", "CAN"), ("pair", "CAN CAN"), ("series", "  "), ("search", "x" * 501)):
        with pytest.raises(FollowError):
            follow(kind, value, by="tests", now=NOW)  # type: ignore[arg-type]


def test_how_a_feed_stands() -> None:
    own = feed("https://example.org/feed")
    assert standing(own) == "new"
    own.failures = 2
    assert standing(own) == "failing"
    own.gone = True
    assert standing(own) == "gone"
    assert guest().rules.seconds == 5.0
