"""Readings for people at a terminal: a header, the commitments or claims as rows, then who met, which instruments, which people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.document import Document
from servanda.model.labels import Obligation
from servanda.model.reading import Reading
from servanda.publish.entries import Entry, entries
from servanda.publish.printable import one_line
from servanda.publish.terminal import WIDTH, print_each
from servanda.publish.words import DOCUMENT_KIND, date_words, promise_words, round_words, summary, title

_NARROW = 64  # below this many columns a table is unreadable: one block per row instead
_STYLE: dict[Obligation, str] = {"binding": "bold magenta", "firm": "bold blue", "soft": "yellow"}


def write_table(readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
    """Print readings on `out`, one after the other (`many` changes nothing here)."""
    print_each(readings, out, _print_one)


def print_table(readings: Iterable[Reading], console: Console) -> None:
    """Print readings on a console, at most 100 columns wide; words are wrapped and never cut."""
    for number, reading in enumerate(readings):
        if number:
            console.print()
        _print_one(reading, console)


def _print_one(reading: Reading, console: Console) -> None:
    width = min(console.width, WIDTH)
    console.print(_header(reading.document), width=width)
    console.print()
    if width < _NARROW:
        _print_blocks(reading, console, width)
    else:
        if reading.commitments:
            console.print(_commitments(reading.commitments), width=width)
        if reading.claims:
            console.print(_claims(reading.claims), width=width)
        if reading.commitments or reading.claims:
            console.print()
    console.print(Text(summary(reading), style="dim" if reading.commitments or reading.claims else "bold"), width=width)
    for heading, items in entries(reading):
        console.print()
        console.print(Text(heading, style="bold"))
        console.print(_bullets(items), width=width)


def _header(document: Document) -> Text:
    facts = [
        DOCUMENT_KIND[document.kind],
        document.date and date_words(document.date),
        document.place,
        ", ".join(document.parties),
        round_words(document),
    ]
    head = Text(one_line(title(document)), style="bold")
    head.append("\n" + one_line(" · ".join(fact for fact in facts if fact)), style="not bold")
    if document.title:
        head.append("\n" + one_line(document.source.name), style="not bold dim")
    return head


def _grid(*columns: tuple[str, int | None]) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), pad_edge=False, header_style="bold", show_edge=False, leading=1)
    for name, width in columns:
        grid.add_column(name, width=width, overflow="fold", ratio=None if width else 1)
    return grid


def _commitments(commitments: Iterable[Commitment]) -> Table:
    grid = _grid(("", 3), ("Party", 10), ("Obligation", 10), ("Action", None), ("Deadline", 10))
    for number, c in enumerate(commitments, 1):
        grid.add_row(
            Text(str(number), style="dim", justify="right"),
            Text(one_line(", ".join(c.parties))),
            Text(promise_words(c).replace(", ", ",\n"), style=_STYLE[c.obligation]),
            Text(one_line(c.action.text)),
            Text(_date(c.deadline)),
        )
    return grid


def _claims(claims: Iterable[Claim]) -> Table:
    grid = _grid(("", 3), ("About", 10), ("Quote", None), ("Attributed to", 20), ("Date", 10))
    for number, c in enumerate(claims, 1):
        who = one_line(c.attributed_to.text) if c.attributed_to else "the report"
        about = Text(c.about, style="bold" if c.about == "commitment" else "")
        if c.polarity == "refrain":
            about.append("\nto refrain", style="not bold")
        grid.add_row(
            Text(str(number), style="dim", justify="right"),
            about,
            Text(one_line(c.quote.text)),
            Text(who, style="" if c.attributed_to else "dim"),
            Text(_date(c.date)),
        )
    return grid


def _print_blocks(reading: Reading, console: Console, width: int) -> None:
    for number, c in enumerate(reading.commitments, 1):
        head = Text(f"{number}. ", style="dim")
        head.append(one_line(", ".join(c.parties)) + " ", style="not dim bold")
        head.append(promise_words(c), style="not dim " + _STYLE[c.obligation])
        _block(console, head, c.action.text, c.deadline and f"deadline {_date(c.deadline)}", width)
    for number, k in enumerate(reading.claims, 1):
        head = Text(f"{number}. ", style="dim")
        head.append(k.about + (", to refrain" if k.polarity == "refrain" else ""), style="not dim bold")
        who = k.attributed_to and f"according to {one_line(k.attributed_to.text)}"
        _block(console, head, k.quote.text, "; ".join(part for part in (who, k.date and _date(k.date)) if part), width)


def _block(console: Console, head: Text, words: str, foot: str | None, width: int) -> None:
    console.print(head, width=width)
    console.print(Padding(Text(one_line(words)), (0, 0, 0, 2)), width=width)
    if foot:
        console.print(Padding(Text(foot, style="dim"), (0, 0, 0, 2)), width=width)
    console.print()


def _date(edtf: str | None) -> str:
    return "" if edtf is None else one_line(edtf).replace("/", "/ ")


def _bullets(items: Iterable[Entry]) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=2, justify="right")
    grid.add_column(overflow="fold")
    for item in items:
        words = Text(one_line(item.name))
        words.append("".join(f" · {one_line(fact)}" for fact in item.facts), style="dim")
        grid.add_row(Text("-"), words)
    return grid
