"""A table of counts: period, count and, if there is one, exposure."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from servanda.effect.countries import members
from servanda.effect.dates import parse_when
from servanda.effect.periods import UNITS, Unit, index_of, label, quarter_index
from servanda.effect.plan import Dated
from servanda.effect.problems import DataError
from servanda.effect.selection import Selection
from servanda.effect.series import CountSeries
from servanda.effect.table import Table

Row = list[str]
_PERIODS, _COUNTS, _EXPOSURES = ("period", "time_period"), ("count", "counts", "incidents", "n"), ("exposure", "population", "pop")


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts as they were given, at their own length of period."""

    table: Table
    rows: int
    base: CountSeries
    control: CountSeries | None
    said: tuple[str, ...]

    kind = "counts"
    has_disclosure = False

    def units(self) -> tuple[Unit, ...]:
        """The lengths of period that the counts can be summed to."""
        return UNITS[UNITS.index(self.base.unit) :]

    def default_unit(self) -> Unit:
        """The length of period of the table."""
        return self.base.unit

    def series(self, unit: Unit, dated: Dated = "start") -> CountSeries:
        """Counts per period."""
        return self.base.coarser(unit)

    def control_series(self, unit: Unit) -> CountSeries | None:
        """The comparison series, if one was asked for."""
        return None if self.control is None else self.control.coarser(unit)

    def notes(self, unit: Unit, dated: Dated) -> list[str]:
        """What a reader should know about the counts."""
        return [*self.table.notes, *self.said]


def holds_counts(table: Table, chosen: Selection) -> bool:
    """Whether a table gives counts per period, not incidents."""
    if chosen.count_column is not None:
        return True
    return table.find(*_COUNTS) is not None and (table.find(*_PERIODS) is not None or table.find("year") is not None)


def read_counts(table: Table, chosen: Selection) -> Counts:
    """Read a table of counts. Raises `DataError` naming the column and row of a count, period or exposure that cannot be."""
    count = table.column(chosen.count_column, "--count-column") if chosen.count_column else table.find(*_COUNTS)
    assert count is not None
    exposure = table.column(chosen.exposure_column, "--exposure-column") if chosen.exposure_column else table.find(*_EXPOSURES[:1])
    period, unit_of = _period(table, chosen)
    where = [(table.column(c, "--where"), v.casefold()) for c, v in chosen.where]
    versus = None if chosen.control is None else (table.column(chosen.control[0], "--control"), chosen.control[1].casefold())
    sums: tuple[dict[int, list[float]], dict[int, list[float]]] = ({}, {})
    rows, unit, repeats = 0, None, 0
    for line, row in table.rows():
        rows += 1
        for which, conditions in enumerate(_both(where, versus)):
            if conditions is None or not all(_fits(row[c], v) for c, v in conditions):
                continue
            found, index = unit_of(row, line)
            if unit is not None and found != unit:
                raise DataError(
                    f"{table.path.name}: column {period!r}, row {line}: a {found} among {unit}s; give all periods the same length"
                )
            unit = found
            entry = sums[which].setdefault(index, [0.0, 0.0])
            repeats += entry != [0.0, 0.0] and which == 0
            entry[0] += _count(table, count, row, line)
            entry[1] += 0.0 if exposure is None else _exposure(table, exposure, row, line)
    if unit is None or not sums[0]:
        asked = ", ".join(f"{c}={v}" for c, v in chosen.where)
        raise DataError(
            f"{table.path.name}: none of its {rows} rows fits {asked}" if rows else f"{table.path.name}: there is a header and no row"
        )
    if versus is not None and not sums[1]:
        raise DataError(f"{table.path.name}: none of its {rows} rows fits --control {'='.join(chosen.control or ())}")
    base = _series(unit, sums[0], exposure is not None)
    said = [f"{repeats} rows repeat a period and were added up"] if repeats else []
    gaps = [i for i in range(base.index[0], base.index[-1] + 1) if i not in sums[0]]
    if gaps:
        said.append(f"{len(gaps)} periods are missing, the first {label(unit, gaps[0])}; they count as not observed, not as zero")
    return Counts(table, rows, base, _series(unit, sums[1], exposure is not None) if versus else None, tuple(said))


def _both(where: list[tuple[int, str]], versus: tuple[int, str] | None) -> tuple[list[tuple[int, str]], list[tuple[int, str]] | None]:
    return where, None if versus is None else [*(w for w in where if w[0] != versus[0]), versus]


def _fits(cell: str, folded: str) -> bool:
    return cell.strip().casefold() == folded or folded in (m.casefold() for m in members(cell))


def _series(unit: Unit, sums: dict[int, list[float]], exposed: bool) -> CountSeries:
    order = sorted(sums)
    return CountSeries(unit, tuple(order), tuple(round(sums[i][0]) for i in order), tuple(sums[i][1] for i in order) if exposed else None)


def _period(table: Table, chosen: Selection) -> tuple[str, Callable[[Row, int], tuple[Unit, int]]]:
    column = table.column(chosen.date_column, "--date-column") if chosen.date_column else table.find(*_PERIODS)
    if column is not None:
        name = table.header[column]
        return name, lambda row, line: _index(table, name, row[column], line)
    year, month, quarter = table.find("year"), table.find("month"), table.find("quarter")
    if year is None:
        raise DataError(f"{table.path.name}: no column 'period' (or 'year' and 'month'); name it with --date-column")
    part, size = (month, "-") if month is not None else (quarter, "-Q")

    def joined(row: Row, line: int) -> tuple[Unit, int]:
        text = row[year].strip() if part is None else f"{row[year].strip()}{size}{row[part].strip().upper().removeprefix('Q')}"
        return _index(table, "year" if part is None else table.header[part], text, line)

    return "year", joined


def _index(table: Table, name: str, text: str, line: int) -> tuple[Unit, int]:
    if (quarter := quarter_index(text)) is not None:
        return "quarter", quarter
    when = parse_when(text)
    if when is None:
        raise DataError(f"{table.path.name}: column {name!r}, row {line}: {text[:40]!r} is no period; write 2015-09, 2015-Q3 or 2015")
    return ("year", when.year) if when.month is None else ("month", index_of("month", when.year, when.month))


def _count(table: Table, column: int, row: Row, line: int) -> float:
    value = _number(table, column, row, line)
    if value < 0 or value != math.floor(value):
        kind = "negative" if value < 0 else "not a whole number"
        raise DataError(f"{table.path.name}: column {table.header[column]!r}, row {line}: the count {row[column].strip()} is {kind}")
    return value


def _exposure(table: Table, column: int, row: Row, line: int) -> float:
    value = _number(table, column, row, line)
    if value <= 0:
        raise DataError(
            f"{table.path.name}: column {table.header[column]!r}, row {line}: an exposure must be above zero, not {row[column].strip()}"
        )
    return value


def _number(table: Table, column: int, row: Row, line: int) -> float:
    text = row[column].strip().replace("\u00a0", "")
    try:
        value = float(text.replace(",", ".") if table.separator == ";" else text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise DataError(f"{table.path.name}: column {table.header[column]!r}, row {line}: {text[:40]!r} is no number")
    return value
