"""Whatever a feed does, the others go on; wherever a run is killed, the next one takes up what was begun, once."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from threading import Barrier, Thread

import pytest
from django.db import connection

from servanda_ledger.book import chain
from servanda_ledger.book.models import Document
from servanda_ledger.book.verify import verify
from servanda_ledger.watch import fetching, looking, rounds, settling
from servanda_ledger.watch.claims import claimed
from servanda_ledger.watch.feeds import retry, standing
from servanda_ledger.watch.models import Feed, Item, Signature
from servanda_ledger.watch.summary import Summary
from tests.ledger.watch.site import HOUR, NOW, Site, feed, guest, manner, outcomes, reply, rss, serving, status, text, watched


class KilledError(BaseException):
    """As sudden as a signal: no `except Exception` stops it."""


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b"<?xml version='1.0'?><rss version='2.0'><channel><title>t</title>")
    while True:
        handler.wfile.write(b"<item><title>again and again</title></item>" * 1000)


def slow(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def inward(handler: BaseHTTPRequestHandler) -> None:
    status(302, Location="http://10.1.2.3/feed")(handler)


def good() -> Site:
    return Site(feed=rss(("1", "/a.txt")), **{"a.txt": text(1)})


BAD: dict[str, object] = {
    "malformed": b"<?xml version='1.0'?><rss><channel><item><title>broken",
    "nonsense": b"\x00\x01\x02" * 400,
    "empty": b"",
    "endless": endless,
    "slow": slow,
    "inward": inward,
    "looping": status(302, Location="/looping"),
    "missing": 404,
    "broken": 500,
    "limited": status(429, Retry_After="86400"),
    "gone": 410,
}


@pytest.mark.django_db
def test_no_bad_feed_stops_a_good_one() -> None:
    site = Site(feed=rss(("1", "/a.txt")), **{"a.txt": text(1)}, **BAD)
    with serving(site) as url:
        feeds = [feed(f"{url}/{name}") for name in BAD] + [feed(f"{url}/feed")]
        polite = guest(seconds=1.5, allowed=lambda address: str(address).startswith("127."))
        summary = watched(*feeds, polite=polite)
    found = {line.feed.rpartition("/")[2]: line for line in summary.feeds}
    assert found["feed"].outcome == "new"
    assert [line.outcome for line in summary.items if line.feed.endswith("/feed")] == ["kept"]
    assert found["gone"].outcome == "gone"
    assert "not a public address" in found["inward"].why
    assert found["slow"].outcome == "failed"
    assert all(found[name].why for name in BAD if name not in ("malformed", "endless"))
    rows = {row.url.rpartition("/")[2]: row for row in Feed.objects.all()}
    assert rows["limited"].next_at == NOW + timedelta(days=1)
    assert {name: standing(rows[name]) for name in ("gone", "missing", "feed")} == {"gone": "gone", "missing": "failing", "feed": "well"}
    assert verify() == 2


@pytest.mark.django_db
def test_failures_are_asked_ever_more_seldom_and_a_success_ends_that() -> None:
    site = Site(feed=500)
    with serving(site) as url:
        own = feed(f"{url}/feed")
        now, waits = NOW, []
        for _ in range(4):
            line = watched(own, now=now).feeds[0]
            assert line.next_at is not None
            waits.append((line.next_at - now).total_seconds() / 900)
            now = line.next_at
        assert [round(wait / 2**n) for n, wait in enumerate(waits)] == [1, 1, 1, 1]
        site.pages = good().pages
        line = watched(own, now=now).feeds[0]
    assert (line.outcome, line.failures) == ("new", 0)


@pytest.mark.django_db
def test_a_feed_that_is_gone_rests_until_somebody_asks_again() -> None:
    site = good()
    site.pages["/feed"] = 410
    with serving(site) as url:
        own = feed(f"{url}/feed")
        watched(own)
        assert watched(own, now=NOW + 1000 * HOUR).feeds[0].outcome == "gone"
        assert site.count("/feed") == 1
        retry(own)
        site.pages = good().pages
        assert outcomes(watched(own)) == ["kept"]


@pytest.mark.django_db
def test_an_unchanged_feed_and_one_that_changes_its_encoding() -> None:
    words = "<?xml version='1.0' encoding='{}'?><rss version='2.0'><channel><title>Été</title>{}</channel></rss>"
    first = words.format("utf-8", "<item><guid>1</guid><link>/a.txt</link></item>").encode()
    second = words.format("utf-16", "<item><guid>1</guid><link>/a.txt</link></item><item><guid>2</guid><link>/b.txt</link></item>")

    def tagged(handler: BaseHTTPRequestHandler) -> None:
        status(304)(handler) if handler.headers["If-None-Match"] == '"1"' else reply(handler, first, ETag='"1"')

    site = Site(feed=tagged, **{"a.txt": text(1), "b.txt": text(2)})
    with serving(site) as url:
        own = feed(f"{url}/feed")
        assert outcomes(watched(own)) == ["kept"]
        assert watched(own, now=NOW + 2 * HOUR).feeds[0].outcome == "unchanged"
        site.pages["/feed"] = second.encode("utf-16")
        assert outcomes(watched(own, now=NOW + 4 * HOUR)) == ["kept"]
    assert Feed.objects.get().title == "Été"


@pytest.mark.django_db
def test_a_clock_that_is_set_back_loses_nothing() -> None:
    site = good()
    site.pages["/a.txt"] = 503
    with serving(site) as url:
        own = feed(f"{url}/feed")
        watched(own)
        site.pages["/a.txt"] = text(1)
        assert outcomes(watched(own, now=NOW - 1000 * HOUR)) == ["kept"]
        later = watched(own, now=NOW - 998 * HOUR).feeds[0].outcome
    assert later == "unchanged"


# Where a run may be killed: before or after one of its steps, when it is taken for the first or the second item.
_STEPS: tuple[tuple[object, str], ...] = (
    (looking, "poll"),
    (looking, "keep_items"),
    (rounds, "look"),
    (rounds, "sign_all"),
    (rounds, "fetch"),
    (fetching, "_fetched"),
    (rounds, "read"),
    (settling, "loaded"),
    (settling, "record_by"),
    (settling.signatures, "keep"),
    (settling, "close"),
    (rounds, "propose"),
)


def killing(monkeypatch: pytest.MonkeyPatch, place: object, name: str, *, after: bool, time: int) -> None:
    """Have the run killed before or after the function does its work for the `time`-th time."""
    real: Callable[..., object] = getattr(place, name)
    calls = 0

    def killed(*args: object, **keywords: object) -> object:
        nonlocal calls
        calls += 1
        if calls != time:
            return real(*args, **keywords)
        if after:
            real(*args, **keywords)
        raise KilledError

    monkeypatch.setattr(place, name, killed)


@pytest.mark.django_db
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("place", "name"), _STEPS, ids=[name for _, name in _STEPS])
def test_killed_anywhere_and_taken_up(place: object, name: str, after: bool) -> None:
    site = Site(feed=rss(("1", "/a.txt"), ("2", "/b.txt")), **{"a.txt": text(1), "b.txt": text(2)})
    with serving(site) as url:
        own = feed(f"{url}/feed")
        for time_ in (1, 2):
            with pytest.MonkeyPatch.context() as patch:
                killing(patch, place, name, after=after, time=time_)
                with suppress(KilledError):
                    watched(own, now=NOW + (time_ - 1) * 2 * HOUR)
        watched(own, now=NOW + 4 * HOUR)
    assert {item.outcome for item in Item.objects.all()} == {"kept"}
    assert Item.objects.count() == 2
    kinds = sorted(e.kind for e in chain.entries())
    assert kinds == ["candidates.proposed"] * 2 + ["document.added"] * 2
    assert Signature.objects.count() == Document.objects.current().count() == 2
    assert site.count("/a.txt") <= 3
    assert verify() == 4


@pytest.mark.django_db
def test_a_text_that_the_reader_stumbles_over_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("servanda_ledger.watch.judging.read_source", stumbles)
    with serving(good()) as url:
        own = feed(f"{url}/feed")
        seen = [watched(own, now=NOW + n * HOUR).items[0] for n in range(4)]
    assert [line.outcome for line in seen] == ["waiting"] * 3 + ["unreadable"]
    assert seen[3].reason == "could not be settled (RuntimeError); tried 3 times"


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_double_nothing() -> None:
    site = Site(feed=rss(*((str(n), f"/{n}.txt") for n in range(4))), **{f"{n}.txt": text(n) for n in range(4)})
    site.pages["/other"] = rss(*((str(n), f"/again/{n}.txt") for n in range(4)))
    # the same texts under other addresses: the same bytes, and near-duplicates
    site.pages |= {f"/again/{n}.txt": text(n) + ("" if n % 2 else "\nPrinted.\n") for n in range(4)}
    with serving(site) as url:
        feeds = [feed(f"{url}/feed"), feed(f"{url}/other")]
        start = Barrier(3)
        summaries: list[Summary] = []

        def run(order: list[Feed]) -> None:
            start.wait(10)
            try:
                summaries.append(rounds.run_round([Feed.objects.get(pk=each.pk) for each in order], manner(), Summary()))
            finally:
                connection.close()

        threads = [Thread(target=run, args=(order,)) for order in (feeds, feeds[::-1], feeds)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert len(summaries) == 3
    assert Document.objects.current().count() == 4
    assert sorted(item.outcome for item in Item.objects.all()).count("kept") == 4
    assert Item.objects.count() == 8
    kinds = [e.kind for e in chain.entries()]
    assert (kinds.count("document.added"), kinds.count("candidates.proposed")) == (4, 4)
    assert site.count("/feed") == site.count("/other") == 1
    assert verify() == 8


@pytest.mark.django_db(transaction=True)
def test_a_feed_that_another_run_has_is_left_to_it() -> None:
    with serving(good()) as url:
        own = feed(f"{url}/feed")
        seen: list[Summary] = []

        def run() -> None:
            try:
                seen.append(watched(own))
            finally:
                connection.close()

        with claimed(own.pk) as mine:
            assert mine
            thread = Thread(target=run)
            thread.start()
            thread.join(20)
        assert [line.outcome for line in seen[0].feeds] == ["busy"]
        assert outcomes(watched(own)) == ["kept"]
