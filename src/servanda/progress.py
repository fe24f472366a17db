"""A progress bar on standard error, for many sources on a terminal; lines told beside it never break it."""

from __future__ import annotations

import sys
from types import TracebackType

from servanda.publish.printable import one_line

_MANY = 3  # fewer sources are done before a bar could be read


class Progress:
    """Counts sources that are done. Nothing is drawn when standard error is no terminal or `quiet` is asked for."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._bar = None
        if total > _MANY and not quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Bar(*columns, console=Console(file=sys.stderr), transient=True)
            self._task = self._bar.add_task("Reading", total=total)

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self) -> None:
        """One more source is done."""
        if self._bar:
            self._bar.advance(self._task)

    def say(self, line: str) -> None:
        """Print one line on standard error, without characters that could harm a terminal."""
        safe = one_line(line)
        if self._bar:
            self._bar.console.print(safe, markup=False, highlight=False, soft_wrap=True)
        else:
            print(safe, file=sys.stderr)
