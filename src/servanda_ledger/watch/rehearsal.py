"""A round that writes nothing: what the feeds offer now and what would become of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.corpus.near import signature
from servanda.corpus.relevance import Followed
from servanda.text import Loaded, UnreadableError
from servanda.text.feed_items import FeedItem
from servanda_ledger.book import chain
from servanda_ledger.watch.judging import Judge
from servanda_ledger.watch.looking import peek, unseen
from servanda_ledger.watch.models import KEPT, UNREADABLE, Feed
from servanda_ledger.watch.rounds import Manner, due
from servanda_ledger.watch.signatures import Signatures, unsigned
from servanda_ledger.watch.summary import ItemLine, Summary, feed_line


def rehearse(feeds: Sequence[Feed], followed: Followed, manner: Manner, summary: Summary) -> Summary:
    """Look at these feeds, also such as are in no table yet, and judge what is new there or was left waiting."""
    judge = Judge(followed, Signatures(), manner.options)
    for document, text in unsigned():
        judge.signatures.hold(document, signature(chain.blob(text).decode()))
    for feed in feeds:
        if feed.stopped_at is not None:
            summary.add(feed_line(feed, "stopped", "was stopped by an editor; --retry asks it again"))
            continue
        seen = peek(feed, manner.clock(), manner.polite, manner.pace)
        fresh = [] if seen.page is None else unseen(feed, seen.page) if feed.pk else list(seen.page.items)
        summary.add(feed_line(feed, seen.outcome, seen.why, len(fresh)))
        for item in list(_waiting(feed, manner, fresh))[: manner.most]:
            summary.add(_judged(feed, item, judge, manner))
    return summary


def _waiting(feed: Feed, manner: Manner, fresh: Sequence[FeedItem]) -> Iterator[FeedItem]:
    if feed.pk:
        for row in due(feed, manner.clock()):
            yield FeedItem(row.guid, row.url, row.title)
    yield from reversed(fresh)


def _judged(feed: Feed, item: FeedItem, judge: Judge, manner: Manner) -> ItemLine:
    name = item.url or item.id
    if item.url is None:
        return ItemLine(feed.url, name, item.title, UNREADABLE, "has no web address, so there is nothing to fetch")
    try:
        fetched = manner.polite.fetch(item.url)
    except UnreadableError as error:
        return ItemLine(feed.url, name, item.title, "waiting", error.reason)
    try:
        judged = judge(Loaded(fetched.data, item.url, fetched.media_type))
    except Exception as error:  # a text that the reader stumbles over must not stop the others
        return ItemLine(feed.url, name, item.title, "waiting", f"could not be settled ({type(error).__name__})")
    if judged.outcome == KEPT:
        judge.signatures.hold(judged.document, judged.signed)
    near = judged.near
    return ItemLine(
        feed.url,
        name,
        item.title,
        judged.outcome,
        judged.reason,
        judged.document,
        near_to=near.document if near else None,
        similarity=near.similarity if near else None,
    )
