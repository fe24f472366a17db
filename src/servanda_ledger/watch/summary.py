"""What one run of `watch` did, for people and programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from servanda_ledger.watch.models import DONE, Feed, Item


@dataclass(frozen=True, slots=True)
class FeedLine:
    """What came of one feed: `outcome` as `servanda.text.poll.Outcome`, or stopped, or busy (another run is at it)."""

    feed: str
    title: str
    outcome: str
    why: str = ""
    new: int = 0
    failures: int = 0
    next_at: datetime | None = None
    moved: str | None = None

    @property
    def failed(self) -> bool:
        """Whether it could not be looked at just now."""
        return self.outcome in ("failed", "forbidden", "gone")

    def json(self) -> dict[str, Any]:
        """As the summary prints it."""
        return {
            "feed": self.feed,
            "title": self.title,
            "outcome": self.outcome,
            "why": self.why,
            "new": self.new,
            "failures": self.failures,
            "next": stamp(self.next_at),
            "moved": self.moved,
        }


@dataclass(frozen=True, slots=True)
class ItemLine:
    """What came of one item; `outcome` is waiting while it is to be fetched again at `next_at`."""

    feed: str
    item: str
    title: str
    outcome: str
    reason: str
    document: str | None = None
    entry: int | None = None
    near_to: str | None = None
    similarity: float | None = None
    next_at: datetime | None = None

    def json(self) -> dict[str, Any]:
        """As the summary prints it."""
        return {
            "feed": self.feed,
            "item": self.item,
            "title": self.title,
            "outcome": self.outcome,
            "reason": self.reason,
            "document": self.document,
            "entry": self.entry,
            "near_to": self.near_to,
            "similarity": None if self.similarity is None else round(self.similarity, 2),
            "next": stamp(self.next_at),
        }


@dataclass(slots=True)
class Summary:
    """One run, line by line. `told` hears of each line at once."""

    told: Callable[[FeedLine | ItemLine], None] = lambda _: None
    feeds: list[FeedLine] = field(default_factory=list)
    items: list[ItemLine] = field(default_factory=list)
    waiting: int = 0  # items that are still to be fetched or read
    trouble: list[str] = field(default_factory=list)  # what else went wrong, a line each

    def add(self, line: FeedLine | ItemLine) -> None:
        """One more line."""
        if isinstance(line, FeedLine):
            self.feeds.append(line)
        else:
            self.items.append(line)
        self.told(line)

    @property
    def failed(self) -> bool:
        """Whether a feed could not be looked at."""
        return any(line.failed for line in self.feeds)

    @property
    def counts(self) -> Counter[str]:
        """How many items came to which outcome."""
        return Counter(line.outcome for line in self.items)

    def json(self) -> dict[str, Any]:
        """`servanda.watched/1`."""
        return {
            "schema": "servanda.watched/1",
            "feeds": [line.json() for line in self.feeds],
            "items": [line.json() for line in self.items],
            "waiting": self.waiting,
            "trouble": self.trouble,
        }


def feed_line(feed: Feed, outcome: str, why: str = "", new: int = 0) -> FeedLine:
    """The line of a feed as its row stands."""
    return FeedLine(feed.url, feed.title, outcome, why, new, feed.failures, feed.next_at, feed.moved)


def item_line(item: Item) -> ItemLine:
    """The line of an item as its row stands."""
    outcome = item.outcome if item.state == DONE else "waiting"
    near_to = item.near_to or None
    name = item.url or item.guid
    return ItemLine(
        item.feed.url, name, item.title, outcome, item.reason, item.document or None, item.entry, near_to, item.similarity, item.next_at
    )


def stamp(moment: datetime | None) -> str | None:
    """A time in UTC as ISO 8601, to the second."""
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
