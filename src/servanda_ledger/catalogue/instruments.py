"""Instruments: one under its many titles, the documents that speak of it, and its life for each party."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.model.labels import INSTRUMENT_STATUSES
from servanda_ledger.book.models import Commitment, Mention
from servanda_ledger.catalogue.documents import DocumentLine, documents
from servanda_ledger.catalogue.evidence import said
from servanda_ledger.catalogue.gathered import Found, Gathered, chunks, entered
from servanda_ledger.catalogue.instrument_names import best_title, identity
from servanda_ledger.catalogue.kept_lists import KeptList, Said
from servanda_ledger.catalogue.life import BY_STATUS, Stage, Standing, ordered, standings
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.catalogue.party_words import codes_of, taken_apart
from servanda_ledger.catalogue.remembered import few_while_unchanged, while_unchanged
from servanda_ledger.catalogue.texts import words_of

_MOST_TEXTS = 150  # that are read for words of acts; an instrument that more texts only mention is shown by the latest of them
RATIFIED = frozenset(
    {"treaty", "convention", "agreement", "protocol"}
)  # a text that only mentions one may tell of a ratification withdrawn
_FIELDS = ("key", "instrument_key", "title", "type", "parties", "document", "status", "day", "data")


@dataclass(frozen=True, slots=True)
class MentionLine:
    """An instrument as one document speaks of it; `start` and `end` are where its name stands first."""

    key: str
    title: str
    type: str
    parties: tuple[str, ...]
    document: str
    status: str
    day: date | None
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """An instrument in a list. `status` is the furthest that a text gives it; `unnamed`: a text gives it no name ("an agreement")."""

    key: str
    title: str
    type: str
    parties: tuple[str, ...]
    texts: int
    status: str
    last_day: date | None
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """A commitment that rests on an instrument, with the words that say so."""

    key: str
    action: str
    obligation: str
    document: str
    words: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument with everything that is said of it. `own`: the text gives it no name, so it is looked for in no other."""

    key: str
    title: str
    titles: tuple[str, ...]
    type: str
    parties: tuple[str, ...]
    mentions: tuple[MentionLine, ...]
    documents: dict[str, DocumentLine]
    life: tuple[Stage, ...]
    standings: tuple[Standing, ...]
    commitments: tuple[Basis, ...] = ()


def _read(after: int, until: int) -> Iterator[Found]:
    rows = entered(Mention, after, until)
    for stored, title, type_, parties, document in rows.values_list("instrument_key", "title", "type", "parties", "document").iterator(
        chunk_size=5000
    ):
        yield identity(title, type_, codes_of(parties), document).key, stored, title


MENTIONS = Gathered(_read)

Source = Callable[[str, Sequence[MentionLine], Moment], Iterable[Stage]]
_SOURCES: list[Source] = []


def add_source(source: Source) -> None:
    """Have `life` ask another source as well: given an instrument's key, its mentions and the day of the book, it gives stages."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def key_of(title: str, type_: str = "other", parties: Sequence[str] = (), document: str = "") -> str:
    """The key of the instrument that a title means: for an entry about `instrument:KEY`, and for its address."""
    return identity(title, type_, tuple(parties), document).key


def key_of_stored(stored: str) -> str:
    """The instrument whose mentions have this `instrument_key` in the book's tables; empty when there is none."""
    row = Mention.objects.filter(instrument_key=stored).values_list("title", "type", "parties", "document").first()
    return identity(row[0], row[1], codes_of(row[2]), row[3]).key if row else ""


def life(key: str, moment: Moment = NOW, *, found: Sequence[MentionLine] | None = None) -> tuple[Stage, ...]:
    """Every stage of an instrument that a source bears out, the earliest first: texts, and what was added by `add_source`."""
    lines = mentions(key, moment) if found is None else found
    stages = list(_in_texts(lines, moment))
    for source in _SOURCES:
        stages.extend(source(key, lines, moment))
    return ordered(stages)


def mentions(key: str, moment: Moment = NOW) -> list[MentionLine]:
    """What documents say of an instrument, the latest first."""
    found = []
    for some in chunks(MENTIONS.of(key)):
        rows = moment.rows(Mention).filter(instrument_key__in=some).order_by("-day", "document", "position")
        found += [line for row in rows.values_list(*_FIELDS) if (line := _line(row, key))]
    return sorted(found, key=lambda m: m.day or date.min, reverse=True)


def _line(row: tuple[object, ...], key: str) -> MentionLine | None:
    values = dict(zip(_FIELDS, row, strict=True))
    parties = codes_of(str(values["parties"]))
    if identity(str(values["title"]), str(values["type"]), parties, str(values["document"])).key != key:
        return None
    span = json.loads(str(values["data"]))["spans"][0]
    day = values["day"]
    return MentionLine(
        str(values["key"]), str(values["title"]), str(values["type"]), parties, str(values["document"]), str(values["status"]),
        day if isinstance(day, date) else None, span["start"], span["end"], span["text"],
    )  # fmt: skip


@while_unchanged
def instrument(key: str, moment: Moment = NOW) -> Instrument | None:
    """An instrument as the book has it; None when it speaks of none of that key."""
    found = mentions(key, moment)
    stages = life(key, moment, found=found)
    if not found and not stages:
        return None
    counts = Counter(m.title for m in found)
    title = best_title(counts.items()) or key
    parties = _parties(title, found)
    return Instrument(
        key,
        title,
        tuple(t for t, _ in counts.most_common(12)),
        Counter(m.type for m in found).most_common(1)[0][0] if found else "other",
        parties,
        tuple(found),
        documents({m.document for m in found}, moment),
        stages,
        standings(stages, parties),
        _resting_on(found, moment),
    )


def _parties(title: str, found: Sequence[MentionLine]) -> tuple[str, ...]:
    named = taken_apart(title).parties
    if len(named) > 1:
        return named
    usual = Counter(m.parties for m in found if m.parties).most_common(1)
    return tuple(sorted(usual[0][0])) if usual else ()


def _in_texts(found: Sequence[MentionLine], moment: Moment) -> Iterator[Stage]:
    """The stages that the sentences around its name tell of."""
    telling = [m for m in found if m.status != "mentioned"]
    telling += [m for m in found if m.status == "mentioned"][: max(_MOST_TEXTS - len(telling), 0)]
    telling = [m for m in telling if m.status != "mentioned" or m.type in RATIFIED]
    shown = documents({m.document for m in telling}, moment)
    words = words_of(d.text_blob for d in shown.values())
    for line in telling:
        document = shown.get(line.document)
        if document is None:
            continue
        act = said(words[document.text_blob], (line.start, line.end), line.status, line.parties, document.first_day)
        if act is None:
            continue
        for party in act.parties or (None,):
            yield Stage(
                act.act, party, act.date, act.day, document.first_day, act.words, document.key, document.title, act.start,
                source="text" if document.official else "report",
            )  # fmt: skip


def _resting_on(found: Sequence[MentionLine], moment: Moment) -> tuple[Basis, ...]:
    """The commitments whose basis is this instrument."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in found:
        spans.setdefault(mention.document, []).append((mention.start, mention.end))
    rows = moment.rows(Commitment).filter(document__in=spans.keys()).exclude(basis="").exclude(review="rejected")
    resting = []
    for key, action, obligation, document, data in rows.order_by("-day", "document", "position").values_list(
        "key", "action", "obligation", "document", "data"
    ):
        for basis in json.loads(data)["basis"]:
            if any(start < basis["end"] and basis["start"] < end for start, end in spans[document]):
                resting.append(Basis(key, action, obligation, document, basis["text"]))
                break
    return tuple(resting)


@few_while_unchanged
def instruments(moment: Moment = NOW) -> tuple[InstrumentLine, ...]:
    """Every instrument that documents speak of: those with a life first, then by how many texts speak of them."""
    return _LIST.at(moment)


_Told = tuple[str, str, tuple[str, ...], str, str, date | None, bool]  # title, type, parties, document, status, day, unnamed


def _said(subjects: Sequence[str] | None, moment: Moment) -> Iterator[Said[_Told]]:
    rows = moment.rows(Mention) if subjects is None else moment.rows(Mention).filter(subject__in=subjects)
    found = rows.values_list("subject", "title", "type", "parties", "document", "status", "day")
    for subject, title, type_, parties, document, status, day in found.iterator(chunk_size=5000):
        codes = codes_of(parties)
        told = identity(title, type_, codes, document)
        yield subject, told.key, (title, type_, codes, document, status, day, told.own)


def _in_list(key: str, some: list[_Told]) -> InstrumentLine:
    title = best_title(Counter(s[0] for s in some).items())
    named = taken_apart(title).parties
    parties = named if len(named) > 1 else Counter(s[2] for s in some).most_common(1)[0][0]
    status = max((s[4] for s in some), key=_STATUS_RANK.__getitem__)
    last = max((s[5] for s in some if s[5]), default=None)
    return InstrumentLine(key, title, some[0][1], tuple(sorted(parties)), len({s[3] for s in some}), status, last, some[0][6])


def _order(line: InstrumentLine) -> tuple[object, ...]:
    return line.unnamed, line.status not in BY_STATUS, -line.texts, line.title.lower(), line.key


_STATUS_RANK: dict[str, int] = {status: n for n, status in enumerate(INSTRUMENT_STATUSES)}
_LIST = KeptList(_said, _in_list, _order)
