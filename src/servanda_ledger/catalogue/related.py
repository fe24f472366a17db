"""What a document leads to: its dialogue and the next round, its instruments and where they stand, its pairs of parties, reports on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from servanda_ledger.book.models import Document, Meeting, Mention
from servanda_ledger.catalogue.dialogues import MEETINGS, Dialogue, dialogue, key_of
from servanda_ledger.catalogue.documents import DocumentLine, lines
from servanda_ledger.catalogue.instrument_names import identity
from servanda_ledger.catalogue.life import BY_STATUS, Act
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.catalogue.party_words import codes_of, party_name
from servanda_ledger.catalogue.suggested import Suggestion, suggested

_MOST = 12


@dataclass(frozen=True, slots=True)
class Spoken:
    """An instrument that the document speaks of, with what it says of it (`act`; None: it only mentions it)."""

    key: str
    title: str
    type: str
    act: Act | None


@dataclass(frozen=True, slots=True)
class Two:
    """A pair of parties of the document."""

    first: str
    second: str
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Related:
    """Everything that a document leads to."""

    document: DocumentLine
    dialogue: Dialogue | None
    instruments: tuple[Spoken, ...]
    more_instruments: int
    pairs: tuple[Two, ...]
    beside: tuple[Suggestion, ...]


def related(document: str, moment: Moment = NOW, today: date | None = None) -> Related | None:
    """What a document (by id) leads to; None when the book has no such document. `today` is that of the server unless given."""
    found = lines(moment.rows(Document).filter(key=document))
    if not found:
        return None
    line = found[0]
    spoken = _spoken(line, moment)
    return Related(
        line,
        _dialogue(line, moment, today or datetime.now(UTC).date()),
        tuple(spoken[:_MOST]),
        max(len(spoken) - _MOST, 0),
        _pairs(line.parties),
        suggested(line, moment),
    )


def _dialogue(line: DocumentLine, moment: Moment, today: date) -> Dialogue | None:
    key = key_of(line)
    if not key:
        days = list(moment.rows(Meeting).filter(document=line.key).order_by("position").values_list("key", "first_day"))
        series = MEETINGS.under(k for k, _ in days)
        near = [series[k] for k, day in days if k in series and day and line.first_day and abs((day - line.first_day).days) <= 3]
        key = near[0] if near else ""
    return dialogue(key, today, moment) if key else None


def _spoken(line: DocumentLine, moment: Moment) -> list[Spoken]:
    rows = moment.rows(Mention).filter(document=line.key).order_by("position").values_list("title", "type", "parties", "status")
    found: dict[str, Spoken] = {}
    for title, type_, parties, status in rows:
        key = identity(title, type_, codes_of(parties), line.key).key
        if key not in found or found[key].act is None:
            found[key] = Spoken(key, title, type_, BY_STATUS.get(status))
    return sorted(found.values(), key=lambda s: s.act is None)


def _pairs(parties: Sequence[str]) -> tuple[Two, ...]:
    codes = sorted(parties)
    if len(codes) > 4:
        return ()
    return tuple(Two(a, b, (party_name(a), party_name(b))) for n, a in enumerate(codes) for b in codes[n + 1 :])
