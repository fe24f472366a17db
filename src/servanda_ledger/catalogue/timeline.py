"""A drawing of an instrument's life: one row for each party, time from left to right. Pure; numbers are units of an SVG's view box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from servanda_ledger.catalogue.life import Act, Stage, Standing

WIDTH = 760
_LEFT, _RIGHT, _TOP, _ROW = 150, 20, 34, 40
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Dot:
    """A stage at its place; `exact` when the source gives the day of the act, not only its own."""

    x: float
    y: float
    act: Act
    stage: Stage
    exact: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A party's line, from `start` to the right edge or the end of its part in the instrument."""

    party: str | None
    y: float
    start: float
    end: float
    dots: tuple[Dot, ...]

    @property
    def label_y(self) -> float:
        """Where the foot of the party's name is."""
        return self.y + 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything to draw: rows, and ticks of years (place and year)."""

    height: int
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, int], ...]


def drawing(standings: Sequence[Standing]) -> Drawing | None:
    """The drawing; None while all that is known happened on one day, which a list says better."""
    days = sorted({day for each in standings for s in each.stages if (day := s.when)})
    if len(days) < 2:
        return None
    first, last = date(days[0].year, 1, 1), date(days[-1].year + 1, 1, 1) if days[-1].year < 9999 else date.max
    span = max((last - first).days, 1)

    def place(day: date) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (day - first).days / span, 1)

    rows = []
    for number, each in enumerate(standings):
        y = _TOP + _ROW * number + _ROW / 2
        dots = _apart([Dot(place(day), y, s.act, s, s.day is not None) for s in each.stages if (day := s.when)])
        if dots:
            end = dots[-1].x if each.act == "withdrawn" else float(WIDTH - _RIGHT)
            rows.append(Row(each.party, y, dots[0].x, end, tuple(dots)))
    years = last.year - first.year
    step = max(1, -(-years // _TICKS))
    ticks = tuple((place(date(year, 1, 1)), year) for year in range(first.year, last.year, step))
    return Drawing(_TOP + _ROW * len(standings) + 8, tuple(rows), ticks)


def _apart(dots: list[Dot]) -> list[Dot]:
    """Dots of one day side by side, so that none hides another."""
    found: list[Dot] = []
    for dot in sorted(dots, key=lambda d: d.x):
        x = max(dot.x, found[-1].x + 13) if found else dot.x
        found.append(Dot(min(x, WIDTH - 8), dot.y, dot.act, dot.stage, dot.exact))
    return found
