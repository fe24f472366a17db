"""What `servanda watch` prints: rounds, feeds and what is followed, as a table or JSON."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Count, Q
from rich.console import Console
from rich.table import Table
from rich.text import Text

from servanda.publish.printable import one_line
from servanda_ledger.watch.feeds import standing
from servanda_ledger.watch.models import KEPT, Feed, Follow
from servanda_ledger.watch.summary import Summary, stamp


def show_round(summary: Summary, chosen: str, *, compact: bool = False) -> None:
    """One round on standard output; `compact` puts it on one line of JSON."""
    if chosen == "json":
        print(json.dumps(summary.json(), ensure_ascii=False, indent=None if compact else 2), flush=True)
        return
    counts = summary.counts
    if summary.items:
        table = _table("Outcome", "Item", "Why")
        for line in summary.items:
            table.add_row(line.outcome, _words(line.title or line.item), _words(line.reason))
        Console().print(table)
    words = {
        "kept": "kept",
        "aside": "set aside",
        "near": "near-duplicates",
        "known": "known",
        "unreadable": "unreadable",
        "waiting": "waiting",
    }
    told = ", ".join(f"{counts[name]} {shown}" for name, shown in words.items() if counts[name]) or "nothing new"
    failed = sum(line.failed for line in summary.feeds)
    feeds = f"{len(summary.feeds)} feed{'' if len(summary.feeds) == 1 else 's'}"
    print(f"{feeds}: {told}{f'; {failed} could not be looked at' if failed else ''}.", flush=True)


def show_feeds(chosen: str) -> None:
    """The feeds, how they stand, and when they are next asked."""
    rows = Feed.objects.annotate(offered=Count("items"), kept=Count("items", filter=Q(items__outcome=KEPT))).order_by("id")
    if chosen == "json":
        print(json.dumps({"schema": "servanda.feeds/1", "feeds": [_feed(row) for row in rows]}, ensure_ascii=False, indent=2))
        return
    table = _table("Feed", "State", "Kept", "Next", "Why")
    for row in rows:
        state = f"{standing(row)} ({row.failures})" if row.failures else standing(row)
        table.add_row(_words(row.url), state, f"{row.kept} of {row.offered}", stamp(row.next_at) or "", _words(row.why))
    Console().print(table if rows else "No feeds yet; servanda watch FEED adds one.")


def _feed(row: Any) -> dict[str, Any]:
    return {
        "feed": row.url,
        "list": row.pattern,
        "title": row.title,
        "state": standing(row),
        "why": row.why,
        "failures": row.failures,
        "last": stamp(row.asked_at),
        "answered": stamp(row.answered_at),
        "next": stamp(row.next_at),
        "moved": row.moved,
        "items": row.offered,
        "kept": row.kept,
    }


def show_followed(chosen: str) -> None:
    """What is followed."""
    rows = list(Follow.objects.all())
    if chosen == "json":
        followed = [{"kind": row.kind, "value": row.value} for row in rows]
        print(json.dumps({"schema": "servanda.followed/1", "followed": followed}, ensure_ascii=False, indent=2))
        return
    if not rows:
        print("Nothing is followed, so every document is kept.")
        return
    table = _table("Kind", "Value")
    for row in rows:
        table.add_row(row.kind, _words(row.value))
    Console().print(table)


def _table(*columns: str) -> Table:
    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _words(words: str) -> Text:
    """Foreign words, with nothing in them that steers a terminal."""
    return Text(one_line(words))
