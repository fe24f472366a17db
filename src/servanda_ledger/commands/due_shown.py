"""What falls due, printed: the contract's JSON, a line for each, rows, or a table to read."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from rich.console import Console
from rich.table import Table
from rich.text import Text

from servanda.publish.markdown import escaped
from servanda.publish.printable import one_line
from servanda.publish.rows import cell
from servanda_ledger.follow.calendar import calendar
from servanda_ledger.follow.due import Asked, Item

_LONGEST = 160  # of a commitment's words in a table
_SHOWN = 12  # undated ones in a table; the rest is counted
_COLUMNS = ("state", "deadline", "parties", "action", "because", "status", "commitment", "document", "title", "date")


def show(items: Iterator[Item], asked: Asked, form: str) -> None:
    """Print the items on standard output, in one of the formats of `servanda due`."""
    as_of = asked.as_of
    match form:
        case "json":
            _json(items, as_of)
        case "jsonl":
            for line in _lines(items):
                print(line)
        case "csv":
            rows = csv.writer(sys.stdout)
            rows.writerow(_COLUMNS)
            rows.writerows([cell(each) for each in _row(item)] for item in items)
        case "markdown":
            _markdown(items, as_of)
        case "html":
            _html(items, as_of)
        case "ics":
            sys.stdout.buffer.write(calendar(items, asked.concerns))
        case _:
            _table(list(items), as_of)


def _json(items: Iterator[Item], as_of: date) -> None:
    """The contract's `servanda.due/1`, one item a line: a hundred thousand must not wait in memory."""
    out = sys.stdout
    out.write('{"schema": "servanda.due/1", "as_of": ' + json.dumps(as_of.isoformat()) + ', "items": [')
    between = "\n"
    for line in _lines(items):
        out.write(f"{between}{line}")
        between = ",\n"
    out.write("\n]}\n")


def _lines(items: Iterable[Item]) -> Iterator[str]:
    """Each item as JSON on one line."""
    written = json.JSONEncoder(ensure_ascii=False).encode  # made once: `json.dumps` makes one for every call
    heads: dict[str, str] = {}
    for item in items:
        head = heads.get(item.document)
        if head is None:
            made_on = item.made_on.isoformat() if item.made_on else None
            document = {"id": item.document, "title": item.document_title, "kind": item.document_kind, "date": made_on}
            head = heads[item.document] = written(document)
        rest = {"deadline": item.deadline, "state": item.state, "because": item.because, "status": item.status}
        yield f'{{"commitment": {item.data}, "document": {head}, {written(rest)[1:]}'


def _row(item: Item) -> tuple[str, ...]:
    """An item's cells, as `_COLUMNS` names them."""
    made_on = item.made_on.isoformat() if item.made_on else ""
    told = (item.state, item.deadline or "", item.parties.strip(), _action(item), item.because, item.status)
    return (*told, item.commitment, item.document, one_line(item.document_title), made_on)


def _action(item: Item) -> str:
    return " ".join(json.loads(item.data)["action"]["text"].split())


def _markdown(items: Iterable[Item], as_of: date) -> None:
    print(f"# Open commitments on {as_of}\n\n| State | Deadline | Who | What, in the words of the text | Because |\n|---|---|---|---|---|")
    for item in items:
        print("| " + " | ".join(escaped(each).replace("|", "\\|") for each in _row(item)[:5]) + " |")


def _html(items: Iterable[Item], as_of: date) -> None:
    title = f"Open commitments on {as_of}"
    heads = "".join(f"<th scope=col>{name}" for name in ("State", "Deadline", "Who", "What, in the words of the text", "Because"))
    print(f"<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<title>{title}</title>\n<h1>{title}</h1>\n<table>\n<tr>{heads}")
    for item in items:
        print("<tr>" + "".join(f"<td>{escape(each)}" for each in _row(item)[:5]))
    print("</table>")


def _table(items: list[Item], as_of: date) -> None:
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
        words = _short(one_line(_action(item)))
        table.add_row(
            Text(item.state, style=colours[item.state]), item.deadline or "", item.parties.strip(), Text(words), Text(item.because)
        )
    console.print(table)
    if len(undated) > _SHOWN:
        console.print(f"and {len(undated) - _SHOWN} more without a date; --state undated --format json lists them all")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
