"""A matrix of rounds at a terminal: commitment by round, then every change with the words of both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from servanda.model.comparison import RELATIONS
from servanda.model.matrix import Cell, Line, Matrix, State, lines
from servanda.publish.comparison_table import STYLE as RELATION_STYLE
from servanda.publish.comparison_table import add_document
from servanda.publish.comparison_words import facet_words
from servanda.publish.matrix_words import STATE, counted, heading, remarks, round_names
from servanda.publish.printable import one_line
from servanda.publish.terminal import WIDTH, print_each

_STYLE: dict[State, str] = {"first": "", "new": "bold blue", "dropped": "bold red", "absent": ""}
_STYLE.update((relation, RELATION_STYLE[relation]) for relation in RELATIONS)
_COLUMN = max(map(len, STATE.values()))
_WORDS = 30  # columns that the words of a commitment need at least beside the rounds
_NUMBER = 3


def write_matrix_table(matrices: Iterable[Matrix], out: TextIO, *, many: bool = False) -> None:
    """Print matrices on `out`, one after the other (`many` changes nothing here)."""
    print_each(matrices, out, _print)


def _print(matrix: Matrix, console: Console) -> None:
    width = min(console.width, WIDTH)
    shown = lines(matrix)
    console.print(_head(matrix, shown), width=width)
    for note in matrix.notes:
        console.print()
        console.print(Text(one_line(note), style="bold"), width=width)
    if not shown:
        return
    console.print()
    if width >= _NUMBER + _WORDS + 2 + (_COLUMN + 2) * len(matrix.rounds):
        console.print(_grid(matrix, shown), width=width)
        _changes(matrix, shown, console, width)
    else:
        _courses(matrix, shown, console, width)


def _head(matrix: Matrix, shown: Sequence[Line]) -> Text:
    head = Text(heading(matrix), style="bold")
    for name, reading in zip(round_names(matrix), matrix.rounds, strict=True):
        add_document(head, name, reading.document)
    for sentence in counted(matrix, shown):
        head.append("\n" + sentence, style="bold")
    return head


def _grid(matrix: Matrix, shown: Sequence[Line]) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), pad_edge=False, header_style="bold", show_edge=False, leading=1)
    grid.add_column("", width=_NUMBER, justify="right", style="dim")
    grid.add_column("Commitment, as it last stood", overflow="fold", ratio=1)
    for name in round_names(matrix):
        grid.add_column(name, width=_COLUMN, overflow="fold")
    for line in shown:
        grid.add_row(str(line.number), Text(one_line(line.last.span.text)), *(_state(cell) for cell in line.cells))
    return grid


def _state(cell: Cell) -> Text:
    text = Text(STATE[cell.state], style=_STYLE[cell.state])
    for remark in remarks(cell):
        text.append("\n" + remark, style="not bold dim")
    return text


def _changes(matrix: Matrix, shown: Sequence[Line], console: Console, width: int) -> None:
    names = round_names(matrix)
    changed = [line for line in shown if any(cell.step.pair and cell.step.pair.facets for cell in line.cells)]
    if changed:
        console.print()
        console.print(Text("What changed", style="bold"), width=width)
    for line in changed:
        for cell in line.cells:
            if cell.step.pair is not None and cell.step.pair.facets:
                console.print(Text(f"{line.number}. {_step(cell, names)}", style=_STYLE[cell.state]), width=width)
                _facets(cell, console, width)


def _courses(matrix: Matrix, shown: Sequence[Line], console: Console, width: int) -> None:
    """Every commitment as a block of its own: there are too many rounds, or too few columns, for a table."""
    names = round_names(matrix)
    for line in shown:
        console.print(Text(f"{line.number}. {one_line(line.last.span.text)}", style="bold"), width=width)
        for cell in line.cells:
            if cell.state == "absent":
                continue
            words = Text(_step(cell, names), style=_STYLE[cell.state])
            words.append("".join(f", {remark}" for remark in remarks(cell)), style="not bold dim")
            console.print(Padding(words, (0, 0, 0, 2)), width=width)
            _facets(cell, console, width)
        console.print()


def _step(cell: Cell, names: Sequence[str]) -> str:
    since = cell.step.since
    against = f" against {names[since]}" if since is not None and since != cell.column - 1 else ""
    return f"{names[cell.column]}: {STATE[cell.state]}{against}"


def _facets(cell: Cell, console: Console, width: int) -> None:
    for facet in cell.step.pair.facets if cell.step.pair else ():
        console.print(Padding(Text(facet_words(facet)), (0, 0, 0, 4)), width=width)
