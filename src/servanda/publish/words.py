"""Labels, dates and headers in plain English. Nothing here adds to what a reading says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from servanda.model.commitment import Commitment
from servanda.model.document import Document
from servanda.model.labels import About, DocumentKind, Obligation
from servanda.model.reading import Reading

DOCUMENT_KIND: dict[DocumentKind, str] = {
    "communique": "Communiqué",
    "joint_statement": "Joint statement",
    "declaration": "Declaration",
    "readout": "Readout",
    "fact_sheet": "Fact sheet",
    "treaty": "Treaty",
    "mou": "Memorandum of understanding",
    "resolution": "Resolution",
    "press_release": "Press release",
    "report": "Press report",
}
OBLIGATION: dict[Obligation, str] = {
    "binding": "in a legal instrument, or decided by a body that can bind: “shall”, “undertakes”",
    "firm": "a political promise: “agreed to”, “will”, “committed to”",
    "soft": "an intention or endeavour: “intend”, “seek”, “stand ready”",
}
# Claims of the first three can be held against the official text; the others stand beside it (contract, `compare`).
CHECKABLE: frozenset[About] = frozenset({"commitment", "event", "scope"})

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_SEASONS = {
    **dict(zip(range(21, 25), ("spring", "summer", "autumn", "winter"), strict=True)),
    **{n + 32: f"{word} quarter of" for n, word in enumerate(("first", "second", "third", "fourth"), 1)},
    **{n + 39: f"{word} half of" for n, word in enumerate(("first", "second"), 1)},
}
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%])?")
_HEDGE = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", None: ""}


def date_words(edtf: str) -> str:
    """An EDTF date in words ("31 March 2033"); a form not known here is returned as it is."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(start)
    if start in ("", ".."):
        return f"until {_point(end)}"
    if end in ("", ".."):
        return f"from {_point(start)}"
    return f"{_point(start)} to {_point(end)}"


def last_day(edtf: str) -> str:
    """A key that sorts EDTF dates by the last day they allow: 2032-09-07, then 2032-09, then 2032."""
    end = edtf.rpartition("/")[2].rstrip("~?%")
    return end + "-99" * (2 - end.count("-")) if end and end[0].isdigit() else "9999-99-99"


def _point(edtf: str) -> str:
    found = _DAY.fullmatch(edtf)
    if not found:
        return edtf
    year, month, day, hedge = found.groups()
    if month is None:
        return _HEDGE[hedge] + year
    number = int(month)
    name = _MONTHS[number - 1] if 1 <= number <= 12 else _SEASONS.get(number)
    if name is None:
        return edtf
    return _HEDGE[hedge] + (f"{int(day)} " if day else "") + f"{name} {year}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def count(number: int, noun: str) -> str:
    """ "1 commitment", "3 commitments"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def title(document: Document) -> str:
    """The document's title, or the name of its source when it has none."""
    return document.title or document.source.name


def round_words(document: Document) -> str | None:
    """ "2nd round of the ... Dialogue", the series alone, or None."""
    series = document.series
    if series is None:
        return None
    if series.round is None:
        return series.name
    return f"{ordinal(series.round)} round of {'' if series.name[:4].lower() == 'the ' else 'the '}{series.name}"


def promise_words(commitment: Commitment) -> str:
    """How firmly, and whether it is a promise not to do: "firm", "binding, to refrain"."""
    return commitment.obligation + (", to refrain" if commitment.polarity == "refrain" else "")


def summary(reading: Reading) -> str:
    """One sentence that counts what was found; says plainly when nothing was."""
    if not reading.document.official:
        return _claims_summary(reading)
    made: Sequence[Commitment] = reading.commitments
    if not made:
        return "No commitments."
    levels = Counter(c.obligation for c in made)
    parts = [", ".join(f"{levels[level]} {level}" for level in OBLIGATION if levels[level])]
    refrains = sum(c.polarity == "refrain" for c in made)
    dated = sum(c.deadline is not None for c in made)
    if refrains:
        parts.append(f"{refrains} to refrain")
    if dated:
        parts.append(f"{dated} with a deadline")
    return f"{count(len(made), 'commitment')}: {'; '.join(parts)}."


def _claims_summary(reading: Reading) -> str:
    if not reading.claims:
        return "No claims."
    about = Counter(c.about for c in reading.claims)
    return f"{count(len(reading.claims), 'claim')}: {', '.join(f'{name} {number}' for name, number in about.most_common())}."
