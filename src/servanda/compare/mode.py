"""What kind of comparison two documents call for, and which they do not allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from servanda.model.comparison import Mode
from servanda.model.document import Document
from servanda.model.labels import DocumentKind
from servanda.model.when import bounds, is_when

_SAME_EVENT = 3  # days between two sides' accounts of one event
# What one side issues on its own; a joint text of one event exists only once, so two of them are two rounds.
_ONE_SIDED: frozenset[DocumentKind] = frozenset({"readout", "press_release", "fact_sheet"})


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
    return wanted or _of_texts(left, right)[0]


def mode_notes(left: Document, right: Document, mode: Mode, wanted: Mode | None = None) -> tuple[str, ...]:
    """What a reader must know of the mode: that it was guessed (`wanted` is None), or that the texts stand in the wrong order."""
    guess = _of_texts(left, right)[1] if wanted is None and mode != "coverage" else None
    return (*((guess,) if guess else ()), *(order_notes([left, right]) if mode == "rounds" else ()))


def order_notes(documents: Sequence[Document]) -> Iterator[str]:
    """Says of every neighbouring two rounds if the second is the earlier one by its number or date."""
    for left, right in pairwise(documents):
        numbers, (end, start) = _numbers(left, right), (_days(right)[1], _days(left)[0])
        back = numbers[0] > numbers[1] if numbers else end is not None and start is not None and end < start
        if back:
            yield (
                f"{right.source.name} is the earlier text by its {'number' if numbers else 'date'}, but stands after "
                f"{left.source.name}: the verdicts read from the first to the second."
            )


def _of_texts(left: Document, right: Document) -> tuple[Mode, str | None]:
    """The mode of two official texts; with a sentence for people if neither rounds nor dates tell it."""
    numbers = _numbers(left, right)
    if numbers and numbers[0] != numbers[1]:
        return "rounds", None
    apart = _apart(_days(left), _days(right))
    if apart is not None:
        return ("accounts" if apart <= _SAME_EVENT else "rounds"), None
    if numbers:  # the same round of one dialogue, or of two: one event as far as anybody can say
        return "accounts", None
    if left.date is not None and left.date == right.date:
        return "accounts", f"Taken for two accounts of one event, because both are dated {left.date} (--mode or an exact --date says it)."
    undated = [d.source.name for d in (left, right) if d.date is None]
    lack = f"no date in {' and in '.join(undated)}" if undated else "the dates are not exact enough"
    ways = "--mode or --date says it"
    if left.text == right.text or left.kind in _ONE_SIDED or right.kind in _ONE_SIDED:
        why = "the texts are the same" if left.text == right.text else "at least one is one side's own text"
        return "accounts", f"Taken for two accounts of one event, because {why} ({lack}; {ways})."
    return "rounds", f"Taken for two rounds, because both are texts of all sides ({lack}; {ways})."


def _numbers(left: Document, right: Document) -> tuple[int, int] | None:
    """The rounds of two documents that both have one."""
    if left.series is None or right.series is None or left.series.round is None or right.series.round is None:
        return None
    return left.series.round, right.series.round


def _days(document: Document) -> tuple[date | None, date | None]:
    return bounds(document.date) if document.date is not None and is_when(document.date) else (None, None)


def _apart(left: tuple[date | None, date | None], right: tuple[date | None, date | None]) -> int | None:
    """How many days lie at least between two dates; None if that cannot be said to be more or fewer than those of one event."""
    (a, b), (c, d) = left, right
    if a is None or b is None or c is None or d is None:
        return None
    least, most = max((c - b).days, (a - d).days, 0), max(abs((d - a).days), abs((b - c).days))
    return least if least > _SAME_EVENT or most <= _SAME_EVENT else None
