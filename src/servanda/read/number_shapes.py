"""Patterns for numbers in digits and words, which dates and lengths of time share."""

from __future__ import annotations

from servanda.lexicon.calendar import Calendar
from servanda.lexicon.deadlines import any_of


def number_shape(calendar: Calendar) -> str:
    """A pattern for a number up to 999 in digits, or in words ("ninety", "one hundred and eighty")."""
    word = any_of([*calendar.cardinals, calendar.hundred])
    return rf"(?:\d{{1,3}}|(?:{word})(?:(?:[-\s]|\s+and\s+)(?:{word})){{0,6}})"


def ordinal_shape(calendar: Calendar, up_to: int = 100) -> str:
    """A pattern for an ordinal in words, up to a number ("third", "twenty-third")."""
    tens = any_of([w for w, n in calendar.cardinals.items() if n % 10 == 0 and 20 <= n <= up_to])
    units = any_of([w for w, n in calendar.ordinals.items() if n < 10])
    return rf"(?:(?:{tens})[-\s](?:{units})|{any_of([w for w, n in calendar.ordinals.items() if n <= up_to])})"


def any_ordinal(calendar: Calendar) -> str:
    """A pattern for an ordinal in digits or words ("22nd", "twenty-second")."""
    return rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{ordinal_shape(calendar)})"
