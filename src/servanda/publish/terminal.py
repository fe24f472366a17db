"""A terminal to print on: its width, and whether colour is wanted."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console

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
