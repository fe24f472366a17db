"""Parties, and pairs of parties: what they have promised, in which texts, and what else ties them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max

from servanda_ledger.book.models import Document, DocumentParty, Officeholder
from servanda_ledger.catalogue.bound import BOUND, Bound, Tally, beside, binding, numbers, together
from servanda_ledger.catalogue.dialogues import DialogueLine, dialogues
from servanda_ledger.catalogue.documents import DocumentLine, lines
from servanda_ledger.catalogue.instruments import InstrumentLine, instruments
from servanda_ledger.catalogue.meetings import MeetingLine, meetings
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.catalogue.party_words import party_name
from servanda_ledger.catalogue.remembered import while_unchanged

_MOST_TEXTS = 12
_MOST_BESIDE = 30  # other parties that a party is shown with


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party in a list: in how many texts it is a party, and how many commitments bind it."""

    code: str
    name: str
    texts: int
    commitments: int


@dataclass(frozen=True, slots=True)
class Party:
    """A party with what ties it to others; `counterparts` are those it has texts with, the most first."""

    code: str
    name: str
    texts: int
    tally: Tally
    counterparts: tuple[PartyLine, ...]
    dialogues: tuple[DialogueLine, ...]
    instruments: tuple[InstrumentLine, ...]
    documents: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties with everything that the ledger has of them together.

    `tally` counts the commitments of texts that both are party to and that bind at least one of them; `bound` how many bind both, only
    the first, only the second; `alone` how many stand in texts of the two alone.
    """

    first: str
    second: str
    tally: Tally
    bound: dict[Bound, int]
    alone: int
    texts: int
    dialogues: tuple[DialogueLine, ...]
    instruments: tuple[InstrumentLine, ...]
    documents: tuple[DocumentLine, ...]
    reports: tuple[DocumentLine, ...]
    meetings: tuple[MeetingLine, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The usual names of both."""
        return party_name(self.first), party_name(self.second)


@while_unchanged
def parties(moment: Moment = NOW) -> tuple[PartyLine, ...]:
    """Every party that texts are of or commitments bind, those with the most texts first."""
    found = [PartyLine(code, party_name(code), texts, made) for code, (texts, made) in numbers(moment).items()]
    return tuple(sorted(found, key=lambda p: (-p.texts, -p.commitments, p.name)))


@while_unchanged
def party(code: str, moment: Moment = NOW) -> Party | None:
    """A party as the book has it; None when no text names it."""
    texts = moment.rows(Document).filter(key__in=moment.rows(DocumentParty).filter(party=code).values("document"))
    tally, others = binding(code, moment).tally(), beside(code, moment)
    number = others.pop(code, 0)
    if not number and not tally.number:
        return None
    most = sorted(others.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_BESIDE]
    counterparts = [PartyLine(other, party_name(other), n, 0) for other, n in most]
    return Party(
        code,
        party_name(code),
        number,
        tally,
        tuple(counterparts),
        _dialogues({code}, moment),
        _instruments({code}, moment),
        tuple(lines(texts.order_by("-first_day", "key")[:8])),
    )


@while_unchanged
def pair(first: str, second: str, moment: Moment = NOW) -> Pair | None:
    """Two parties together; None when no text is of both."""
    texts = _together(first, second, moment)
    number = texts.count()
    if not number:
        return None
    bound = {which: together(first, second, which, moment=moment) for which in BOUND}
    return Pair(
        first,
        second,
        bound["any"].tally(),
        {which: len(some) for which, some in bound.items()},
        len(together(first, second, alone=True, moment=moment)),
        number,
        _dialogues({first, second}, moment),
        _instruments({first, second}, moment),
        tuple(lines(texts.filter(official=True).order_by("-first_day", "key")[:_MOST_TEXTS])),
        tuple(lines(texts.filter(official=False).order_by("-first_day", "key")[:_MOST_TEXTS])),
        tuple(m for m in meetings(moment) if {first, second} <= set(m.parties))[:_MOST_TEXTS],
    )


def people_of(code: str, moment: Moment = NOW) -> list[tuple[str, str, date | None]]:
    """The people whom texts name as holding office for a party: name, office, and when last seen in it."""
    rows = moment.rows(Officeholder).filter(party=code).exclude(office="")
    seen = rows.values_list("name", "office").annotate(last=Max("day"), n=Count("id")).order_by("-last", "name")
    return [(name, office, last) for name, office, last, _ in seen[:12]]


def _together(first: str, second: str, moment: Moment) -> Any:
    """The documents that both are party to."""
    one = moment.rows(DocumentParty).filter(party=first).values("document")
    two = moment.rows(DocumentParty).filter(party=second).values("document")
    return moment.rows(Document).filter(key__in=one).filter(key__in=two)


def _dialogues(codes: set[str], moment: Moment) -> tuple[DialogueLine, ...]:
    return tuple(d for d in dialogues(moment) if codes <= set(d.parties))


def _instruments(codes: set[str], moment: Moment) -> tuple[InstrumentLine, ...]:
    """Those of these parties; the fewer others there are, the more they are theirs."""
    found = [i for i in instruments(moment) if codes <= set(i.parties)]
    return tuple(sorted(found, key=lambda i: (i.unnamed, len(i.parties) > max(len(codes), 2), i.status == "mentioned", -i.texts)))


def shared_parties(documents: Sequence[DocumentLine]) -> list[tuple[str, str]]:
    """The pairs of parties of documents, the most frequent first."""
    found: Counter[tuple[str, str]] = Counter()
    for document in documents:
        codes = sorted(document.parties)
        found.update((a, b) for n, a in enumerate(codes) for b in codes[n + 1 :])
    return [pair for pair, _ in found.most_common()]
