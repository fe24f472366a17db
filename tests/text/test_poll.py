"""Looking at feeds again: seldom, only for what changed, by the rules of the site; no fault of one reaches another."""

import gzip
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.text import UnreadableError
from servanda.text.address import Address, is_public
from servanda.text.feed_items import MAX_FEED, FeedPage
from servanda.text.fetch import Rules
from servanda.text.page_list import parse_list
from servanda.text.polite import Manners, Polite, TooSoonError
from servanda.text.poll import Pace, Polled, PollState, poll
from servanda.text.robots import ForbiddenError

from .conftest import Answer, reply, serving

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = b'<rss version="2.0"><channel><title>T</title><item><title>Talks end</title><guid>1</guid><link>/1</link></item></channel></rss>'
RSS = "application/rss+xml"


class Clock:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def guest(clock: Clock | None = None, manners: Manners | None = None, **changes: object) -> Polite:
    rules = Rules(**{"allowed": lambda _: True, "seconds": 5.0, **changes})  # type: ignore[arg-type]
    clock = clock or Clock()
    return Polite(rules, manners, clock, clock.sleep)


class Site:
    """Answers by path; what is not there is not found. Remembers what it was asked."""

    def __init__(self, **pages: Answer) -> None:
        self.pages = {f"/{name.replace('_', '.')}": answer for name, answer in pages.items()}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append((handler.path, {k.lower(): v for k, v in handler.headers.items()}))
        self.pages.get(handler.path, lambda h: h.send_error(404))(handler)

    def count(self, path: str) -> int:
        return sum(each == path for each, _ in self.asked)


def feed(handler: BaseHTTPRequestHandler) -> None:
    reply(handler, FEED, RSS)


def status(code: int, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return answer


def looked(answer: Answer, state: PollState | None = None, now: datetime = NOW, polite: Polite | None = None) -> Polled:
    with serving(Site(feed=answer)) as url:
        return poll(f"{url}/feed", state or PollState(), now, polite or guest())


def test_a_new_feed_is_read_and_asked_again_after_an_hour() -> None:
    seen = looked(feed)
    assert seen.outcome == "new"
    assert seen.page is not None
    assert [each.id for each in seen.page.items] == ["1"]
    assert seen.state.next_at is not None
    assert HOUR <= seen.state.next_at - NOW <= 1.1 * HOUR
    again = looked(feed, seen.state, NOW + 0.9 * HOUR)
    assert (again.outcome, again.page, again.state) == ("not_yet", None, seen.state)


def test_a_feed_that_has_not_changed_is_not_sent_again() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers["If-None-Match"] == 'W/"v1"' and handler.headers["If-Modified-Since"] == "Sun, 04 May 2031 10:00:00 GMT":
            status(304)(handler)
        else:
            reply(handler, FEED, RSS, ETag='W/"v1"', Last_Modified="Sun, 04 May 2031 10:00:00 GMT")

    first = looked(answer)
    second = looked(answer, first.state, NOW + 2 * HOUR)
    assert (second.outcome, second.page) == ("unchanged", None)
    assert (second.state.etag, second.state.failures) == ('W/"v1"', 0)
    assert second.state.next_at is not None
    assert second.state.next_at > NOW + 3 * HOUR


def test_a_server_without_validators_that_sends_the_same_again() -> None:
    first = looked(feed)
    assert looked(feed, first.state, NOW + 2 * HOUR).outcome == "unchanged"


def test_validators_that_cannot_be_sent_back_are_forgotten() -> None:
    seen = looked(lambda h: reply(h, FEED, RSS, ETag="caf\xe9 " + "x" * 900, Last_Modified=""))
    assert (seen.state.etag, seen.state.last_modified) == (None, None)
    assert looked(status(304), PollState()).outcome == "failed"


def test_packed_feeds() -> None:
    seen = looked(lambda h: reply(h, gzip.compress(FEED), RSS, Content_Encoding="gzip"))
    assert seen.outcome == "new"


def test_a_feed_that_fails_is_asked_ever_more_seldom() -> None:
    state, now, waits = PollState(), NOW, []
    with serving(status(500)) as url:
        for _ in range(12):
            seen = poll(f"{url}/feed", state, now, guest())
            assert seen.outcome == "failed"
            assert seen.state.next_at is not None
            waits.append(seen.state.next_at - now)
            state, now = seen.state, seen.state.next_at
    assert state.failures == 12
    assert timedelta(minutes=13) < waits[0] < timedelta(minutes=17)
    assert all(1.3 < b / a < 2.7 for a, b in pairwise(waits[:6]))
    assert all(timedelta(hours=21) < wait <= timedelta(hours=26.4) for wait in waits[-4:])
    well = looked(feed, state, now)
    assert (well.outcome, well.state.failures) == ("new", 0)


def test_the_wait_depends_on_nothing_but_the_feed_and_the_count() -> None:
    def wait(url: str) -> timedelta:
        state = poll(url, PollState(), NOW, guest(resolver=lambda h, p: [])).state
        assert state.next_at is not None
        return state.next_at - NOW

    assert wait("http://a.example/") == wait("http://a.example/") != wait("http://b.example/")


@pytest.mark.parametrize("code", [429, 503])
def test_a_server_that_asks_to_wait_is_heeded(code: int) -> None:
    def wait(**headers: str) -> timedelta:
        seen = looked(status(code, **headers))
        assert seen.outcome == "failed"
        assert seen.state.next_at is not None
        return seen.state.next_at - NOW

    assert wait(Retry_After="36000") == 10 * HOUR
    assert wait(Retry_After="1") >= timedelta(minutes=13)  # never sooner than of its own
    assert wait(Retry_After="99999999999") == timedelta(days=7)
    until = format_datetime(datetime(2040, 1, 1, 5, tzinfo=UTC), usegmt=True)
    assert wait(Retry_After=until, Date=format_datetime(datetime(2040, 1, 1, tzinfo=UTC), usegmt=True)) == 5 * HOUR  # by its own clock
    assert wait(Retry_After=format_datetime(NOW + 4 * HOUR, usegmt=True)) == 4 * HOUR
    for odd in ("soon", "-5", "Mon, 99 Foo 2031", ""):
        assert wait(Retry_After=odd) < HOUR


def test_max_age_is_heeded_up_to_a_day() -> None:
    for seconds, least, most in ((10, 1, 1.1), (36_000, 10, 10), (999_999_999, 24, 24)):
        seen = looked(lambda h, s=seconds: reply(h, FEED, RSS, Cache_Control=f"public, max-age={s}"))  # type: ignore[misc]
        assert seen.state.next_at is not None
        assert least * HOUR <= seen.state.next_at - NOW <= most * HOUR


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address() -> None:
    site = Site(feed=status(301, Location="/b"), b=status(308, Location="/new"), new=feed)
    with serving(site) as url:
        first = poll(f"{url}/feed", PollState(), NOW, guest())
        assert (first.outcome, first.state.moved) == ("new", f"{url}/new")
        second = poll(f"{url}/feed", first.state, NOW + 2 * HOUR, guest())
        assert (second.outcome, second.state.moved) == ("unchanged", f"{url}/new")
        assert site.count("/feed") == 1
        site.pages["/new"] = status(404)
        third = poll(f"{url}/feed", second.state, NOW + 4 * HOUR, guest())
        assert (third.outcome, third.state.moved) == ("failed", None)


def test_a_feed_that_moved_for_now_keeps_its_address() -> None:
    with serving(Site(feed=status(302, Location="/b"), b=status(301, Location="/new"), new=feed)) as url:
        seen = poll(f"{url}/feed", PollState(), NOW, guest())
    assert (seen.outcome, seen.state.moved) == ("new", None)
    with serving(Site(feed=status(301, Location="/page"), page=lambda h: reply(h, b"<html>Log in</html>", "text/html"))) as url:
        seen = poll(f"{url}/feed", PollState(), NOW, guest())
    assert (seen.outcome, seen.state.moved) == ("failed", None)  # the page of a hotel's network


def test_a_feed_that_is_gone_is_never_asked_again() -> None:
    site = Site(feed=status(410))
    with serving(site) as url:
        first = poll(f"{url}/feed", PollState(), NOW, guest())
        second = poll(f"{url}/feed", first.state, NOW + timedelta(days=400), guest())
    assert (first.outcome, second.outcome, site.count("/feed")) == ("gone", "gone", 1)


def test_a_clock_set_back_neither_stops_a_feed_nor_hurries_it() -> None:
    state = looked(feed).state
    for back in (timedelta(minutes=30), timedelta(days=3_000)):
        seen = looked(feed, state, NOW - back)
        assert seen.outcome == "not_yet"
        assert state.next_at is not None
        assert seen.state.next_at == state.next_at - back
        assert looked(feed, seen.state, NOW - back + 1.2 * HOUR).outcome == "unchanged"


@given(st.lists(st.integers(-500_000, 500_000), max_size=20))
def test_no_jumps_of_the_clock_make_a_wait_longer_than_it_was(jumps: list[int]) -> None:
    state, now = PollState(), NOW
    polite = guest(resolver=lambda h, p: [])
    for minutes in jumps:
        now += timedelta(minutes=minutes)
        state = poll("http://press.example/", state, now, polite).state
        assert state.next_at is not None
        assert state.next_at - now <= 1.1 * Pace().longest


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        poll("http://press.example/", PollState(), datetime(2031, 5, 4), guest())


def robots(words: str) -> Answer:
    return lambda handler: reply(handler, words.encode())


def test_what_robots_txt_forbids_is_not_asked() -> None:
    site = Site(robots_txt=robots("User-agent: *\nAllow: /\n\nUser-agent: servanda\nDisallow: /feed"), feed=feed, other=feed)
    with serving(site) as url:
        polite = guest()
        seen = poll(f"{url}/feed", PollState(), NOW, polite)
        assert seen.outcome == "forbidden"
        assert "robots.txt" in seen.why
        assert seen.state.next_at == NOW + timedelta(days=1)
        assert poll(f"{url}/other", PollState(), NOW, polite).outcome == "new"
        with pytest.raises(ForbiddenError):
            polite.fetch(f"{url}/feed")
        assert (site.count("/feed"), site.count("/robots.txt")) == (0, 1)


def test_robots_txt_counts_at_every_hop() -> None:
    site = Site(robots_txt=robots("User-agent: *\nDisallow: /inner"), feed=status(302, Location="/inner"), inner=feed)
    with serving(site) as url:
        assert poll(f"{url}/feed", PollState(), NOW, guest()).outcome == "forbidden"
    assert site.count("/inner") == 0


@pytest.mark.parametrize("answer", [status(503), status(429), lambda h: h.wfile.write(b"\0"), lambda h: time.sleep(1)])
def test_a_site_that_cannot_tell_what_is_allowed_is_left_alone(answer: Answer) -> None:
    clock = Clock()
    site = Site(robots_txt=answer, feed=feed)
    with serving(site) as url:
        polite = guest(clock, seconds=0.4)
        seen = poll(f"{url}/feed", PollState(), NOW, polite)
        assert (seen.outcome, site.count("/feed")) == ("failed", 0)
        assert "robots.txt" in seen.why
        site.pages["/robots.txt"] = robots("")
        clock.seconds += 601
        assert seen.state.next_at is not None
        assert poll(f"{url}/feed", seen.state, seen.state.next_at, polite).outcome == "new"


@pytest.mark.parametrize(
    "answer", [status(404), status(403), robots(""), robots("\ufeffUser-agent: *\nDisallow:"), lambda h: reply(h, b"\x89PNG\0\0\0\1")]
)
def test_a_site_without_rules_allows_everything(answer: Answer) -> None:
    with serving(Site(robots_txt=answer, feed=feed)) as url:
        assert poll(f"{url}/feed", PollState(), NOW, guest()).outcome == "new"


def test_an_endless_robots_txt_is_cut() -> None:
    endless = robots("User-agent: *\nDisallow: /feed\n" + "# no end\n" * 200_000)
    with serving(Site(robots_txt=endless, feed=feed)) as url:
        assert poll(f"{url}/feed", PollState(), NOW, guest()).outcome == "forbidden"


def test_hosts_get_time_between_requests() -> None:
    page = robots("Words.")  # any text
    slowly = robots("User-agent: *\nCrawl-delay: 12")
    clock = Clock()
    with serving(Site(a=page, b=page)) as url, serving(Site(robots_txt=slowly, a=page, b=page)) as slow:
        slow = slow.replace("127.0.0.1", "slow.example")
        polite = guest(clock, resolver=lambda h, p: ["127.0.0.1"])
        polite.fetch(f"{url}/a")
        polite.fetch(f"{slow}/a")
        assert clock.slept == []
        polite.fetch(f"{url}/b")
        assert clock.slept == [5.0]
        polite.fetch(f"{slow}/b")
        assert clock.slept == [5.0, 7.0]


def test_a_wait_that_is_too_long_is_left_for_the_next_run() -> None:
    site = Site(robots_txt=robots("User-agent: *\nCrawl-delay: 3600"), a=feed, b=feed)
    with serving(site) as url:
        clock = Clock()
        polite = guest(clock)
        assert poll(f"{url}/a", PollState(), NOW, polite).outcome == "new"
        seen = poll(f"{url}/b", PollState(), NOW, polite)
        assert (seen.outcome, seen.state.failures, seen.state.next_at) == ("not_yet", 0, NOW + HOUR)
        with pytest.raises(TooSoonError):
            polite.fetch(f"{url}/b")
    assert (clock.slept, site.count("/b")) == ([], 0)


def test_a_redirect_within_a_host_belongs_to_the_same_visit() -> None:
    slowly = robots("User-agent: *\nCrawl-delay: 3600")
    clock = Clock()
    with serving(Site(robots_txt=slowly, feed=status(302, Location="/b"), b=feed)) as url:
        assert poll(f"{url}/feed", PollState(), NOW, guest(clock)).outcome == "new"
    assert clock.slept == []


def test_redirects_inside_are_refused_at_every_hop() -> None:
    own = ip_address("127.0.0.1")

    def allowed(address: Address) -> bool:
        return address == own or is_public(address)

    for target in ("http://169.254.169.254/latest/", "http://[::ffff:10.0.0.1]/", "http://192.168.1.1/feed", "file:///etc/passwd"):
        site = Site(feed=status(301, Location=target))
        with serving(site) as url:
            seen = poll(f"{url}/feed", PollState(), NOW, guest(allowed=allowed))
        assert (seen.outcome, seen.state.moved) == ("failed", None)
        assert "not a public address" in seen.why or "no http" in seen.why
    assert "not a public address" in poll("http://127.0.0.1:9/feed", PollState(), NOW, Polite()).why


def test_robots_txt_that_redirects_inside_is_refused() -> None:
    site = Site(robots_txt=status(301, Location="http://10.0.0.1/"), feed=feed)
    with serving(site) as url:
        seen = poll(f"{url}/feed", PollState(), NOW, guest(allowed=lambda a: a == ip_address("127.0.0.1") or is_public(a)))
    assert (seen.outcome, site.count("/feed")) == ("failed", 0)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", RSS)
    handler.end_headers()
    handler.wfile.write(b'<rss version="2.0"><channel><title>T</title>')
    for number in range(1_000_000):
        handler.wfile.write(b"<item><title>No end</title><guid>%d</guid><description>%s</description></item>" % (number, b"x " * 5_000))


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"<rss>")
        handler.wfile.flush()
        time.sleep(0.05)


def broken_reader(data: bytes, url: str, media_type: str | None) -> FeedPage:
    raise RuntimeError


def test_an_endless_feed_is_cut_and_its_beginning_read() -> None:
    started = time.monotonic()
    seen = looked(endless)
    assert seen.outcome == "new"
    assert seen.page is not None
    assert 400 < len(seen.page.items) <= 500
    assert f"larger than {MAX_FEED // 1_000_000} MB" in seen.why
    assert time.monotonic() - started < 5


def test_one_bad_feed_never_stops_the_others() -> None:
    bad: dict[str, Answer] = {
        "drip": dripping,
        "silent": lambda h: time.sleep(2),
        "nonsense": lambda h: h.wfile.write(b"nonsense\r\n\r\n") and None,
        "cut": lambda h: reply(h, FEED, RSS, Content_Length="99999"),
        "html": lambda h: reply(h, b"<html>Error</html>", "text/html"),
        "bomb": lambda h: reply(h, b'<!DOCTYPE x [<!ENTITY a "a"><!ENTITY b "&a;&a;">]>' + FEED, RSS),
        "gzip": lambda h: reply(h, b"no gzip", RSS, Content_Encoding="gzip"),
        "loop": status(302, Location="/loop"),
        "nowhere": status(302),
        "code": status(599),
        "port": status(301, Location="http://127.0.0.1:99999/"),
        "empty": lambda h: reply(h, b"", RSS),
    }
    with serving(Site(**bad, feed=feed)) as url:
        outcomes = {}
        polite = guest(seconds=0.4)
        for name in (*bad, "feed"):
            outcomes[name] = poll(f"{url}/{name}", PollState(), NOW, polite)
        stumbled = poll(f"{url}/feed", PollState(), NOW, polite, reader=broken_reader)
    assert {name: each.outcome for name, each in outcomes.items()} == {**dict.fromkeys(bad, "failed"), "feed": "new"}
    for each in (*outcomes.values(), stumbled):
        assert "\n" not in each.why
        assert each.state.next_at is not None
        assert each.state.next_at > NOW
    assert stumbled.outcome == "failed"
    for address in ("", "feed", "http://", "file:///etc/passwd", "http://[/", "http://press.example:99999/"):
        assert poll(address, PollState(), NOW, guest()).outcome == "failed"


def test_a_page_of_links_is_looked_at_like_a_feed() -> None:
    page = b'<main><a href="/press/1">Aldoria and Brennia sign</a></main>'
    reader: Callable[..., FeedPage] = partial(parse_list, pattern="/press/")
    with serving(Site(list=lambda h: reply(h, page, "text/html"))) as url:
        seen = poll(f"{url}/list", PollState(), NOW, guest(), reader=reader)
        assert seen.page is not None
        assert [each.url for each in seen.page.items] == [f"{url}/press/1"]
        assert poll(f"{url}/list", seen.state, NOW + 2 * HOUR, guest(), reader=reader).outcome == "unchanged"


def test_who_asks_is_told() -> None:
    site = Site(feed=feed)
    with serving(site) as url:
        poll(f"{url}/feed", PollState(etag='"v"'), NOW, guest(agent="servanda (+https://ledger.example)"))
        with pytest.raises(UnreadableError, match="404"):
            guest().fetch(f"{url}/nothing")
    assert {headers["user-agent"] for _, headers in site.asked[:2]} == {"servanda (+https://ledger.example)"}
    assert site.asked[1][1]["if-none-match"] == '"v"'
