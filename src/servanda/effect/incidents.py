"""A table of incidents, one row each, tallied by month in one pass; memory does not grow with the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from servanda.effect.countries import countries_in, country_code, members
from servanda.effect.dates import When, order_hint
from servanda.effect.periods import PER_YEAR, UNITS, Unit, first_day, index_of, label
from servanda.effect.plan import Dated
from servanda.effect.problems import DataError, RequestError
from servanda.effect.schemes import DateColumn, Row, Scheme, scheme_of
from servanda.effect.selection import Selection
from servanda.effect.series import CountSeries
from servanda.effect.table import Table

Test = Callable[[Row], bool]
_SAMPLE = 5000


@dataclass(slots=True)
class Tally:
    """Incidents by month, and those whose date names only a quarter or a year; `undated` rows have none that can be read."""

    months: Counter[tuple[int, int]] = field(default_factory=Counter)
    quarters: Counter[int] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    undated: int = 0
    first_undated: tuple[int, str] | None = None

    def add(self, when: When | None, line: int, text: str) -> None:
        """Count one row."""
        if when is None:
            self.undated += 1
            self.first_undated = self.first_undated or (line, text)
        elif when.month is not None:
            self.months[when.year, when.month] += 1
        elif when.quarter is not None:
            self.quarters[when.year * 4 + when.quarter - 1] += 1
        else:
            self.years[when.year] += 1

    @property
    def dated(self) -> int:
        """How many rows have a date."""
        return self.months.total() + self.quarters.total() + self.years.total()

    def too_vague(self, unit: Unit) -> int:
        """How many incidents cannot be put into a period of this length."""
        if unit == "year":
            return 0
        return self.years.total() + (self.quarters.total() if unit == "month" else 0)

    def per_period(self, unit: Unit) -> Counter[int]:
        """Incidents per period, without those dated too vaguely for it."""
        found: Counter[int] = Counter()
        for (year, month), n in self.months.items():
            found[index_of(unit, year, month)] += n
        if unit != "month":
            for quarter, n in self.quarters.items():
                found[quarter if unit == "quarter" else quarter // 4] += n
        if unit == "year":
            found.update(self.years)
        return found


@dataclass(frozen=True, slots=True)
class Incidents:
    """The incidents chosen from a table, those of the control, and all of them (which say what time the table covers)."""

    table: Table
    scheme: Scheme
    rows: int
    chosen: Tally
    disclosed: Tally
    control: Tally | None
    everything: Tally

    kind = "incidents"

    @property
    def has_disclosure(self) -> bool:
        """Whether incidents can also be dated by when they became known."""
        return self.disclosed.dated >= 10

    def units(self) -> tuple[Unit, ...]:
        """The lengths of period that the dates allow at all."""
        return tuple(u for u in UNITS if self.chosen.too_vague(u) < self.chosen.dated)

    def default_unit(self) -> Unit:
        """The shortest period that at least four in five of the incidents can be put into."""
        return next((u for u in UNITS if self.chosen.too_vague(u) <= 0.2 * self.chosen.dated), "year")

    def window(self, unit: Unit) -> tuple[int, int]:
        """The first and last period that the table covers: from its first percentile to its last whole period."""
        per_period = self.everything.per_period(unit)
        if not per_period:
            raise DataError(f"{self.table.path.name}: column {self.scheme.dated.name!r}: no date names a {unit}; use a longer --period")
        ordered = sorted(per_period)
        total, seen, first = per_period.total(), 0, ordered[0]
        for first in ordered:
            seen += per_period[first]
            if total < 200 or seen >= 0.01 * total:
                break
        last = ordered[-1]
        if unit != "month" and self.everything.months:
            year, month = max(self.everything.months)
            if last > first and index_of(unit, year, month) == last and _months_from(unit, last, year, month) < 12 // PER_YEAR[unit]:
                last -= 1
        return first, last

    def series(self, unit: Unit, dated: Dated = "start") -> CountSeries:
        """Incidents per period over the time that the table covers."""
        return self._counts(self.disclosed if dated == "disclosure" else self.chosen, unit)

    def control_series(self, unit: Unit) -> CountSeries | None:
        """The comparison series, if one was asked for."""
        return None if self.control is None else self._counts(self.control, unit)

    def _counts(self, tally: Tally, unit: Unit) -> CountSeries:
        first, last = self.window(unit)
        per_period = tally.per_period(unit)
        return CountSeries(unit, tuple(range(first, last + 1)), tuple(per_period[i] for i in range(first, last + 1)))

    def notes(self, unit: Unit, dated: Dated) -> list[str]:
        """What a reader should know about how the rows became counts."""
        tally = self.disclosed if dated == "disclosure" else self.chosen
        said = [*self.table.notes, *self.scheme.notes]
        if vague := tally.too_vague(unit):
            said.append(f"{vague} of {tally.dated} incidents are dated too vaguely to be put into a {unit} and are left out")
        if tally.undated and tally.first_undated:
            line, text = tally.first_undated
            said.append(
                f"{tally.undated} chosen rows have no date that can be read, the first in row {line} ({text[:40]!r}), and are left out"
            )
        first, last = self.window(unit)
        outside = sum(n for i, n in tally.per_period(unit).items() if not first <= i <= last)
        if outside:
            span = f"{label(unit, first)} to {label(unit, last)}"
            said.append(
                f"{outside} incidents outside {span}, the time that the table covers well, are left out (--start and --end change it)"
            )
        return said


def _months_from(unit: Unit, index: int, year: int, month: int) -> int:
    start = first_day(unit, index)
    return (year - start.year) * 12 + month - start.month + 1


def read_incidents(table: Table, chosen: Selection) -> Incidents:
    """Tally the incidents of a table. Raises `RequestError` for unknown columns, `DataError` when no row is left or no date can be read."""
    scheme = scheme_of(table, chosen)
    tests, control_tests = _tests(table, scheme, chosen), _control_tests(table, scheme, chosen)
    parse = _parser(table, scheme.dated)
    parse_disclosed = _parser(table, scheme.disclosed) if scheme.disclosed else None
    result = Incidents(table, scheme, 0, Tally(), Tally(), None if control_tests is None else Tally(), Tally())
    rows, dated, disclosed, control = 0, scheme.dated.text, scheme.disclosed, result.control
    for line, row in table.rows():
        rows += 1
        text = dated(row)
        when = parse(text)
        result.everything.add(when, line, text)
        if all(test(row) for test in tests):
            result.chosen.add(when, line, text)
            if disclosed is not None and parse_disclosed is not None:
                result.disclosed.add(parse_disclosed(disclosed.text(row)), line, disclosed.text(row))
        if control is not None and control_tests is not None and all(test(row) for test in control_tests):
            control.add(when, line, text)
    found = Incidents(table, scheme, rows, result.chosen, result.disclosed, control, result.everything)
    _check(found, chosen)
    return found


def _check(found: Incidents, chosen: Selection) -> None:
    name = found.table.path.name
    if found.rows == 0:
        raise DataError(f"{name}: there is a header and no row")
    if found.everything.dated == 0:
        line, text = found.everything.first_undated or (2, "")
        raise DataError(
            f"{name}: column {found.scheme.dated.name!r}, row {line}: {text[:40]!r} is no date, nor is any other of its {found.rows} cells"
        )
    asked = [f"{c}={v}" for c, v in chosen.where]
    asked += [f"--from {chosen.initiator}"] if chosen.initiator else []
    asked += [f"--to {chosen.receiver}"] if chosen.receiver else []
    if found.chosen.dated == 0:
        raise DataError(f"{name}: none of its {found.rows} rows fits {', '.join(asked) or 'and has a date'}")
    if found.control is not None and found.control.dated == 0:
        raise DataError(f"{name}: none of its {found.rows} rows fits --control {'='.join(chosen.control or ())} with the other conditions")


def _parser(table: Table, column: DateColumn) -> Callable[[str], When | None]:
    hints = Counter(order_hint(column.text(row)) for _, row in islice(table.rows(), _SAMPLE))
    day_first = hints[True] > hints[False]
    # Time stamps would fill the cache with strings that never come back; the part up to the minute is enough to tell the day.
    return lru_cache(maxsize=65536)(lambda text: column.parse(text, day_first))


def _member(column: int, value: str) -> Test:
    folded = value.casefold()

    @lru_cache(maxsize=65536)
    def fits(cell: str) -> bool:
        return cell.strip().casefold() == folded or folded in (m.casefold() for m in members(cell))

    return lambda row: fits(row[column])


def _condition(table: Table, scheme: Scheme, pair: tuple[str, str], option: str) -> tuple[int, Test]:
    column = table.column(pair[0], option)
    code = country_code(pair[1])
    if code is not None and column in scheme.initiator_columns | scheme.receiver_columns:
        return column, lambda row: code in countries_in(row[column])
    return column, _member(column, pair[1])


def _parties(scheme: Scheme, chosen: Selection, table: Table) -> list[tuple[frozenset[int], Test]]:
    found: list[tuple[frozenset[int], Test]] = []
    for code, finder, columns, option in (
        (chosen.initiator, scheme.initiator, scheme.initiator_columns, "--from"),
        (chosen.receiver, scheme.receiver, scheme.receiver_columns, "--to"),
    ):
        if code is None:
            continue
        if finder is None:
            raise RequestError(f"{option}: {table.path.name} has no column of countries that is known; name it with {option}-column")
        found.append((columns, lambda row, code=code, finder=finder: code in finder(row)))  # type: ignore[misc]
    return found


def _tests(table: Table, scheme: Scheme, chosen: Selection) -> list[Test]:
    where = [_condition(table, scheme, pair, "--where")[1] for pair in chosen.where]
    return where + [test for _, test in _parties(scheme, chosen, table)]


def _control_tests(table: Table, scheme: Scheme, chosen: Selection) -> list[Test] | None:
    """The conditions of the control: its own instead of those on the same column, and all the others."""
    if chosen.control is None:
        return None
    column, own = _condition(table, scheme, chosen.control, "--control")
    others = [_condition(table, scheme, pair, "--where") for pair in chosen.where]
    kept = [test for c, test in others if c != column]
    return [own, *kept, *(test for columns, test in _parties(scheme, chosen, table) if column not in columns)]
