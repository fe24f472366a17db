"""When did it happen? The days of events that deadlines wait for, from whatever the ledger holds of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from servanda_ledger.book.keys import instrument_key
from servanda_ledger.book.models import Document
from servanda_ledger.catalogue.gathered import Found, Gathered, chunks, entered
from servanda_ledger.follow.models import Action, Event

# Which recorded actions mark an event of an instrument, and whether the first of several parties' days counts or the last.
_MARKS: dict[str, tuple[tuple[str, ...], str]] = {
    "signature": (("signed",), "last"),
    "adoption": (("adopted",), "first"),
    "ratification": (("ratified", "accepted", "approved"), "last"),
    "accession": (("acceded",), "last"),
    "deposit": (("ratified", "accepted", "approved", "acceded"), "last"),
    "entry_into_force": (("in force",), "first"),
    "expiry": (("terminated",), "first"),
    "termination": (("terminated",), "first"),
    "withdrawal": (("withdrawn",), "first"),
}
# A treaty in the ledger marks its own signature; a declaration or resolution its adoption.
_OWN_DAY = {"signature": ("treaty", "mou"), "adoption": ("declaration", "resolution", "communique", "joint_statement")}
_OWN_KINDS = frozenset(kind for each in _OWN_DAY.values() for kind in each)


def _titles(after: int, until: int) -> Iterator[Found]:
    rows = entered(Document, after, until).filter(kind__in=_OWN_KINDS).values_list("key", "title", "parties")
    for key, title, parties in rows.iterator(chunk_size=5000):
        yield instrument_key(title, parties.split()), key, ""


_TITLED = Gathered(_titles)  # texts that may be instruments, by the key of their titles


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event came on `day`; `because` says how the ledger knows, `document` where to look (empty: an editor recorded it).

    `entry` is the number of the entry that told the ledger so; `date` is EDTF where less than a day is known (empty: `day` is exact).
    """

    day: date
    because: str
    entry: int
    document: str = ""
    date: str = ""
    own: bool = False  # the document bears the day itself, as its own


def occurrences(events: Iterable[str], as_of: date) -> dict[str, Occurrence]:
    """The days of those of the events that came up to `as_of`, as far as the ledger knows."""
    wanted = set(events)
    if not wanted:
        return {}
    found = _recorded(wanted, as_of)
    rest = wanted - found.keys()
    found |= _of_series({e for e in rest if e.startswith("series:")}, as_of)
    found |= _of_instruments({e for e in rest if e.startswith("instrument:")}, as_of)
    return found


def _recorded(wanted: set[str], as_of: date) -> dict[str, Occurrence]:
    rows = Event.objects.current().filter(event__in=wanted, day__lte=as_of) if len(wanted) < 500 else Event.objects.current()
    return {
        row.event: Occurrence(
            row.day, f"{row.recorded_by} recorded {row.name} for {row.date}", row.entered, _document(row.evidence), row.date
        )
        for row in rows
        if row.event in wanted and row.day is not None and row.day <= as_of
    }


def _of_series(wanted: set[str], as_of: date) -> dict[str, Occurrence]:
    if not wanted:
        return {}
    rounds: dict[str, list[Document]] = defaultdict(list)
    held = Document.objects.current().filter(official=True, first_day__lte=as_of).order_by("first_day")
    for some in chunks({event.removeprefix("series:").partition("|")[0] for event in wanted} - {""}):
        for document in held.filter(series_key__in=some).only("key", "series_key", "series_name", "round", "first_day", "entered"):
            rounds[document.series_key].append(document)
    found = {}
    for event in wanted:
        key, _, which = event.removeprefix("series:").partition("|")
        for document in rounds.get(key, ()):
            if document.first_day is not None and _is_round(document, document.first_day, which):
                number = f" (round {document.round})" if document.round is not None else ""
                because = f"{document.series_name}{number} was held on {document.first_day}"
                found[event] = Occurrence(document.first_day, because, document.entered, document.key)
                break
    return found


def _is_round(document: Document, held: date, which: str) -> bool:
    if which.startswith("after:"):
        return bool(which[6:]) and held.isoformat() > which[6:]
    return str(document.round) == which


def _of_instruments(wanted: set[str], as_of: date) -> dict[str, Occurrence]:
    if not wanted:
        return {}
    by_key: dict[str, list[Action]] = defaultdict(list)
    for action in Action.objects.current().filter(day__lte=as_of).order_by("day"):
        by_key[action.instrument_key].append(action)
    own: dict[str, list[Document]] = defaultdict(list)
    keys = {event.removeprefix("instrument:").partition("|")[0] for event in wanted}
    for some in chunks(_TITLED.of(*keys)):
        held = Document.objects.current().filter(key__in=some, kind__in=_OWN_KINDS, first_day__lte=as_of).order_by("id")
        for document in held.only("key", "kind", "title", "parties", "first_day", "entered"):
            own[instrument_key(document.title, document.parties.split())].append(document)
    found = {}
    for event in wanted:
        key, _, what = event.removeprefix("instrument:").partition("|")
        actions, which = _MARKS.get(what, ((), "first"))
        days = [(a.day, a) for a in by_key.get(key, ()) if a.action in actions and a.day is not None]
        if days:
            day, marked = days[-1] if which == "last" else days[0]
            who = "" if which == "first" else f"; {', '.join(sorted({a.party for _, a in days}))}"
            because = f"{marked.instrument}: {marked.action} on {marked.date}{who}"
            found[event] = Occurrence(day, because, max(a.entered for _, a in days), _document(marked.evidence), marked.date)
            continue
        for document in own.get(key, ()):
            if document.first_day is not None and document.kind in _OWN_DAY.get(what, ()):
                because = f"{document.title} bears the date {document.first_day}"
                found[event] = Occurrence(document.first_day, because, document.entered, document.key, own=True)
                break
    return found


def _document(evidence: str) -> str:
    value = json.loads(evidence)
    return str(value.get("document", "")) if isinstance(value, dict) else ""
