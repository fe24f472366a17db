"""`servanda due`: what falls due, is overdue, or has no date."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda_ledger.commands.start import StartError, complain, start

if TYPE_CHECKING:
    from servanda_ledger.follow.due import Item

_STATES = ("overdue", "due", "upcoming", "undated")
_LONGEST = 160  # of a commitment's words in a table
_SHOWN = 12  # undated ones in a table; the rest is counted


def add_parser(subparsers: Any) -> None:
    """Add `due` to a command line."""
    parser = subparsers.add_parser("due", help="what falls due", description="Lists open commitments by their deadlines.")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="the day to judge from (default: today, in UTC)")
    parser.add_argument("--party", action="append", default=[], metavar="ISO3", help="a party that must be bound; twice for a pair")
    parser.add_argument("--series", default="", metavar="NAME", help="a dialogue's name")
    parser.add_argument("--until", type=_day, metavar="DATE", help="leave out what falls due later")
    parser.add_argument("--state", action="append", choices=_STATES, help="only these (may be given more than once)")
    parser.add_argument("--format", choices=["table", "json", "ics"], help="table on a terminal, json elsewhere")
    parser.set_defaults(run=run)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is not a day such as 2031-05-04") from error


def run(args: argparse.Namespace) -> int:
    """Print what is due; 0 done, 1 the ledger cannot be read."""
    try:
        start()
    except StartError as error:
        return complain(str(error))
    from servanda_ledger.book.chain import now
    from servanda_ledger.book.keys import series_key
    from servanda_ledger.follow.due import STATES, Asked, due

    asked = Asked(
        as_of=args.as_of or now().date(),
        parties=tuple(party.upper() for party in args.party),
        series=series_key(args.series) if args.series else "",
        states=tuple(state for state in STATES if not args.state or state in args.state),
        until=args.until,
    )
    chosen = args.format or ("table" if sys.stdout.isatty() else "json")
    items = due(asked)
    if chosen == "json":
        _json(items, asked.as_of)
    elif chosen == "ics":
        from servanda_ledger.follow.calendar import calendar

        sys.stdout.buffer.write(calendar(items))
    else:
        _table(list(items), asked.as_of)
    return 0


def _json(items: Iterator[Item], as_of: date) -> None:
    """The contract's `servanda.due/1`, one item a line: a hundred thousand must not wait in memory."""
    out = sys.stdout
    out.write('{"schema": "servanda.due/1", "as_of": ' + json.dumps(as_of.isoformat()) + ', "items": [')
    between = "\n"
    written = json.JSONEncoder(ensure_ascii=False).encode  # made once: `json.dumps` makes one for every call
    heads: dict[str, str] = {}
    for item in items:
        head = heads.get(item.document)
        if head is None:
            made_on = item.made_on.isoformat() if item.made_on else None
            document = {"id": item.document, "title": item.document_title, "kind": item.document_kind, "date": made_on}
            head = heads[item.document] = written(document)
        rest = {"deadline": item.deadline, "state": item.state, "because": item.because, "status": item.status}
        out.write(f'{between}{{"commitment": {item.data}, "document": {head}, {written(rest)[1:]}')
        between = ",\n"
    out.write("\n]}\n")


def _table(items: list[Item], as_of: date) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    dated = [i for i in items if i.state != "undated"]
    undated = [i for i in items if i.state == "undated"]
    if not items:
        console.print(f"Nothing is open on {as_of}.")
        return
    table = Table(title=f"Open commitments on {as_of}", title_justify="left", expand=True, show_lines=False)
    table.add_column("State", min_width=8)
    table.add_column("Deadline", min_width=10)
    table.add_column("Who", min_width=7, overflow="fold")
    table.add_column("What, in the words of the text", ratio=5, overflow="fold")
    table.add_column("Because", ratio=4, overflow="fold")
    colours = {"overdue": "red", "due": "yellow", "upcoming": "green", "undated": "dim"}
    for item in dated + undated[:_SHOWN]:
        words = _short(" ".join(json.loads(item.data)["action"]["text"].split()))
        table.add_row(
            Text(item.state, style=colours[item.state]), item.deadline or "", item.parties.strip(), Text(words), Text(item.because)
        )
    console.print(table)
    if len(undated) > _SHOWN:
        console.print(f"and {len(undated) - _SHOWN} more without a date; --state undated --format json lists them all")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
