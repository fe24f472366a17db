"""Months, quarters and years as consecutive whole numbers."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

Unit = Literal["month", "quarter", "year"]
UNITS: tuple[Unit, ...] = ("month", "quarter", "year")
PER_YEAR: dict[Unit, int] = {"month": 12, "quarter": 4, "year": 1}

_QUARTER = re.compile(r"(\d{4})[-\s]?Q([1-4])", re.I)


def index_of(unit: Unit, year: int, month: int) -> int:
    """The number of the period that holds a month."""
    per_year = PER_YEAR[unit]
    return year * per_year + (month - 1) * per_year // 12


def label(unit: Unit, index: int) -> str:
    """A period as people write it: 2015-09, 2015-Q3 or 2015."""
    year, part = divmod(index, PER_YEAR[unit])
    if unit == "month":
        return f"{year:04d}-{part + 1:02d}"
    return f"{year:04d}-Q{part + 1}" if unit == "quarter" else f"{year:04d}"


def first_day(unit: Unit, index: int) -> dt.date:
    """The first day of a period."""
    year, part = divmod(index, PER_YEAR[unit])
    return dt.date(year, part * (12 // PER_YEAR[unit]) + 1, 1)


def first_after(unit: Unit, on: dt.date) -> int:
    """The first period that counts as after `on`: the one that holds it if at least half of its days are on or after it, else the next."""
    holding = index_of(unit, on.year, on.month)
    start, end = first_day(unit, holding), first_day(unit, holding + 1)
    return holding if (end - on).days * 2 >= (end - start).days else holding + 1


def quarter_index(text: str) -> int | None:
    """The number of a quarter written as 2015-Q3 or 2015Q3, else None."""
    match = _QUARTER.fullmatch(text.strip())
    return int(match[1]) * 4 + int(match[2]) - 1 if match else None
