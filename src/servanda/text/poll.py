"""Looking at a feed again: only if it is time, only for what has changed, and ever more seldom while it fails.

The clock is an argument. A clock that was set back neither stops a feed nor makes it be asked more often.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from servanda.text.feed_items import MAX_FEED, FeedPage
from servanda.text.feeds import parse_feed
from servanda.text.hop import Answer
from servanda.text.polite import Polite, TooSoonError
from servanda.text.refusal import UnreadableError
from servanda.text.robots import ForbiddenError

Outcome = Literal["new", "unchanged", "failed", "not_yet", "forbidden", "gone"]
Reader = Callable[[bytes, str, str | None], FeedPage]  # bytes, address, media type; raises `UnreadableError`

_VALIDATOR = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,498}[\x21-\x7e])?")
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})")
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml, text/xml, text/html;q=0.8, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a feed is asked: `interval` when all is well, from `first` doubling up to `longest` while it fails.

    What the server itself asks for (Retry-After, max-age) is heeded up to `server`.
    """

    interval: timedelta = timedelta(hours=1)
    first: timedelta = timedelta(minutes=15)
    longest: timedelta = timedelta(days=1)
    server: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PollState:
    """What is remembered of a feed between looks: validators, when it may next be asked, how often it has failed since it last answered.

    `asked_at` is when it was last looked at, by the clock of then; `digest` that of its last body; `moved` its address for
    good, if the server said so; `gone` that the server said it will not come back (a fresh state asks again). Keep it together
    with the items of the page, or not at all: a page whose state was kept is not given again.
    """

    etag: str | None = None
    last_modified: str | None = None
    next_at: datetime | None = None
    failures: int = 0
    asked_at: datetime | None = None
    digest: str | None = None
    moved: str | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of looking: the page when there is a new one, the state to remember whatever the outcome, and why in one line."""

    outcome: Outcome
    page: FeedPage | None
    state: PollState
    why: str = ""


def poll(url: str, state: PollState, now: datetime, polite: Polite, pace: Pace | None = None, reader: Reader = parse_feed) -> Polled:
    """Look at the feed `url` if it is time. Never raises for what the server does; `ValueError` for a `now` without a time zone."""
    if now.tzinfo is None:
        raise ValueError("the time must have a time zone")
    now, pace = now.astimezone(UTC), pace or Pace()
    if state.gone:
        return Polled("gone", None, state, "is gone for good, as the server said")
    state = _set_back(state, now)
    if state.next_at is not None and now < state.next_at:
        return Polled("not_yet", None, state, f"is next asked at {state.next_at.isoformat(timespec='seconds')}")
    return _Look(url, state, now, pace).through(polite, reader)


def _set_back(state: PollState, now: datetime) -> PollState:
    """If the clock was set back since the last look, the same wait counted from now."""
    if state.asked_at is None or state.asked_at <= now:
        return state
    wait = max(state.next_at - state.asked_at, timedelta(0)) if state.next_at is not None else None
    return replace(state, asked_at=now, next_at=None if wait is None else now + wait)


@dataclass(frozen=True, slots=True)
class _Look:
    url: str
    state: PollState
    now: datetime
    pace: Pace

    def through(self, polite: Polite, reader: Reader) -> Polled:
        address = self.state.moved or self.url
        # one byte more than is read shows the reader that there is more
        rules = replace(polite.rules, max_bytes=MAX_FEED + 1, cut=True, media_types=None)
        try:
            answer = polite.ask(address, self._conditions(), rules)
            return self._told(answer, reader)
        except TooSoonError as error:
            return Polled("not_yet", None, replace(self.state, asked_at=self.now, next_at=self._at(error.seconds)), error.reason)
        except ForbiddenError as error:
            state = replace(self.state, asked_at=self.now, next_at=self.now + self.pace.longest)
            return Polled("forbidden", None, state, error.reason)
        except UnreadableError as error:
            return self._failed(error.reason)

    def _conditions(self) -> dict[str, str]:
        headers = {"Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        if self.state.etag:
            headers["If-None-Match"] = self.state.etag
        if self.state.last_modified:
            headers["If-Modified-Since"] = self.state.last_modified
        return headers

    def _told(self, answer: Answer, reader: Reader) -> Polled:
        if answer.status == 304 and (self.state.etag or self.state.last_modified):
            return Polled("unchanged", None, self._well(answer), "has not changed")
        if answer.status == 410:
            state = replace(self._failed("").state, gone=True, next_at=None)
            return Polled("gone", None, state, "is gone for good (410); follow another address")
        if answer.status != 200:
            return self._failed(f"answered {answer.status} {answer.reason}".rstrip(), _retry_after(answer, self.now))
        digest = hashlib.sha256(answer.data).hexdigest()
        if digest == self.state.digest:
            return Polled("unchanged", None, self._well(answer), "has not changed")
        try:
            page = reader(answer.data, answer.url, answer.media_type)
        except UnreadableError as error:
            return self._failed(error.reason)
        except Exception as error:  # whatever a reader stumbles over must not stop the other feeds
            return self._failed(f"could not be read ({type(error).__name__})")
        return Polled("new", page, replace(self._well(answer), digest=digest), "; ".join(page.problems))

    def _well(self, answer: Answer) -> PollState:
        """The state after an answer that is fine."""
        fresh = answer.status == 200  # its validators replace the old ones even where there are none
        aged = _MAX_AGE.search(answer.headers.get("cache-control", ""))
        wanted = timedelta(seconds=int(aged.group(1)) if aged else 0)
        wait = max(self.pace.interval * (1 + 0.1 * self._chance(0)), min(wanted, self.pace.longest))
        return replace(
            self.state,
            etag=_validator(answer, "etag") or (None if fresh else self.state.etag),
            last_modified=_validator(answer, "last-modified") or (None if fresh else self.state.last_modified),
            next_at=self.now + wait,
            failures=0,
            asked_at=self.now,
            moved=answer.moved or self.state.moved,
        )

    def _failed(self, why: str, server: timedelta = timedelta(0)) -> Polled:
        failures = self.state.failures + 1
        doubled = self.pace.first * 2 ** min(failures - 1, 30)
        wait = min(doubled, self.pace.longest) * (0.9 + 0.2 * self._chance(failures))
        wait = max(wait, min(server, self.pace.server))
        # a new address that fails is given up, so that the old one, which may lead elsewhere by now, is asked again
        state = replace(self.state, failures=failures, asked_at=self.now, next_at=self.now + wait, moved=None)
        return Polled("failed", None, state, why)

    def _at(self, seconds: float) -> datetime:
        return self.now + min(timedelta(seconds=min(seconds, 1e8)), self.pace.server)

    def _chance(self, failures: int) -> float:
        """A number from 0 to 1 that is always the same for this feed and count, and spreads feeds over time."""
        digest = hashlib.sha256(f"{failures} {self.url}".encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:4], "big") / 0xFFFFFFFF


def _validator(answer: Answer, name: str) -> str | None:
    """A validator that can be sent back as it is."""
    value = answer.headers.get(name, "").strip()
    return value if _VALIDATOR.fullmatch(value) else None


def _retry_after(answer: Answer, now: datetime) -> timedelta:
    """The wait that the server asks for, in seconds or until a day; a day counts from the server's own clock."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=int(value[:8]))
    until = _day(value)
    if until is None:
        return timedelta(0)
    return max(until - (_day(answer.headers.get("date", "")) or now), timedelta(0))


def _day(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
