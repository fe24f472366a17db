"""Looking at one feed: what it answers is kept together with the items that it offers for the first time, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db import transaction

from servanda.text.feed_items import FeedItem, FeedPage
from servanda.text.feeds import parse_feed
from servanda.text.page_list import parse_list
from servanda.text.polite import Polite
from servanda.text.poll import Pace, Polled, Reader, poll
from servanda_ledger.watch.feeds import STATE, poll_state, remember
from servanda_ledger.watch.models import Feed, Item

_LOOKED = (*STATE, "outcome", "why", "answered_at", "title")
_BATCH = 200
_IDS = 400  # in one question to the database


@dataclass(frozen=True, slots=True)
class Look:
    """What came of looking at a feed, and how many items it offered for the first time."""

    polled: Polled
    new: int = 0


def look(feed: Feed, now: datetime, polite: Polite, pace: Pace) -> Look:
    """Look at a feed that is ours, and keep what it says."""
    polled = poll(feed.url, poll_state(feed), now, polite, pace, reader_of(feed))
    with transaction.atomic():
        fresh = keep_items(feed, polled.page, now) if polled.page is not None else 0
        remember(feed, polled.state)
        if polled.outcome != "not_yet":
            feed.outcome, feed.why = polled.outcome, _plain(polled.why)
        if polled.outcome in ("new", "unchanged"):
            feed.answered_at = now
        if polled.page is not None and polled.page.title:
            feed.title = _plain(polled.page.title)
        feed.save(update_fields=_LOOKED)  # an editor may have stopped it meanwhile
    return Look(polled, fresh)


def peek(feed: Feed, now: datetime, polite: Polite, pace: Pace) -> Polled:
    """Look at a feed and keep nothing: all it offers now is given, also what it offered before."""
    state = replace(poll_state(feed), etag=None, last_modified=None, digest=None)
    return poll(feed.url, state, now, polite, pace, reader_of(feed))


def reader_of(feed: Feed) -> Reader:
    """What reads the answers of a feed or page list."""
    return parse_feed if feed.pattern is None else partial(parse_list, pattern=feed.pattern or None)


def keep_items(feed: Feed, page: FeedPage, now: datetime) -> int:
    """Put the items that were not seen before in the table, the oldest first; how many there were."""
    fresh = unseen(feed, page)
    rows = [
        Item(
            feed=feed,
            guid=_plain(item.id),
            url=None if item.url is None else _plain(item.url),
            title=_plain(item.title),
            published=item.published,
            seen_at=now,
        )
        for item in reversed(fresh)
    ]
    Item.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


def unseen(feed: Feed, page: FeedPage) -> list[FeedItem]:
    """The items that the feed did not offer before, in its order."""
    items = {_plain(item.id): item for item in page.items}
    ids = list(items)
    for start in range(0, len(ids), _IDS):
        known = Item.objects.filter(feed_id=feed.pk, guid__in=ids[start : start + _IDS])
        for guid in known.values_list("guid", flat=True):
            del items[guid]
    return list(items.values())


def _plain(words: str) -> str:
    """Words as a database takes them: PostgreSQL has no NUL, and UTF-8 no half characters."""
    return words.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
