"""Days and EDTF dates in the words of the reader's language."""

from __future__ import annotations

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%])?", re.ASCII)


def day_words(day: date | str) -> str:
    """A day ("4 May 2031"); empty for none."""
    if not day:
        return ""
    return _date(date.fromisoformat(day) if isinstance(day, str) else day)


def _date(day: date) -> str:
    words = str(date_format(day, "j F Y"))
    # In French the first of a month is an ordinal, which Django's formats do not know.
    return f"1er{words[1:]}" if day.day == 1 and (get_language() or "").startswith("fr") else words


def span_words(first: date, last: date) -> str:
    """A day, or the days from one to another."""
    if first == last:
        return day_words(last)
    return _("%(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}


def when_words(edtf: str) -> str:
    """An EDTF date ("31 March 2033", "2034"); a form not known here is returned as it is."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(start)
    if start in ("", ".."):
        return _("until %(day)s") % {"day": _point(end)}
    if end in ("", ".."):
        return _("from %(day)s") % {"day": _point(start)}
    return _("%(first)s to %(last)s") % {"first": _point(start), "last": _point(end)}


def _point(edtf: str) -> str:
    found = _POINT.fullmatch(edtf)
    if not found:
        return edtf
    year, month, day, hedge = found.groups()
    words = _certain(int(year), int(month or 0), int(day or 0))
    if words is None:
        return edtf
    if hedge in ("~", "%"):
        words = _("about %(day)s") % {"day": words}
    return _("perhaps %(day)s") % {"day": words} if hedge in ("?", "%") else words


def _certain(year: int, month: int, day: int) -> str | None:
    if not month:
        return f"{year:04d}"
    if month <= 12:
        try:
            return _date(date(year, month, day)) if day else str(date_format(date(year, month, 1), "F Y"))
        except ValueError:
            return None
    words = _parts_of_a_year().get(month)
    return None if words is None else words % {"year": year}


def _parts_of_a_year() -> dict[int, str]:
    return {
        21: _("spring %(year)s"),
        22: _("summer %(year)s"),
        23: _("autumn %(year)s"),
        24: _("winter %(year)s"),
        33: _("first quarter of %(year)s"),
        34: _("second quarter of %(year)s"),
        35: _("third quarter of %(year)s"),
        36: _("fourth quarter of %(year)s"),
        40: _("first half of %(year)s"),
        41: _("second half of %(year)s"),
    }
