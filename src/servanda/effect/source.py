"""Data of either kind: incidents or counts."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from servanda.effect.counts import holds_counts, read_counts
from servanda.effect.incidents import read_incidents
from servanda.effect.periods import Unit
from servanda.effect.plan import Dated
from servanda.effect.problems import RequestError
from servanda.effect.selection import Selection
from servanda.effect.series import CountSeries
from servanda.effect.table import Table, open_table


class Data(Protocol):
    """Something that gives a series of counts for a length of period."""

    @property
    def kind(self) -> str:
        """`incidents` or `counts`."""

    @property
    def table(self) -> Table:
        """The file it was read from."""

    @property
    def rows(self) -> int:
        """How many rows the file has."""

    @property
    def has_disclosure(self) -> bool:
        """Whether incidents can also be dated by when they became known."""

    def units(self) -> tuple[Unit, ...]:
        """The lengths of period that are possible."""

    def default_unit(self) -> Unit:
        """The length of period to take when none is asked for."""

    def series(self, unit: Unit, dated: Dated = "start") -> CountSeries:
        """Counts per period."""

    def control_series(self, unit: Unit) -> CountSeries | None:
        """The comparison series, if one was asked for."""

    def notes(self, unit: Unit, dated: Dated) -> list[str]:
        """What a reader should know about how the data became counts."""


def read_data(path: Path, chosen: Selection) -> Data:
    """Read a CSV of incidents or of counts. Raises `EffectError` with a line that names the column or row."""
    table = open_table(path)
    if not holds_counts(table, chosen):
        return read_incidents(table, chosen)
    if chosen.initiator or chosen.receiver:
        raise RequestError(f"--from and --to need one row per incident; {path.name} holds counts (filter it with --where)")
    return read_counts(table, chosen)
