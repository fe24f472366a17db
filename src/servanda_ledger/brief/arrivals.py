"""What came into the ledger: documents, and their commitments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from servanda_ledger.book.models import Commitment, Document, Entry
from servanda_ledger.brief.parts import Choice, Gathered, Item, Period, Quote, Ref, What
from servanda_ledger.brief.scope import Members
from servanda_ledger.catalogue.documents import DocumentLine, lines
from servanda_ledger.catalogue.gathered import chunks
from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.catalogue.party_words import codes_of

_FIELDS = ("key", "document", "action", "parties", "polarity", "obligation", "deadline", "deadline_words", "due_last")
_RANK = {"binding": 0, "firm": 1, "soft": 2}


@dataclass(frozen=True, slots=True)
class Arrived:
    """The documents that are new, the latest first."""

    documents: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What comparisons with the round before said of new commitments, by id: those that are told of elsewhere, and labels of others."""

    told: frozenset[str]
    before: dict[str, What]


def arrived(period: Period, choice: Choice, moment: Moment) -> Arrived:
    """The documents that came into the ledger in the period, or that bear a date in it."""
    rows = moment.rows(Document)
    if choice.new_by == "dated":
        found = lines(rows.filter(first_day__gt=period.since, first_day__lte=period.day))
    else:
        subjects = Entry.objects.filter(kind="document.added", number__gt=period.after, number__lte=period.until)
        keys = list(subjects.values_list("subject", flat=True))
        found = [line for some in chunks(keys) for line in lines(rows.filter(key__in=some))]
    return Arrived(tuple(sorted(found, key=lambda d: (d.first_day is not None, d.first_day, d.key), reverse=True)))


def commitments(arrived: Arrived, period: Period, choice: Choice, members: Members, known: Known) -> Gathered:
    """The commitments of new documents, those of one document together and the firmest first; and those that editors added.

    Those that another section tells of are left out; of the others it is said whether the round before had them.
    """
    gathered = Gathered(total=0)
    of = {d.key: d for d in arrived.documents if d.official and d.commitments}
    held = _standing(members.moment)
    for some in _in_order(list(of)):
        if len(gathered.items) >= choice.most:
            # Only counted. What is known from comparisons is of the first documents, which never come here.
            gathered.total = (gathered.total or 0) + _counted(held, some, members)
            continue
        found: dict[str, list[Item]] = {}
        for row in held.filter(document__in=some).order_by("document", "position").values(*_FIELDS):
            parties = codes_of(row["parties"])
            if row["key"] not in known.told and members.commitment(row["key"], parties, row["document"]):
                gathered.total = (gathered.total or 0) + 1
                if len(gathered.items) < choice.most:
                    found.setdefault(row["document"], []).append(
                        item(row, ref(of[row["document"]]), what=known.before.get(row["key"], "new"))
                    )
        for key in some:
            gathered.items += sorted(found.get(key, ()), key=lambda i: (i.what == "carried", _RANK.get(i.obligation, 3)))
    gathered.items = gathered.items[: choice.most]
    if choice.new_by == "added":
        _entered(gathered, period, members, set(of))
    return gathered


def _counted(held: QuerySet[Commitment], documents: Sequence[str], members: Members) -> int:
    rows = held.filter(document__in=documents)
    if members.all:
        return rows.count()
    told = rows.values_list("key", "parties", "document")
    return sum(members.commitment(key, codes_of(parties), document) for key, parties, document in told)


def _entered(gathered: Gathered, period: Period, members: Members, known: set[str]) -> None:
    """Commitments that the reader had missed and an editor added."""
    rows = _standing(members.moment).filter(review="added", entered__gt=period.after, entered__lte=period.until)
    found = [row for row in rows.values(*_FIELDS) if row["document"] not in known]
    of = references({row["document"] for row in found}, members.moment)
    for row in found:
        if members.commitment(row["key"], codes_of(row["parties"]), row["document"]) and row["document"] in of:
            gathered.items.append(item(row, of[row["document"]], what="entered"))
            gathered.total = (gathered.total or 0) + 1


def _standing(moment: Moment) -> QuerySet[Commitment]:
    rows: QuerySet[Commitment] = moment.rows(Commitment)
    return rows.exclude(review="rejected")


def _in_order(keys: Sequence[str], size: int = 400) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def item(row: dict[str, object], document: Ref, *, what: What = "new", fresh: bool = True) -> Item:
    """A row of `book.Commitment` (the fields above) as an item."""
    last = row["due_last"]
    return Item(
        what=what,
        words=Quote(str(row["action"]), str(row["document"]), str(row["key"])),
        document=document,
        parties=codes_of(str(row["parties"])),
        obligation=str(row["obligation"]),
        polarity=str(row["polarity"]),
        deadline=str(row["deadline"]),
        deadline_words=str(row["deadline_words"]),
        last_day=str(last) if last else "",
        fresh=fresh,
    )


def ref(line: DocumentLine) -> Ref:
    """A document as an item names it."""
    return Ref(line.key, line.title, line.kind, line.first_day.isoformat() if line.first_day else "")


def references(keys: Iterable[str], moment: Moment) -> dict[str, Ref]:
    """Documents by id, as items name them."""
    return {line.key: ref(line) for some in chunks(set(keys)) for line in lines(moment.rows(Document).filter(key__in=some))}


def labelled(keys: Iterable[str], moment: Moment) -> dict[str, dict[str, object]]:
    """The fields above of commitments, by key."""
    rows = moment.rows(Commitment)
    return {row["key"]: row for some in chunks(set(keys)) for row in rows.filter(key__in=some).values(*_FIELDS)}


def words_of(span: str | dict[str, object]) -> str:
    """The words of a span as JSON."""
    found = json.loads(span) if isinstance(span, str) else span
    return str(found["text"])
