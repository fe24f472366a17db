"""Fetching one item: its bytes are kept on its row until they are read; what fails is tried again, ever more seldom."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta

from servanda.text.feed_items import plain_address
from servanda.text.hop import Answer
from servanda.text.polite import Polite, TooSoonError
from servanda.text.refusal import UnreadableError
from servanda.text.robots import ForbiddenError
from servanda_ledger.watch.models import ASIDE, DONE, FETCHED, KNOWN, NEAR, PENDING, UNREADABLE, Item

WAITS = (timedelta(hours=1), timedelta(hours=4), timedelta(hours=12), timedelta(days=1))  # after the first, second ... failure
_RECENT = timedelta(hours=1)  # an address that was fetched so lately for another feed is not asked again
_LONGEST_WAIT = 7 * 86_400  # seconds that a server may ask for
_GONE = 410
# What a run writes; `forced` is for editors, whose word on another item in the same moment must stand.
_OWN = (
    "state", "outcome", "reason", "tries", "tried_at", "next_at", "fetched_at", "data", "media_type", "address",
    "document", "near_to", "similarity", "entry", "done_at",
)  # fmt: skip


def fetch(item: Item, polite: Polite, now: datetime) -> bool:
    """Fetch an item that is pending; whether its bytes are here now. If not, the row says why and whether it is tried again."""
    if item.url is None:
        return close(item, UNREADABLE, "has no web address, so there is nothing to fetch", now)
    twin = None if item.forced else _twin(item, now)
    if twin is not None:
        item.document = twin.document
        return close(item, KNOWN, f"the same address was fetched for {twin.feed}", now)
    item.tries += 1
    item.tried_at = now
    item.save(update_fields=["tries", "tried_at"])
    try:
        answer = polite.ask(item.url)
    except TooSoonError as error:
        item.tries -= 1
        return _wait(item, error.reason, now + timedelta(seconds=min(error.seconds, _LONGEST_WAIT)))
    except ForbiddenError as error:
        return close(item, UNREADABLE, error.reason, now)
    except UnreadableError as error:
        return _failed(item, error.reason, now)
    except Exception as error:  # whatever an address stumbles over must not stop the others
        return _failed(item, f"could not be fetched ({type(error).__name__})", now)
    return _fetched(item, answer, now)


def _fetched(item: Item, answer: Answer, now: datetime) -> bool:
    if answer.status != 200:
        reason = f"answered {answer.status} {answer.reason}".rstrip()
        if answer.status == _GONE:
            return close(item, UNREADABLE, reason, now)
        return _failed(item, reason, now, _retry_after(answer))
    item.data = zlib.compress(answer.data, 6)
    item.media_type, item.address = answer.media_type[:200].replace("\x00", ""), answer.url
    item.state, item.fetched_at, item.tries, item.next_at, item.reason = FETCHED, now, 0, None, ""
    item.save(update_fields=_OWN)
    return True


def take(item: int) -> bool:
    """Have an item that was dropped or could not be read kept at the next run, whatever is followed; whether there is such an item."""
    dropped = Item.objects.filter(pk=item, state=DONE, outcome__in=(ASIDE, NEAR, UNREADABLE)).exclude(url=None)
    fresh = {"outcome": "", "reason": "", "tries": 0, "tried_at": None, "next_at": None, "near_to": "", "similarity": None, "done_at": None}
    return bool(dropped.update(state=PENDING, forced=True, **fresh))


def close(item: Item, outcome: str, reason: str, now: datetime) -> bool:
    """Say what became of an item for good. Always False: there are no bytes to read."""
    item.state, item.outcome, item.reason, item.done_at = DONE, outcome, reason, now
    item.data, item.next_at = None, None
    item.save(update_fields=_OWN)
    return False


def _failed(item: Item, reason: str, now: datetime, server: timedelta = timedelta(0)) -> bool:
    if item.tries > len(WAITS):
        return close(item, UNREADABLE, f"{reason}; tried {item.tries} times", now)
    return _wait(item, reason, now + max(WAITS[item.tries - 1], server))


def _wait(item: Item, reason: str, until: datetime) -> bool:
    item.reason, item.next_at, item.state = reason, until, PENDING
    item.save(update_fields=["reason", "next_at", "state", "tries"])
    return False


def _twin(item: Item, now: datetime) -> Item | None:
    """An item of another feed that was fetched from the same address just now and read."""
    lately = Item.objects.filter(state=DONE, fetched_at__gt=now - _RECENT, fetched_at__lte=now).exclude(document="")
    others = lately.exclude(feed_id=item.feed_id).select_related("feed").defer("data")
    wanted = plain_address(item.url or "")
    return next((each for each in others if each.url and plain_address(each.url) == wanted), None)


def _retry_after(answer: Answer) -> timedelta:
    """The wait in seconds that a server asks for; a day it names is not looked at, as the usual waits are long."""
    value = answer.headers.get("retry-after", "").strip()
    return timedelta(seconds=min(int(value[:8]), _LONGEST_WAIT)) if value.isascii() and value.isdigit() else timedelta(0)
