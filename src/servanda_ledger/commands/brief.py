"""`servanda brief`: the digest of a day or period, and sending it to those who subscribed."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from servanda_ledger.commands.start import complain, within

if TYPE_CHECKING:
    from servanda_ledger.brief.parts import NewBy, Scope

_FORMATS = ("text", "html", "json", "markdown")


def add_parser(subparsers: Any) -> None:
    """Add `brief` to a command line."""
    parser = subparsers.add_parser("brief", help="the digest of a day or period", description="Prints the digest of a day or period.")
    parser.add_argument("--date", type=_day, metavar="DATE", help="the day, or the last of several (default: today, in UTC)")
    parser.add_argument("--days", type=int, default=1, metavar="N", help="how many days (default: 1)")
    parser.add_argument("--ahead", type=int, default=7, metavar="N", help="deadlines of so many days ahead (default: 7)")
    parser.add_argument(
        "--new", choices=["added", "dated"], help="new is what came in or what is dated then (default: dated, if nothing came in)"
    )
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--party", action="append", default=[], metavar="ISO3", help="a party that must be bound; twice for a pair")
    whose.add_argument("--dialogue", metavar="KEY", help="a dialogue, by the key in its address")
    whose.add_argument("--instrument", metavar="KEY", help="an instrument, by the key in its address")
    whose.add_argument("--search", metavar="QUERY", help="what a search finds: words, or the parameters of its address")
    parser.add_argument("--language", choices=["en", "fr"], default="en")
    parser.add_argument("--format", choices=_FORMATS, default="text")
    parser.set_defaults(run=lambda args: within(run, args))
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND")
    send = verbs.add_parser("send", help="send what is due to those who subscribed", description="Sends briefs; run it every few minutes.")
    send.add_argument("--now", type=_moment, metavar="ISO", help="the time to act as if it were (default: the present)")
    send.add_argument("--dry-run", action="store_true", help="say what would be sent, and change nothing")
    send.set_defaults(run=lambda args: within(send_all, args))


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is not a day such as 2031-05-04") from error


def _moment(value: str) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is not a time such as 2031-05-04T06:00:00Z") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def run(args: argparse.Namespace) -> int:
    """Print a brief; 0 done, 1 the ledger cannot be read, 2 what was asked means nothing."""
    from servanda_ledger.book.chain import now
    from servanda_ledger.brief.choose import brief_of
    from servanda_ledger.brief.parts import Choice
    from servanda_ledger.brief.rendering import render
    from servanda_ledger.brief.scope import ScopeError

    if not 0 <= args.ahead <= 3660:
        return _wrong("--ahead takes 0 to 3660 days")
    try:
        day = args.date or now().date()
        new_by = args.new or _usual(day, args.days)
        brief = brief_of(day, args.days, _scope(args), Choice(ahead=args.ahead, compare=200, new_by=new_by))
    except ScopeError as error:
        return _wrong(_REASONS.get(str(error), str(error)))
    except ValueError as error:
        return _wrong(str(error))
    sys.stdout.write(render(brief, args.format, args.language))
    return 0


_REASONS = {
    "party": "no such party; give its three-letter code, such as CAN",
    "count": "give one --party, or two different ones for a pair",
    "search": "that search means nothing; give words, or parameters such as party=CAN&obligation=firm",
    "nothing": "the scope is empty",
}


def _scope(args: argparse.Namespace) -> Scope:
    from servanda_ledger.brief.scope import scope_of

    if args.party:
        return scope_of("party" if len(args.party) == 1 else "pair", ",".join(args.party))
    for kind in ("dialogue", "instrument", "search"):
        if getattr(args, kind):
            return scope_of(kind, getattr(args, kind))
    return scope_of("everything", "")


def _wrong(message: str) -> int:
    print(f"servanda brief: {message}", file=sys.stderr)
    return 2


def _usual(day: date, days: int) -> NewBy:
    """What is new in a period: what came in. In one from before the ledger, or when nothing came in, what bears a date of it."""
    from servanda_ledger.brief.choose import period_of

    period = period_of(day, days)
    return "added" if period.after < period.until else "dated"


def send_all(args: argparse.Namespace) -> int:
    """Send what is due; 0 done, 1 mail is not set up, or some could not be sent yet."""
    from servanda_ledger.brief.send import send
    from servanda_ledger.brief.smtp import MailSettingsError

    try:
        done = send(args.now, dry_run=args.dry_run, tell=lambda line: print(line, flush=True))
    except MailSettingsError as error:
        return complain(str(error))
    print(done.words)
    return 1 if done.troubled else 0
