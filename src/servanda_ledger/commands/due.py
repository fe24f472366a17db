"""`servanda due`: what falls due, is overdue, or has no date."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from servanda_ledger.commands.start import complain, within

_STATES = ("overdue", "due", "upcoming", "undated")
FORMATS = ("table", "json", "jsonl", "csv", "markdown", "html")


def add_parser(subparsers: Any) -> None:
    """Add `due` to a command line."""
    parser = subparsers.add_parser("due", help="what falls due", description="Lists open commitments by their deadlines.")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="the day to judge from (default: today, in UTC)")
    parser.add_argument("--party", action="append", default=[], metavar="ISO3", help="a party that must be bound; twice for a pair")
    parser.add_argument("--series", default="", metavar="NAME", help="a dialogue's name")
    parser.add_argument("--until", type=_day, metavar="DATE", help="leave out what falls due later")
    parser.add_argument("--state", action="append", choices=_STATES, help="only these (may be given more than once)")
    parser.add_argument("--format", choices=[*FORMATS, "ics"], help="table on a terminal, json elsewhere")
    parser.set_defaults(run=lambda args: within(run, args))


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is not a day such as 2031-05-04") from error


def run(args: argparse.Namespace) -> int:
    """Print what is due; 0 done, 1 the ledger cannot be read, 2 a party that nobody knows."""
    from servanda_ledger.book.chain import now
    from servanda_ledger.book.keys import series_key
    from servanda_ledger.catalogue.party_codes import UnknownPartyError, party_code
    from servanda_ledger.commands.due_shown import show
    from servanda_ledger.follow.due import STATES, Asked, due

    try:
        parties = tuple(party_code(party) for party in args.party)
    except UnknownPartyError as error:
        complain(str(error))
        return 2
    asked = Asked(
        as_of=args.as_of or now().date(),
        parties=parties,
        series=series_key(args.series) if args.series else "",
        states=tuple(state for state in STATES if not args.state or state in args.state),
        until=args.until,
    )
    show(due(asked), asked, args.format or ("table" if sys.stdout.isatty() else "json"))
    return 0
