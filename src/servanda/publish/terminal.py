"""A terminal to print on: its width, and whether colour is wanted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TextIO, TypeVar

from rich.console import Console

T = TypeVar("T")

WIDTH = 100  # columns when nothing says otherwise, and the most that is used


def terminal(out: TextIO) -> Console:
    """A console on `out`: as wide as the terminal but at most 100 columns; no colour unless it is one (NO_COLOR is honoured).

    Output that is not a terminal gets 100 columns, or as many as COLUMNS says.
    """
    live = out.isatty()
    probe = Console(file=out)
    given = os.environ.get("COLUMNS", "")
    width = probe.width if live else int(given) if given.isdecimal() and int(given) > 0 else WIDTH
    return Console(
        file=out, width=min(width, WIDTH), force_terminal=live, no_color=None if live else True, highlight=False, markup=False, emoji=False
    )


def print_each(items: Iterable[T], out: TextIO, print_one: Callable[[T, Console], None]) -> None:
    """Print things on `out` one after the other, with an empty line between them.

    Into a file or a pipe without the blanks that fill a line up.
    """
    console = terminal(out)
    for number, item in enumerate(items):
        with console.capture() as page:
            print_one(item, console)
        text = page.get()
        if not console.is_terminal:
            text = "".join(line.rstrip() + "\n" for line in text.splitlines())
        out.write("\n" * bool(number) + text)
