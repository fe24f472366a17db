"""What kind of comparison two documents call for, and which they do not allow."""

from __future__ import annotations

from servanda.model.comparison import Mode
from servanda.model.document import Document
from servanda.model.when import day_of

_SAME_EVENT = 3  # days between two sides' accounts of one event


class CompareError(ValueError):
    """Raised when two documents cannot be held against each other; the message says why and what to do."""


def mode_of(left: Document, right: Document, wanted: Mode | None = None) -> Mode:
    """The mode for two documents: `wanted` if they allow it, else what their kinds, dates and rounds say.

    Raises `CompareError` for texts in two languages, for two reports, and for a report in the wrong place.
    """
    if left.source.language != right.source.language:
        raise CompareError(
            f"{left.source.name} is in {left.source.language!r} and {right.source.name} in {right.source.language!r}: "
            "texts in two languages are not compared yet"
        )
    if not left.official and not right.official:
        raise CompareError("both texts are press reports; one of the two must be an official text (--kind says what a document is)")
    if left.official and not right.official:
        raise CompareError(f"{right.source.name} is a press report: give the report first and the official text second")
    if not left.official:
        if wanted not in (None, "coverage"):
            raise CompareError(f"{left.source.name} is a press report, which can only be compared as coverage")
        return "coverage"
    if wanted == "coverage":
        raise CompareError(
            f"{left.source.name} is an official text: coverage compares a press report with one (--kind report says it is one)"
        )
    return wanted or _of_texts(left, right)


def _of_texts(left: Document, right: Document) -> Mode:
    rounds = (left.series and left.series.round, right.series and right.series.round)
    if None not in rounds and rounds[0] != rounds[1]:
        return "rounds"
    days = day_of(left.date), day_of(right.date)
    if days[0] is not None and days[1] is not None:
        return "accounts" if abs((days[0] - days[1]).days) <= _SAME_EVENT else "rounds"
    return "accounts" if left.date is not None and left.date == right.date else "rounds"
