"""Which columns of a table hold the dates and the countries: EuRepoC, VCDB (VERIS) and CFR exports, or any table by naming them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from servanda.effect.countries import countries_in, countries_said, country_code
from servanda.effect.dates import When, parse_when
from servanda.effect.problems import RequestError
from servanda.effect.selection import Selection
from servanda.effect.table import Table

Row = list[str]
Countries = Callable[[Row], frozenset[str]]
Moment = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class DateColumn:
    """Where a date stands: one column, or year, month and day columns. `vague_new_year`: 1 January stands for "some day of the year"."""

    name: str
    columns: tuple[int, ...]
    vague_new_year: bool = False

    def text(self, row: Row) -> str:
        """What the row says."""
        if len(self.columns) == 1:
            return row[self.columns[0]]
        parts = [row[c].strip().removesuffix(".0") for c in self.columns]
        while parts and parts[-1] in ("", "NA", "nan"):
            parts.pop()
        return "-".join(p if p not in ("NA", "nan") else "" for p in parts)

    def parse(self, text: str, day_first: bool) -> When | None:
        """The date of what the row says."""
        when = parse_when(text, day_first)
        if self.vague_new_year and when is not None and (when.month, when.day) == (1, 1):
            return When(when.year)
        return when


@dataclass(frozen=True, slots=True)
class Scheme:
    """How to read one table of incidents; `disclosed` is None when it does not say when an incident became known."""

    name: str
    dated: DateColumn
    disclosed: DateColumn | None
    initiator: Countries | None
    receiver: Countries | None
    initiator_columns: frozenset[int] = frozenset()
    receiver_columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


def _listed(column: int) -> Countries:
    return lambda row: countries_in(row[column])


def _described(column: int) -> Countries:
    return lambda row: countries_in(row[column]) or countries_said(row[column])


def _flags(table: Table, prefix: str) -> tuple[Countries | None, frozenset[int]]:
    """VERIS writes one column per country (victim.country.US = TRUE), or one column with a list."""
    whole = table.find(prefix.rstrip("."))
    if whole is not None:
        return _listed(whole), frozenset({whole})
    columns = {i: code for i, h in enumerate(table.header) if h.startswith(prefix) and (code := country_code(h[len(prefix) :]))}
    numbered = [i for i, h in enumerate(table.header) if h.startswith(prefix) and h[len(prefix) :].isdigit()]
    if columns:
        return lambda row: frozenset(c for i, c in columns.items() if row[i].strip().lower() in ("true", "1", "1.0")), frozenset(columns)
    if numbered:
        return lambda row: frozenset(c for i in numbered for c in countries_in(row[i])), frozenset(numbered)
    return None, frozenset()


def _veris(table: Table) -> Scheme | None:
    if table.find("timeline.incident.year") is None:
        return None

    def when(prefix: str) -> DateColumn | None:
        found = [table.find(f"{prefix}.{part}") for part in ("year", "month", "day")]
        columns = tuple(c for c in found if c is not None)
        return DateColumn(f"{prefix}.year", columns) if found[0] is not None else None

    dated = when("timeline.incident")
    assert dated is not None
    initiator, by = _flags(table, "actor.external.country.")
    receiver, to = _flags(table, "victim.country.")
    return Scheme("VCDB", dated, when("plus.timeline.notification"), initiator, receiver, by, to)


def _eurepoc(table: Table) -> Scheme | None:
    start, by, to = table.find("start_date"), table.find("initiator_country"), table.find("receiver_country")
    if start is None or by is None or to is None:
        return None
    known = table.find("attribution_date")
    disclosed = None if known is None else DateColumn("attribution_date", (known,), True)
    note = "EuRepoC writes 1 January when only the year is known: such incidents count as dated to the year"
    dated = DateColumn("start_date", (start,), True)
    return Scheme("EuRepoC", dated, disclosed, _listed(by), _listed(to), frozenset({by}), frozenset({to}), (note,))


def _cfr(table: Table) -> Scheme | None:
    date, sponsor, victims = table.find("Date"), table.find("Sponsor"), table.find("Victims")
    if date is None or sponsor is None or victims is None:
        return None
    note = "the CFR tracker describes victims in words: their countries are those that the words name"
    columns = frozenset({sponsor}), frozenset({victims})
    return Scheme("CFR", DateColumn("Date", (date,)), None, _listed(sponsor), _described(victims), *columns, (note,))


_DATES = ("date", "start_date", "incident_date", "event_date", "date_start", "occurred", "day", "timestamp")
_DISCLOSED = ("disclosed", "disclosure_date", "date_disclosed", "reported", "report_date", "date_reported", "published")
_INITIATORS = ("initiator_country", "initiator", "from", "attacker_country", "attacker", "source_country", "sponsor", "actor_country")
_RECEIVERS = ("receiver_country", "receiver", "to", "target_country", "victim_country", "target", "victim", "victims")


def scheme_of(table: Table, chosen: Selection) -> Scheme:
    """How to read this table; columns named in the selection come first. Raises `RequestError` when there is no date column."""
    known = _eurepoc(table) or _veris(table) or _cfr(table)
    dated, disclosed = (known.dated, known.disclosed) if known else (None, None)
    if chosen.date_column is not None:
        column = table.column(chosen.date_column, "--date-column")
        if known is None or known.dated.columns != (column,):
            dated = DateColumn(table.header[column], (column,))
    elif dated is None and (found := table.find(*_DATES)) is not None:
        dated = DateColumn(table.header[found], (found,))
    if dated is None:
        raise RequestError(
            f"{table.path.name}: no date column is known; name it with --date-column (columns: {', '.join(table.header[:8])})"
        )
    if known is None and (found := table.find(*_DISCLOSED)) is not None:
        disclosed = DateColumn(table.header[found], (found,))
    initiator, by = _country_column(table, chosen.initiator_column, "--from-column", _INITIATORS)
    receiver, to = _country_column(table, chosen.receiver_column, "--to-column", _RECEIVERS)
    if known is not None and chosen.initiator_column is None:
        initiator, by = known.initiator, known.initiator_columns
    if known is not None and chosen.receiver_column is None:
        receiver, to = known.receiver, known.receiver_columns
    return Scheme(known.name if known else "table", dated, disclosed, initiator, receiver, by, to, known.notes if known else ())


def _country_column(table: Table, named: str | None, option: str, usual: tuple[str, ...]) -> tuple[Countries | None, frozenset[int]]:
    column = table.column(named, option) if named is not None else table.find(*usual)
    return (None, frozenset()) if column is None else (_listed(column), frozenset({column}))
