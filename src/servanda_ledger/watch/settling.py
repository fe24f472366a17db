"""Reading one item that was fetched, and settling it: the book, the signature and the item's row change together, or none of them does."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from servanda.text import Loaded
from servanda_ledger.book import chain
from servanda_ledger.book.record import record_by
from servanda_ledger.watch import signatures
from servanda_ledger.watch.fetching import close
from servanda_ledger.watch.judging import Judge, Judged
from servanda_ledger.watch.models import KEPT, KNOWN, NEAR, UNREADABLE, Item

AUTHOR = "watch"
_READINGS = 3  # after so many an item that the program stumbles over is given up


def read(item: Item, judge: Judge, clock: chain.Clock) -> None:
    """Read an item whose bytes are here, and settle it."""
    now = clock()
    if item.tries >= _READINGS:
        close(item, UNREADABLE, f"{item.reason or 'reading it ended the program'}; tried {item.tries} times", now)
        return
    item.tries += 1
    item.tried_at = now
    item.save(update_fields=["tries", "tried_at"])
    judged = judge(loaded(item), forced=item.forced)
    item.document = judged.document
    if judged.kept is None:
        _drop(item, judged, now)
    else:
        _keep(item, judged, judge, clock)


def loaded(item: Item) -> Loaded:
    """The bytes of an item."""
    return Loaded(zlib.decompress(bytes(item.data or b"")), item.url or item.guid, item.media_type or None)


def _keep(item: Item, judged: Judged, judge: Judge, clock: chain.Clock) -> None:
    if judged.kept is None:
        raise ValueError("there is nothing to keep")
    why = f"{' '.join(str(item.feed).split())[:200]}: {judged.reason}"
    with chain.writing(clock) as writer:
        # What another run recorded since the text was judged counts too.
        if judge.signatures.refresh() and not item.forced and (near := judge.signatures.near(judged.signed)) is not None:
            _drop_near(item, replace(judged, outcome=NEAR, reason=near.reason, near=near), clock())
            return
        done = record_by(writer, judged.kept, chain.By(AUTHOR, why, clock), judge.options)
        if done.entry is None:
            close(item, KNOWN, "is in the ledger already", clock())
            return
        signatures.keep(judged.document, judged.signed)
        item.entry = done.entry.number
        close(item, KEPT, judged.reason, clock())


def _drop(item: Item, judged: Judged, now: datetime) -> None:
    if judged.near is None:
        with transaction.atomic():
            close(item, judged.outcome, judged.reason, now)
        return
    with chain.writing():
        _drop_near(item, judged, now)


def _drop_near(item: Item, judged: Judged, now: datetime) -> None:
    """Within the right to write."""
    if judged.near is None:
        raise ValueError("it is near to nothing")
    item.near_to, item.similarity = judged.near.document, judged.near.similarity
    signatures.keep(judged.document, judged.signed, original=judged.near.document)
    close(item, NEAR, judged.reason, now)
