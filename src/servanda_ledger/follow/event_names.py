"""Names for events that deadlines hang on, and how many deadlines hang on each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min

from servanda_ledger.book.models import Document, Meeting, Mention
from servanda_ledger.follow.models import Event, Waiting
from servanda_ledger.follow.occurrences import Occurrence, occurrences

_ACTS = {
    "entry_into_force": "entry into force",
    "signature": "signature",
    "adoption": "adoption",
    "ratification": "ratification",
    "deposit": "deposit",
    "accession": "accession",
    "expiry": "expiry",
    "termination": "termination",
    "withdrawal": "withdrawal",
}


@dataclass(frozen=True, slots=True)
class Awaited:
    """An event: its key, a name, how many deadlines hang on it, the words of one of them, and its day where the ledger knows it."""

    event: str
    name: str
    deadlines: int
    words: str
    document: str
    occurrence: Occurrence | None
    recorded: Event | None = None


def awaited(as_of: date, *, known: bool = False, document: str = "") -> list[Awaited]:
    """The events that deadlines hang on and whose day is not known (or is, with `known`); those with the most deadlines first."""
    rows = Waiting.objects.current().filter(document=document) if document else Waiting.objects.current()
    groups = list(rows.values("event").annotate(n=Count("id"), words=Min("words"), of=Min("document")).order_by("-n", "event"))
    came = occurrences([g["event"] for g in groups], as_of)
    wanted = [g for g in groups if (g["event"] in came) is known]
    names = names_of((g["event"], g["words"], g["of"]) for g in wanted)
    recorded = {row.event: row for row in Event.objects.current()}
    return [Awaited(e, names[e], g["n"], g["words"], g["of"], came.get(e), recorded.get(e)) for g in wanted for e in (g["event"],)]


def one(event: str, as_of: date) -> Awaited | None:
    """One event that deadlines hang on; None when none does."""
    group = Waiting.objects.current().filter(event=event).aggregate(n=Count("id"), words=Min("words"), of=Min("document"))
    if not group["n"]:
        return None
    name = names_of([(event, group["words"], group["of"])])[event]
    recorded = Event.objects.current().filter(event=event).first()
    return Awaited(event, name, group["n"], group["words"], group["of"], occurrences([event], as_of).get(event), recorded)


def names_of(events: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """A name for each event, given with the words and document of one deadline that hangs on it."""
    listed = list(events)
    keys = {event.partition(":")[2].partition("|")[0] for event, _, _ in listed if event.startswith(("series:", "instrument:"))}
    titles: dict[str, str] = {}
    for some in _some(keys):
        titles |= dict(Meeting.objects.current().filter(series_key__in=some).order_by("-id").values_list("series_key", "name"))
        titles |= dict(Document.objects.current().filter(series_key__in=some).order_by("-id").values_list("series_key", "series_name"))
        titles |= dict(Mention.objects.current().filter(instrument_key__in=some).order_by("-id").values_list("instrument_key", "title"))
    headings: dict[str, str] = {}
    for some in _some({document for event, _, document in listed if event.startswith("document:")}):
        rows = Document.objects.current().filter(key__in=some).values_list("key", "title", "name")
        headings |= {key: title or name.rstrip("/").rpartition("/")[2] for key, title, name in rows}
    return {event: _name(event, words, titles, headings.get(document, "")) for event, words, document in listed}


def _name(event: str, words: str, titles: dict[str, str], heading: str) -> str:
    family, _, rest = event.partition(":")
    key, _, which = rest.partition("|")
    if family == "instrument":
        return f"{_ACTS.get(which, which.replace('_', ' '))} of {titles.get(key, key)}"
    if family == "series":
        title = titles.get(key, key)
        return f"{title}: the round after {which[6:]}" if which.startswith("after:") else f"{title}: round {which}"
    # What only its own text knows; an identifier has a colon, so the event's words stand behind the first bar.
    said = event.partition("|")[2] or words
    return f"{said} ({' '.join(heading.split())})" if heading else said


def _some(keys: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    listed = sorted(keys)
    return [listed[start : start + size] for start in range(0, len(listed), size)]
