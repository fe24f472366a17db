"""What a new document says of open commitments: the machine proposes, an editor decides.

A new official text is held against the last texts of its series and of its parties (`servanda.compare`); on a commitment found again its
words are said to repeat, strengthen, weaken or contradict it. They fulfil it when they show it done: the next round was held, the
instrument to be concluded is signed or in force.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.db import DatabaseError

from servanda.compare import CompareError, Prepared, compare, prepare
from servanda.model.commitment import Commitment
from servanda.model.comparison import Facet, Pair, Relation
from servanda.model.from_wire import WireError
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.model.wire import span_json, stable_id
from servanda_ledger.book import chain, record
from servanda_ledger.book.entries import Draft, Entry, Json
from servanda_ledger.book.keys import instrument_key
from servanda_ledger.book.models import Document
from servanda_ledger.book.models import Entry as EntryRow
from servanda_ledger.book.record import READER
from servanda_ledger.follow.ladder import OPEN
from servanda_ledger.follow.models import Status

RELATIONS: dict[Relation, str] = {"same": "repeats", "more": "strengthens", "less": "weakens", "differs": "contradicts"}
FULFILS = "fulfils"
_SERIES = 2  # earlier rounds that a new one is held against
_PARTIES = 3  # earlier texts of the same parties
_BACK = timedelta(days=5 * 365)  # how old those may be
_DONE = frozenset(["signed", "ratified", "in force"])
_LOG = logging.getLogger(__name__)
_ROUNDS_MEET = ("meet", "consult")


def unproposed() -> Iterator[str]:
    """The official documents that were not yet held against earlier ones, in order of their entries."""
    done = EntryRow.objects.filter(kind="candidates.proposed").values("subject")
    rows = Document.objects.current().filter(official=True).exclude(key__in=done).order_by("id")
    yield from rows.values_list("key", flat=True)


def propose(document: str, *, clock: chain.Clock = chain.now) -> Entry | None:
    """Hold a document against earlier ones and put what it says of their open commitments in the book, as one entry.

    None when that was done before: somebody else may do it at the same time. Raises `KeyError` when the ledger holds no such document.
    """
    row = Document.objects.current().filter(key=document).first()
    if row is None:
        raise KeyError(document)
    earlier = _earlier(row)
    found: dict[str, Json] = {}
    if earlier:
        new = record.reading_of(document)
        prepared = prepare(new)
        for key in earlier:
            found |= {each["id"]: each for each in _candidates(key, new, prepared)}
    body: Json = {"against": earlier, "candidates": list(found.values())}
    with chain.writing(clock) as writer:
        # Comparing takes seconds, and is done before others have to wait.
        if EntryRow.objects.filter(kind="candidates.proposed", subject=document).exists():
            return None
        return writer.append(Draft("candidates.proposed", document, READER, "held against earlier documents", body))


def propose_new(document: str) -> None:
    """Propose for a document that was just recorded. What goes wrong is logged only: the document stands, `servanda add` tries again."""
    try:
        propose(document)
    except (KeyError, ValueError, DatabaseError):
        _LOG.exception("document %s was recorded, but could not be held against earlier ones", document)


def _earlier(row: Document) -> list[str]:
    """The documents to hold a new one against: the rounds before it, and the last texts of the same parties."""
    if row.first_day is None:
        return []
    before = Document.objects.current().filter(official=True, first_day__lt=row.first_day, commitments__gt=0).exclude(key=row.key)
    chosen: list[str] = []
    if row.series_key:
        chosen += before.filter(series_key=row.series_key).order_by("-first_day").values_list("key", flat=True)[:_SERIES]
    parties = row.parties.split()
    if len(parties) == 2:  # a pair meets again and again; many parties together have their series
        same = before.filter(parties__in=[f" {a} {b} " for a, b in (parties, parties[::-1])], first_day__gte=row.first_day - _BACK)
        chosen += same.order_by("-first_day").values_list("key", flat=True)[:_PARTIES]
    return list(dict.fromkeys(chosen))


def _candidates(key: str, new: Reading, prepared: Prepared) -> list[Json]:
    try:
        old = record.reading_of(key)
        comparison = compare(prepare(old, prepared.meaning), prepared, "rounds")
    except (CompareError, WireError):
        return []
    open_ones = _open(old)
    found = [_paired(pair, key, new) for pair in comparison.pairs if pair.left.id in open_ones]
    return found + [each for c in open_ones.values() for each in _fulfilled(c, key, old, new)]


def _open(reading: Reading) -> dict[str, Commitment]:
    ids = [c.id for c in reading.commitments]
    closed = set(Status.objects.current().filter(key__in=ids).exclude(status__in=OPEN).values_list("key", flat=True))
    return {c.id: c for c in reading.commitments if c.id not in closed}


def _paired(pair: Pair, key: str, new: Reading) -> Json:
    return _candidate(
        RELATIONS[pair.relation],
        (pair.left.id, key, pair.left.span),
        (new.document.source.id, pair.right.span),
        [_facet(f) for f in pair.facets],
    )


def _facet(facet: Facet) -> Json:
    return {
        "facet": facet.facet,
        "left": facet.left and span_json(facet.left),
        "right": facet.right and span_json(facet.right),
        "why": facet.why,
    }


def _fulfilled(c: Commitment, key: str, old: Reading, new: Reading) -> Iterator[Json]:
    """What the new text shows to be done: a round held, an instrument concluded."""
    here = new.document.source.id
    held = _next_round_held(c, old, new)
    if held is not None:
        yield _candidate(FULFILS, (c.id, key, c.action), (here, held), [])
    if c.kind == "conclude":
        for span in _concluded(c, old, new):
            yield _candidate(FULFILS, (c.id, key, c.action), (here, span), [])
            return


def _next_round_held(c: Commitment, old: Reading, new: Reading) -> Span | None:
    """Words that show the next round, if that is what was promised: its heading, or the meeting."""
    a, b = old.document.series, new.document.series
    if c.kind not in _ROUNDS_MEET or a is None or b is None or a.round is None or b.round != a.round + 1:
        return None
    if not any(word in c.action.text.casefold() for word in ("next", "round", "meeting", "dialogue", "session", "summit")):
        return None
    if new.document.heading is not None:
        return new.document.heading
    return next((m.spans[0] for m in new.meetings if m.round == b.round and m.spans), None)


def _concluded(c: Commitment, old: Reading, new: Reading) -> Iterator[Span]:
    """Words of the new text that give an instrument named in the commitment as signed or in force."""
    named = {instrument_key(i.title, i.parties) for i in old.instruments if any(c.action.contains(s) for s in i.spans)}
    for instrument in new.instruments:
        if instrument.status in _DONE and instrument_key(instrument.title, instrument.parties) in named and instrument.spans:
            yield instrument.spans[0]


def _candidate(relation: str, left: tuple[str, str, Span], right: tuple[str, Span], facets: list[Json]) -> Json:
    commitment, old, words = left
    new, found = right
    return {
        "id": stable_id("x", commitment, new, relation, found.start, found.end),
        "commitment": commitment,
        "commitment_document": old,
        "relation": relation,
        "left": span_json(words),
        "right": span_json(found),
        "facets": facets,
    }
