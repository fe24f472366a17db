"""Parties, and pairs of parties: what they have promised, in which texts, and what else ties them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Count, Max, Min, Q, QuerySet

from servanda_ledger.book.models import Commitment, CommitmentParty, Document, DocumentParty, Officeholder
from servanda_ledger.catalogue.commitments import CommitmentLine, commitment_lines
from servanda_ledger.catalogue.dialogues import DialogueLine, dialogues
from servanda_ledger.catalogue.documents import DocumentLine, lines
from servanda_ledger.catalogue.instruments import InstrumentLine, instruments
from servanda_ledger.catalogue.meetings import MeetingLine, meetings
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.catalogue.party_words import party_name
from servanda_ledger.catalogue.remembered import while_unchanged

Bound = Literal["any", "both", "first", "second"]
_MOST_TEXTS = 12
BOUND: tuple[Bound, ...] = ("any", "both", "first", "second")


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party in a list: in how many texts it is a party, and how many commitments bind it."""

    code: str
    name: str
    texts: int
    commitments: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many commitments of a set there are of each kind."""

    number: int
    refrain: int
    dated: int
    binding: int
    firm: int
    soft: int
    first_day: date | None
    last_day: date | None


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
    texts = dict(moment.rows(DocumentParty).values_list("party").annotate(n=Count("id")))
    made = dict(moment.rows(CommitmentParty).values_list("party").annotate(n=Count("id")))
    found = [PartyLine(code, party_name(code), texts.get(code, 0), made.get(code, 0)) for code in texts.keys() | made.keys()]
    return tuple(sorted(found, key=lambda p: (-p.texts, -p.commitments, p.name)))


@while_unchanged
def party(code: str, moment: Moment = NOW) -> Party | None:
    """A party as the book has it; None when no text names it."""
    mine = moment.rows(DocumentParty).filter(party=code).values("document")
    texts = moment.rows(Document).filter(key__in=mine)
    tally = _tally(bound_by(code, moment))
    number = texts.count()
    if not number and not tally.number:
        return None
    beside = moment.rows(DocumentParty).filter(document__in=mine).exclude(party=code).values_list("party").annotate(n=Count("id"))
    counterparts = [PartyLine(other, party_name(other), n, 0) for other, n in beside.order_by("-n", "party")[:30]]
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


def bound_by(code: str, moment: Moment = NOW) -> QuerySet[Commitment]:
    """The commitments that bind a party, as a query."""
    mine = moment.rows(CommitmentParty).filter(party=code).values("commitment")
    rows: QuerySet[Commitment] = moment.rows(Commitment).filter(key__in=mine).exclude(review="rejected")
    return rows


@while_unchanged
def pair(first: str, second: str, moment: Moment = NOW) -> Pair | None:
    """Two parties together; None when no text is of both."""
    texts = _together(first, second, moment)
    number = texts.count()
    if not number:
        return None
    promised = _promised(first, second, moment)
    bound = promised.aggregate(
        any=Count("id"), both=Count("id", filter=_bound(first, second, "both")), first=Count("id", filter=_bound(first, second, "first")),
        second=Count("id", filter=_bound(first, second, "second")), alone=Count("id", filter=Q(document__in=_alone(first, second, moment))),
    )  # fmt: skip
    alone = bound.pop("alone")
    return Pair(
        first,
        second,
        _tally(promised),
        bound,
        alone,
        number,
        _dialogues({first, second}, moment),
        _instruments({first, second}, moment),
        tuple(lines(texts.filter(official=True).order_by("-first_day", "key")[:_MOST_TEXTS])),
        tuple(lines(texts.filter(official=False).order_by("-first_day", "key")[:_MOST_TEXTS])),
        tuple(m for m in meetings(moment) if {first, second} <= set(m.parties))[:_MOST_TEXTS],
    )


def promised(first: str, second: str, bound: Bound = "any", *, alone: bool = False, moment: Moment = NOW) -> QuerySet[Commitment]:
    """The commitments of texts that both are party to, the latest first: those that bind one of them, both, or only one."""
    rows = _promised(first, second, moment).filter(_bound(first, second, bound))
    if alone:
        rows = rows.filter(document__in=_alone(first, second, moment))
    ordered: QuerySet[Commitment] = rows.order_by("-day", "document", "position")
    return ordered


def shown(rows: QuerySet[Commitment]) -> list[CommitmentLine]:
    """A page of a query as lines."""
    return commitment_lines(rows)


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


def _promised(first: str, second: str, moment: Moment) -> Any:
    texts = _together(first, second, moment).values("key")
    rows = moment.rows(Commitment).filter(document__in=texts).exclude(review="rejected")
    return rows.filter(_binds(first) | _binds(second))


def _alone(first: str, second: str, moment: Moment) -> Any:
    return _together(first, second, moment).filter(parties__in=(f" {first} {second} ", f" {second} {first} ")).values("key")


def _binds(code: str) -> Q:
    return Q(parties__contains=f" {code} ")


def _bound(first: str, second: str, bound: Bound) -> Q:
    every = {
        "any": _binds(first) | _binds(second),
        "both": _binds(first) & _binds(second),
        "first": _binds(first) & ~_binds(second),
        "second": _binds(second) & ~_binds(first),
    }
    return every[bound]


def _tally(rows: Any) -> Tally:
    counts = rows.aggregate(
        number=Count("id"), refrain=Count("id", filter=Q(polarity="refrain")), dated=Count("id", filter=~Q(deadline="")),
        binding=Count("id", filter=Q(obligation="binding")), firm=Count("id", filter=Q(obligation="firm")),
        soft=Count("id", filter=Q(obligation="soft")), first_day=Min("day"), last_day=Max("day"),
    )  # fmt: skip
    return Tally(**counts)


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
