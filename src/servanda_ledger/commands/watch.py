"""`servanda watch`: poll feeds for new documents, and record those that bear on what is followed."""

from __future__ import annotations

import argparse
from typing import Any

from servanda_ledger.commands.start import StartError, complain, start

_ABOUT = """\
Looks at feeds (RSS, Atom, JSON Feed) and pages of links, fetches what is new, and records what bears on what is followed;
where nothing is followed, everything. Without FEED, all feeds of the ledger are looked at that are due. With options that
only change the settings (--follow-..., --unfollow, --stop, --list-...) and no FEED, nothing is polled."""


def add_parser(subparsers: Any) -> None:
    """Add `watch` to a command line."""
    parser = subparsers.add_parser("watch", help="record new documents from feeds", description=_ABOUT)
    parser.add_argument("feeds", nargs="*", metavar="FEED", help="the web address of a feed, or with --list of a page of links")
    parser.add_argument(
        "--list", metavar="PATTERN", help="FEED is a page; addresses that match this regular expression ('': any) are items"
    )
    often = parser.add_mutually_exclusive_group()
    often.add_argument("--once", action="store_true", help="one round, as for cron (the default)")
    often.add_argument("--every", type=_minutes, metavar="MINUTES", help="go on, with a round every so many minutes")
    parser.add_argument("--dry-run", action="store_true", help="show what would be kept and write nothing")
    parser.add_argument("--follow-party", action="append", default=[], metavar="ISO3", help="follow a party, also by its groups")
    parser.add_argument("--follow-pair", action="append", default=[], nargs=2, metavar="ISO3", help="follow two parties together")
    parser.add_argument("--follow-series", action="append", default=[], metavar="NAME", help="follow a dialogue")
    parser.add_argument("--follow-instrument", action="append", default=[], metavar="TITLE", help="follow a treaty or other instrument")
    parser.add_argument("--follow-search", action="append", default=[], metavar="WORDS", help='words, "phrases" and -words')
    parser.add_argument("--unfollow", action="append", default=[], nargs=2, metavar=("KIND", "VALUE"), help="as --list-followed shows them")
    parser.add_argument("--list-followed", action="store_true", help="show what is followed")
    parser.add_argument("--list-feeds", action="store_true", help="show the feeds, how they stand and when they are next asked")
    parser.add_argument("--stop", action="store_true", help="poll these feeds no more")
    parser.add_argument("--retry", action="store_true", help="ask these feeds now, whatever they answered before")
    parser.add_argument("--limit", type=_count, default=100, metavar="N", help="items of one feed in one round (default: 100)")
    parser.add_argument("--language", metavar="CODE", help="the language of the documents, such as en")
    parser.add_argument("--names", action="append", default=[], metavar="FILE.toml", help="names and operator words of your own")
    parser.add_argument("--format", choices=["table", "json"], help="table on a terminal, json elsewhere")
    parser.add_argument("--quiet", action="store_true", help="no progress, only errors")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Watch; 0 done, 1 a feed could not be looked at or the ledger cannot be written, 2 the command line is wrong."""
    if (args.stop or args.retry) and not args.feeds:
        complain("--stop and --retry need a FEED")
        return 2
    if args.list is not None and not args.feeds:
        complain("--list needs a FEED")
        return 2
    try:
        start()
    except StartError as error:
        return complain(str(error))
    from servanda.lexicon.tables import LexiconError
    from servanda_ledger.commands.watching import watch
    from servanda_ledger.watch.feeds import FeedError
    from servanda_ledger.watch.follows import FollowError

    try:
        return watch(args)
    except (FeedError, FollowError, LexiconError) as error:
        complain(str(error))
        return 2


def _minutes(value: str) -> float:
    try:
        minutes = float(value)
    except ValueError:
        minutes = 0.0
    if not 1 <= minutes <= 7 * 24 * 60:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of minutes from 1 to 10080")
    return minutes


def _count(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 10_000:
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 1 to 10000")
    return int(value)
