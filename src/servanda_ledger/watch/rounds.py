"""One round over the feeds: look at those that are due, then fetch, read and settle what they offered, host by host in turn.

Everything that was begun is a row: a round that is killed anywhere is taken up by the next where it stood. A feed belongs to one round at
a time; no fault of a feed or an item stops the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import InterfaceError, OperationalError
from django.db.models import F, Q

from servanda.pipeline import Options
from servanda.text.polite import Polite
from servanda.text.poll import Pace
from servanda_ledger.book import chain
from servanda_ledger.book.record import PLAIN
from servanda_ledger.follow.propose import propose, unproposed
from servanda_ledger.watch.claims import claimed
from servanda_ledger.watch.fetching import fetch
from servanda_ledger.watch.follows import followed
from servanda_ledger.watch.judging import Judge
from servanda_ledger.watch.looking import look
from servanda_ledger.watch.models import DONE, FETCHED, KEPT, PENDING, Feed, Item
from servanda_ledger.watch.settling import read
from servanda_ledger.watch.signatures import Signatures, sign_all
from servanda_ledger.watch.summary import Summary, feed_line, item_line

PACE = Pace()
MOST = 100  # items of one feed in one round
_PATIENCE = 3  # failures in a row after which a host is left alone until the next round
_DATABASE = (OperationalError, InterfaceError)  # the ledger itself is out of order


@dataclass(frozen=True, slots=True)
class Manner:
    """How a round goes about it: politely, at what pace, by which clock, and how texts are read."""

    polite: Polite
    clock: chain.Clock = chain.now
    pace: Pace = PACE
    options: Options = PLAIN
    most: int = MOST


def run_round(feeds: Sequence[Feed], manner: Manner, summary: Summary) -> Summary:
    """Look at these feeds and settle what they offer. Raises only when the ledger cannot be read or written."""
    with ExitStack() as stack:
        mine = [feed for feed in feeds if _looked(feed, manner, summary, stack)]
        queue = list(_queue(mine, manner))
        if queue:
            _work_off(queue, manner, summary)
        _propose(mine, manner.clock, summary)
    summary.waiting = Item.objects.filter(feed__in=[feed.pk for feed in feeds]).exclude(state=DONE).count()
    return summary


def _looked(feed: Feed, manner: Manner, summary: Summary, stack: ExitStack) -> bool:
    """Look at one feed, if it is nobody else's; whether its items may be taken up."""
    if feed.stopped_at is not None:
        summary.add(feed_line(feed, "stopped", "was stopped by an editor; --retry asks it again"))
        return False
    if not stack.enter_context(claimed(feed.pk)):
        summary.add(feed_line(feed, "busy", "another run is at it"))
        return False
    try:
        feed.refresh_from_db()
        seen = look(feed, manner.clock(), manner.polite, manner.pace)
        summary.add(feed_line(feed, seen.polled.outcome, seen.polled.why, seen.new))
    except _DATABASE:
        raise
    except Exception as error:
        why = f"could not be looked at ({type(error).__name__})"
        now = manner.clock()
        Feed.objects.filter(pk=feed.pk).update(
            outcome="failed", why=why, failures=F("failures") + 1, asked_at=now, next_at=now + manner.pace.interval
        )
        feed.refresh_from_db()
        summary.add(feed_line(feed, "failed", why))
    return True


def due(feed: Feed, now: datetime) -> list[Item]:
    """The items of a feed that are to be taken up: what was fetched first, then what is to be fetched, in the order it was seen.

    A clock that was set back since an item was last tried does not make it wait.
    """
    waits = Q(next_at__isnull=True) | Q(next_at__lte=now) | Q(tried_at__gt=now)
    rows = Item.objects.filter(feed=feed).filter(Q(state=FETCHED) | Q(state=PENDING) & waits)
    return list(rows.defer("data").order_by("state", "id"))


def _queue(feeds: Sequence[Feed], manner: Manner) -> Iterator[Item]:
    """The items of this round, so that the hosts take turns and each has time between two requests."""
    places: defaultdict[str, int] = defaultdict(int)
    ranked: list[tuple[int, int, Item]] = []
    now = manner.clock()
    for number, feed in enumerate(feeds):
        for item in due(feed, now)[: manner.most]:
            host = _host(item)
            ranked.append((places[host], number, item))
            places[host] += 1
    ranked.sort(key=lambda each: each[:2])
    for _, _, item in ranked:
        yield item


def _host(item: Item) -> str:
    return urlsplit(item.url).netloc.lower() if item.url else ""


def _work_off(queue: Sequence[Item], manner: Manner, summary: Summary) -> None:
    sign_all()
    judge = Judge(followed(), Signatures(), manner.options)
    failures: Counter[str] = Counter()
    for item in queue:
        host = _host(item)
        if item.state == PENDING and failures[host] >= _PATIENCE:
            continue
        try:
            if item.state == FETCHED or fetch(item, manner.polite, manner.clock()):
                read(item, judge, manner.clock)
                failures[host] = 0
            elif item.state == PENDING:
                failures[host] += 1
        except _DATABASE:
            raise
        except Exception as error:
            item.refresh_from_db()
            item.reason = f"could not be settled ({type(error).__name__})"
            Item.objects.filter(pk=item.pk).update(reason=item.reason)
        summary.add(item_line(item))


def _propose(feeds: Sequence[Feed], clock: chain.Clock, summary: Summary) -> None:
    """Hold what was kept against open commitments of earlier documents, also what an earlier round did not come to."""
    kept = set(Item.objects.filter(feed__in=[f.pk for f in feeds], outcome=KEPT).values_list("document", flat=True))
    for document in [each for each in unproposed() if each in kept] if kept else ():
        try:
            propose(document, clock=clock)
        except _DATABASE:
            raise
        except Exception as error:
            summary.trouble.append(f"{document}: could not be held against earlier documents ({type(error).__name__})")
