"""Dates of several precisions, as incident tables write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from servanda.effect.periods import quarter_index

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T\s]\d{1,2}:.*)?[?~%]?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:\s\d{1,2}:.*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,)?,?\s+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST, LATEST = 1800, 2199


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as it was written: `month` and `day` are None when not given; `quarter` 1-4 stands in for the month."""

    year: int
    month: int | None = None
    day: int | None = None
    quarter: int | None = None


def _checked(year: int, month: int | None = None, day: int | None = None) -> When | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return When(year, month, day)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def parse_when(text: str, day_first: bool = False) -> When | None:
    """The date that a cell gives, or None: ISO, 2015-Q3, 9/25/2015 (`day_first`: 25/9/2015), 25.9.2015, 25 Sep 2015, September 2015.

    Of a list or an interval the first date counts.
    """
    text = text.strip().strip("[]'\" ")
    if ";" in text or (text.count("/") == 1 and len(text) > 9):
        text = re.split("[;/]", text, maxsplit=1)[0].strip().strip("'\"")
    if match := _ISO.fullmatch(text):
        return _checked(int(match[1]), _number(match[2]), _number(match[3]))
    if match := _NUMBERS.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        month, day = (second, first) if day_first or match[2] == "." else (first, second)
        return _checked(int(match[4]), month, day)
    if match := _COMPACT.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_YEAR.fullmatch(text):
        return _checked(int(match[2]), int(match[1]))
    if (quarter := quarter_index(text)) is not None:
        return When(quarter // 4, quarter=quarter % 4 + 1)
    if (match := _WORDS.fullmatch(text)) and match[2][:3].lower() in _MONTHS:
        return _checked(int(match[4]), _MONTHS.index(match[2][:3].lower()) + 1, _number(match[1] or match[3]))
    return None


def order_hint(text: str) -> bool | None:
    """Whether a date in figures can only be day first (True) or only month first (False); None when it does not tell."""
    match = _NUMBERS.fullmatch(text.strip())
    if not match or match[2] == ".":
        return None
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:
        return True
    return False if second > 12 >= first else None
