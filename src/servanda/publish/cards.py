"""What a page says about each commitment or claim beside its words, and which words it marks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.document import Document
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.publish.identifiers import Identifiers
from servanda.publish.marks import Mark, Role
from servanda.publish.printable import one_line
from servanda.publish.words import CHECKABLE, date_words


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact on a card: words of the text (`quoted`) or a label; `link` leads to a list entry on the page."""

    name: str
    text: str
    quoted: bool = True
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One commitment or claim as the page shows it. `tone` names its colour and line: an obligation, or a group of claims."""

    key: str
    number: int
    tone: str
    head: str
    refrain: bool
    kind: str | None
    parties: tuple[str, ...]
    words: str
    start: int
    date: str | None
    date_plain: str | None
    date_words: str | None
    facts: tuple[Fact, ...]
    more: tuple[Fact, ...]
    where: str | None

    @property
    def label(self) -> str:
        """What a screen reader says where the marked words begin."""
        return f"{self.head}{', to refrain' if self.refrain else ''}"


def cards(reading: Reading, ids: Identifiers) -> list[Card]:
    """The cards of a reading, numbered in its order."""
    found = [_commitment(c, number, reading.document, ids) for number, c in enumerate(reading.commitments, 1)]
    return found + [_claim(c, number, reading.document, ids) for number, c in enumerate(reading.claims, len(found) + 1)]


def card_marks(reading: Reading, shown: list[Card]) -> Iterator[Mark]:
    """The anchor of every card, and the finer parts once each however many commitments share them."""
    fine: dict[tuple[Role, Span], None] = {}
    found: tuple[Commitment | Claim, ...] = (*reading.commitments, *reading.claims)
    for card, each in zip(shown, found, strict=True):
        anchor = each.action if isinstance(each, Commitment) else each.quote
        mark = Mark.at(anchor, "anchor", card.key, tone=card.tone, number=card.number, label=card.label)
        if mark:
            yield mark
        fine.update(dict.fromkeys(_parts(each)))
    for role, span in fine:
        mark = Mark.at(span, role)
        if mark:
            yield mark


def _parts(found: Commitment | Claim) -> Iterator[tuple[Role, Span]]:
    if isinstance(found, Claim):
        single: tuple[tuple[Role, Span | None], ...] = (("attributed", found.attributed_to), ("deadline", found.date_words))
    else:
        single = (("subject", found.subject), ("operator", found.operator), ("deadline", found.deadline_words))
        yield from (("basis", basis.span) for basis in found.basis)
        yield from (("limit", limit) for limit in found.limits)
    yield from ((role, span) for role, span in single if span is not None)


def _commitment(c: Commitment, number: int, document: Document, ids: Identifiers) -> Card:
    facts = [Fact("Place", one_line(c.place.text))] if c.place else []
    facts += [Fact("Basis", one_line(b.span.text), link=ids.known(b.instrument)) for b in c.basis]
    facts += [Fact("Limit", one_line(limit.text)) for limit in c.limits]
    more = [Fact("Bound", one_line(c.subject.text)) if c.subject else Fact("Bound", "implicit", quoted=False)]
    more += [Fact("Operator", one_line(c.operator.text))] if c.operator else []
    more += [Fact("Why", one_line(", ".join(c.why)), quoted=False)] if c.why else []
    return Card(
        key=ids.new("c", c.id),
        number=number,
        tone=c.obligation,
        head=c.obligation,
        refrain=c.polarity == "refrain",
        kind=c.kind,
        parties=tuple(one_line(p) for p in c.parties),
        words=one_line(c.action.text),
        start=c.action.start,
        date=c.deadline,
        date_plain=c.deadline and one_line(date_words(c.deadline)),
        date_words=one_line(c.deadline_words.text) if c.deadline_words else None,
        facts=tuple(facts),
        more=tuple(more),
        where=document.source.locate(c.action.start),
    )


def _claim(c: Claim, number: int, document: Document, ids: Identifiers) -> Card:
    who = (
        Fact("According to", one_line(c.attributed_to.text)) if c.attributed_to else Fact("According to", "the report itself", quoted=False)
    )
    said = c.obligation and Fact("Said to be", f"{c.obligation}{', ' + c.kind if c.kind else ''}", quoted=False)
    more = [Fact("Why", one_line(", ".join(c.why)), quoted=False)] if c.why else []
    return Card(
        key=ids.new("k", c.id),
        number=number,
        tone="checkable" if c.about in CHECKABLE else "beside",
        head=c.about,
        refrain=c.polarity == "refrain",
        kind=None,
        parties=tuple(one_line(p) for p in c.parties),
        words=one_line(c.quote.text),
        start=c.quote.start,
        date=c.date,
        date_plain=c.date and one_line(date_words(c.date)),
        date_words=one_line(c.date_words.text) if c.date_words else None,
        facts=(who, said) if said else (who,),
        more=tuple(more),
        where=document.source.locate(c.quote.start),
    )
