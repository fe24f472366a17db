"""Comparisons at a terminal: what differs first, with the words of both sides, then what is the same, then what stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from servanda.model.comparison import Alone, Comparison, Pair, Relation
from servanda.model.document import Document
from servanda.publish.comparison_words import BESIDE, MODE, ONLY_LEFT, ONLY_RIGHT, ORDER, SIDES, counted, facet_words, relation_words
from servanda.publish.printable import one_line
from servanda.publish.terminal import WIDTH, print_each
from servanda.publish.words import date_words, title

_NARROW = 64
STYLE: dict[Relation, str] = {"differs": "bold red", "more": "bold magenta", "less": "bold yellow", "same": "green"}


def write_comparison_table(comparisons: Iterable[Comparison], out: TextIO, *, many: bool = False) -> None:
    """Print comparisons on `out`, one after the other (`many` changes nothing here)."""
    print_each(comparisons, out, _print)


def _print(comparison: Comparison, console: Console) -> None:
    width = min(console.width, WIDTH)
    console.print(_head(comparison), width=width)
    for note in comparison.notes:
        console.print()
        console.print(Text(one_line(note), style="bold"), width=width)
    pairs = sorted(comparison.pairs, key=lambda p: (ORDER.index(p.relation), p.left.span.start))
    if pairs:
        console.print()
        if width < _NARROW:
            _blocks(comparison, pairs, console, width)
        else:
            console.print(_grid(comparison, pairs), width=width)
    judged = [a for a in comparison.only_left if a.unsupported or comparison.mode != "coverage"]
    beside = [a for a in comparison.only_left if a not in judged]
    for heading, items in (
        (ONLY_LEFT[comparison.mode], judged),
        (ONLY_RIGHT[comparison.mode], comparison.only_right),
        (BESIDE, beside),
    ):
        _list(heading, items, console, width)


def _head(comparison: Comparison) -> Text:
    head = Text(MODE[comparison.mode], style="bold")
    for side, reading in zip(SIDES[comparison.mode], (comparison.left, comparison.right), strict=True):
        add_document(head, side, reading.document)
    head.append("\n" + counted(comparison), style="bold")
    return head


def add_document(head: Text, name: str, document: Document) -> None:
    """A line that names one of the texts: its title and date, and its source where that is not the title."""
    when = f", {date_words(document.date)}" if document.date else ""
    head.append(f"\n{name}: {one_line(title(document))}{when}", style="not bold")
    if document.title:
        head.append(f" ({one_line(document.source.name)})", style="not bold dim")


def _verdict(comparison: Comparison, pair: Pair) -> Text:
    words = Text(relation_words(comparison, pair.relation), style=STYLE[pair.relation])
    return words.append("\nloose match", style="not bold dim") if pair.loose else words


def _grid(comparison: Comparison, pairs: Sequence[Pair]) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), pad_edge=False, header_style="bold", show_edge=False, leading=1)
    grid.add_column("Verdict", width=13, overflow="fold")
    left, right = SIDES[comparison.mode]
    grid.add_column(left, overflow="fold", ratio=1)
    grid.add_column(right, overflow="fold", ratio=1)
    grid.add_column("What differs", overflow="fold", ratio=1)
    for pair in pairs:
        grid.add_row(
            _verdict(comparison, pair),
            Text(one_line(pair.left.span.text)),
            Text(one_line(pair.right.span.text)),
            Text("\n".join(facet_words(f) for f in pair.facets)),
        )
    return grid


def _blocks(comparison: Comparison, pairs: Sequence[Pair], console: Console, width: int) -> None:
    left, right = SIDES[comparison.mode]
    for pair in pairs:
        console.print(_verdict(comparison, pair), width=width)
        for name, passage in ((left, pair.left), (right, pair.right)):
            console.print(Padding(Text(f"{name}: {one_line(passage.span.text)}"), (0, 0, 0, 2)), width=width)
        for facet in pair.facets:
            console.print(Padding(Text(facet_words(facet), style="dim"), (0, 0, 0, 2)), width=width)
        console.print()


def _list(heading: str, items: Sequence[Alone], console: Console, width: int) -> None:
    if not items:
        return
    console.print()
    console.print(Text(f"{heading} ({len(items)})", style="bold"), width=width)
    for item in items:
        words = Text("- " + one_line(item.passage.span.text))
        if item.about is not None and not item.unsupported:
            words.append(f" · {item.about}", style="dim")
        console.print(words, width=width)
