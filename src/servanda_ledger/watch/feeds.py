"""Feeds in the table: which there are, and what is remembered of each between looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from servanda.text.feed_items import web_address
from servanda.text.poll import PollState
from servanda_ledger.watch.models import LONGEST_URL, Feed

State = Literal["new", "well", "failing", "forbidden", "gone", "stopped"]
STATE = ("etag", "last_modified", "next_at", "failures", "asked_at", "digest", "moved", "gone")


class FeedError(ValueError):
    """Raised for an address or pattern that cannot be polled; its message says why, for people."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feed to be polled; for a page list with the pattern of the addresses that count (empty: links whose words can be a title)."""

    url: str
    pattern: str | None = None


def checked(wanted: Wanted) -> Wanted:
    """The same, tidied. Raises `FeedError` when it is no web address or the pattern no regular expression."""
    url = wanted.url.strip()
    if not url.lower().startswith(("http://", "https://")) or len(url) > LONGEST_URL or web_address(url, url) is None:
        raise FeedError(f"{url[:200]!r} is no web address; give one that begins with https:// and holds no password")
    if wanted.pattern is not None:
        try:
            re.compile(wanted.pattern)
        except re.error as error:
            raise FeedError(f"{wanted.pattern!r} is no regular expression ({error})") from error
        if len(wanted.pattern) > 500:
            raise FeedError("the pattern is longer than 500 characters")
    return Wanted(url, wanted.pattern)


def register(wanted: Wanted, *, by: str, now: datetime) -> Feed:
    """The feed, put in the table if it is new. Raises `FeedError`.

    A page list that is known gets the new pattern, and is looked at again in full; one that was stopped stays so (see `retry`).
    """
    wanted = checked(wanted)
    with transaction.atomic():
        feed, new = Feed.objects.get_or_create(url=wanted.url, defaults={"pattern": wanted.pattern, "added_at": now, "added_by": by[:200]})
        if not new and wanted.pattern is not None and wanted.pattern != feed.pattern:
            feed.pattern = wanted.pattern
            remember(feed, PollState())
            feed.save(update_fields=["pattern", *STATE])
    return feed


def stop(feed: Feed, *, by: str, now: datetime) -> None:
    """Poll it no more; what it offered stays."""
    Feed.objects.filter(pk=feed.pk).update(stopped_at=now, stopped_by=by[:200])


def retry(feed: Feed) -> None:
    """Ask it again at the next run, in full, whatever it answered before; also if it was stopped or is gone."""
    fresh = PollState()
    values = {name: getattr(fresh, name) for name in STATE}
    Feed.objects.filter(pk=feed.pk).update(stopped_at=None, stopped_by="", **values)


def poll_state(feed: Feed) -> PollState:
    """What is remembered of a feed."""
    return PollState(**{name: getattr(feed, name) for name in STATE})


def remember(feed: Feed, state: PollState) -> None:
    """Put a state on the row, which the caller saves."""
    for name in STATE:
        setattr(feed, name, getattr(state, name))


def standing(feed: Feed) -> State:
    """How a feed stands, in one word."""
    if feed.stopped_at is not None:
        return "stopped"
    if feed.gone:
        return "gone"
    if feed.outcome == "forbidden":
        return "forbidden"
    if feed.failures:
        return "failing"
    return "well" if feed.answered_at is not None else "new"
