"""Which texts may speak of the same: official ones for a press report, reports for an official text, by date, parties and meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from servanda_ledger.book.models import Document, Meeting
from servanda_ledger.catalogue.documents import DocumentLine, lines
from servanda_ledger.catalogue.moments import NOW, Moment

_BEFORE, _AFTER = timedelta(days=45), timedelta(days=3)  # a report comes after the text, or leaks a little before
_MOST = 6
_LEAST = 0.35


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document that may speak of the same, how likely (0 to 1), and why: `days` after the text, parties that both name."""

    document: DocumentLine
    weight: float
    days: int
    parties: tuple[str, ...]
    same_place: bool


def suggested(document: DocumentLine, moment: Moment = NOW) -> tuple[Suggestion, ...]:
    """Official texts that a report may be about, or reports that may be about an official text, the likeliest first."""
    if document.first_day is None:
        return ()
    before, after = (_AFTER, _BEFORE) if document.official else (_BEFORE, _AFTER)
    near = (document.first_day - before, document.first_day + after)
    others = lines(moment.rows(Document).filter(official=not document.official, first_day__range=near, language=document.language)[:400])
    places = _places([document.key, *(d.key for d in others)], moment)
    found = [s for d in others if (s := _weighed(document, d, places)) is not None]
    return tuple(sorted(found, key=lambda s: (-s.weight, s.document.key))[:_MOST])


def _weighed(document: DocumentLine, other: DocumentLine, places: dict[str, set[str]]) -> Suggestion | None:
    shared = tuple(sorted(set(document.parties) & set(other.parties)))
    if not shared or document.first_day is None or other.first_day is None:
        return None
    report, text = (other, document) if document.official else (document, other)
    days = (report.first_day - text.first_day).days if report.first_day and text.first_day else 0
    alike = len(shared) / len(set(document.parties) | set(other.parties))
    near = 1 - min(abs(days), _BEFORE.days) / _BEFORE.days
    same_place = bool(places.get(document.key, set()) & places.get(other.key, set()))
    weight = round(0.5 * alike + 0.35 * near + 0.15 * same_place, 3)
    return Suggestion(other, weight, days, shared, same_place) if weight >= _LEAST else None


def _places(keys: list[str], moment: Moment) -> dict[str, set[str]]:
    """The towns where the meetings that documents speak of were held."""
    found: dict[str, set[str]] = {}
    rows = moment.rows(Meeting).filter(document__in=keys).exclude(place="")
    for key, place in rows.values_list("document", "place"):
        found.setdefault(key, set()).add(place.partition(",")[0].strip().lower())
    return found
