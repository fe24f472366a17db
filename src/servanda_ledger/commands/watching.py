"""What `servanda watch` does once the ledger is open."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import DatabaseError, close_old_connections, transaction

from servanda.lexicon.own import load_own
from servanda.pipeline import Options
from servanda.progress import Progress
from servanda.text.polite import Polite
from servanda_ledger.book.chain import now
from servanda_ledger.commands.start import complain
from servanda_ledger.commands.watch_shown import show_feeds, show_followed, show_round
from servanda_ledger.watch import feeds as known
from servanda_ledger.watch import follows
from servanda_ledger.watch.feeds import Wanted
from servanda_ledger.watch.models import Feed, Follow
from servanda_ledger.watch.rehearsal import rehearse
from servanda_ledger.watch.rounds import Manner, run_round
from servanda_ledger.watch.summary import FeedLine, ItemLine, Summary, stamp

AUTHOR = "command line"


def guest() -> Polite:
    """What fetches, with the limits that hold for everybody."""
    return Polite()


def watch(args: argparse.Namespace) -> int:
    """Follow, register, stop or retry what is asked for, then go round. Raises `FeedError` and `FollowError` before anything is changed."""
    chosen = args.format or ("table" if sys.stdout.isatty() else "json")
    wanted = [known.checked(Wanted(url, args.list)) for url in dict.fromkeys(args.feeds)]
    more = _wanted_follows(args)
    load_own([Path(name) for name in args.names])  # better now than with the first text
    if args.dry_run:
        return _rehearse(args, wanted, more, chosen)
    with transaction.atomic():
        changed = _settle(args, wanted, more)
    if args.list_feeds:
        show_feeds(chosen)
    if args.list_followed:
        show_followed(chosen)
    listing = args.list_feeds or args.list_followed
    if args.stop or ((changed or listing) and not (args.feeds or args.once or args.every)):
        if changed and not listing and not args.quiet:
            show_followed(chosen)
        return 0
    return _rounds(args, [each.url for each in wanted], chosen)


def _wanted_follows(args: argparse.Namespace) -> list[tuple[follows.Kind, str]]:
    """What is to be followed, checked."""
    pairs = [" ".join(pair) for pair in args.follow_pair]
    given: list[tuple[follows.Kind, Sequence[str]]] = [
        ("party", args.follow_party),
        ("pair", pairs),
        ("series", args.follow_series),
        ("instrument", args.follow_instrument),
        ("search", args.follow_search),
    ]
    return [(kind, follows.checked(kind, value)) for kind, values in given for value in values]


def _settle(args: argparse.Namespace, wanted: Sequence[Wanted], more: Sequence[tuple[follows.Kind, str]]) -> bool:
    """Change the settings; whether what is followed was changed."""
    moment = now()
    for kind, value in more:
        follows.follow(kind, value, by=AUTHOR, now=moment)
    for kind, value in args.unfollow:
        if not follows.unfollow(kind, value):
            raise follows.FollowError(f"{kind} {value!r} is not followed; --list-followed shows what is")
    for each in wanted:
        if args.stop:
            feed = Feed.objects.filter(url=each.url).first()
            if feed is None:
                raise known.FeedError(f"{each.url} is no feed of the ledger; --list-feeds shows them")
            known.stop(feed, by=AUTHOR, now=moment)
            if not args.quiet:
                print(f"{feed.url}: is polled no more; --retry asks it again", file=sys.stderr)
            continue
        feed = known.register(each, by=AUTHOR, now=moment)
        if args.retry:
            known.retry(feed)
    return bool(more or args.unfollow)


def _rehearse(args: argparse.Namespace, wanted: Sequence[Wanted], more: Sequence[tuple[follows.Kind, str]], chosen: str) -> int:
    moment = now()
    rows = {feed.url: feed for feed in Feed.objects.all()}
    feeds = [rows.get(w.url) or Feed(url=w.url, pattern=w.pattern, added_at=moment, added_by=AUTHOR) for w in wanted] or list(rows.values())
    gone = {(kind, value) for kind, value in args.unfollow}
    followed = [f for f in Follow.objects.all() if (f.kind, f.value) not in gone] + [Follow(kind=kind, value=value) for kind, value in more]
    with Progress(0, quiet=args.quiet) as progress:
        summary = rehearse(feeds, follows.followed(followed), _manner(args), Summary(_teller(progress, args.quiet)))
    show_round(summary, chosen)
    return 1 if summary.failed else 0


def _rounds(args: argparse.Namespace, urls: Sequence[str], chosen: str) -> int:
    manner = _manner(args)
    while True:
        status = _round(args, urls, manner, chosen)
        if args.every is None:
            return status
        try:
            time.sleep(args.every * 60)
        except KeyboardInterrupt:
            return status


def _round(args: argparse.Namespace, urls: Sequence[str], manner: Manner, chosen: str) -> int:
    """One round; the ledger being out of order ends it, but not those that come after."""
    try:
        close_old_connections()
        rows = Feed.objects.filter(url__in=urls) if urls else Feed.objects.filter(stopped_at=None)
        with Progress(0, quiet=args.quiet) as progress:
            summary = run_round(list(rows), manner, Summary(_teller(progress, args.quiet)))
            for line in summary.trouble:
                progress.say(f"servanda: {line}")
    except (DatabaseError, OSError) as error:
        return complain(f"the ledger cannot be written: {' '.join(str(error).split())}. What was done stands; run it again to go on")
    show_round(summary, chosen, compact=args.every is not None)
    return 1 if summary.failed else 0


def _manner(args: argparse.Namespace) -> Manner:
    return Manner(guest(), options=Options(language=args.language, names=tuple(args.names)), most=args.limit)


def _teller(progress: Progress, quiet: bool) -> Any:
    """Says each line on standard error as it comes; only failures when `quiet`."""

    def tell(line: FeedLine | ItemLine) -> None:
        if isinstance(line, FeedLine):
            if line.failed:
                again = f"; failed {_times(line.failures)}, next asked at {stamp(line.next_at)}" if line.next_at and line.failures else ""
                progress.say(f"servanda: {line.feed}: {line.why}{again}")
            elif not quiet:
                progress.say(f"{line.feed}: {line.outcome}{f', {line.new} new' if line.new else ''}{f' ({line.why})' if line.why else ''}")
        elif not quiet:
            progress.say(f"  {line.outcome}: {line.title or line.item} ({line.reason})")

    return tell


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
