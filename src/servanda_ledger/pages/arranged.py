"""A reading arranged for a page: its text in rows, beside each the cards of what begins there, each card with who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.reading import Reading
from servanda.publish.cards import Card
from servanda.publish.identifiers import Identifiers
from servanda.publish.page import Listed, section
from servanda_ledger.book.state import Review
from servanda_ledger.pages.summaries import round_words, summary
from servanda_ledger.pages.words import marked

_MACHINE = Review()


@dataclass(frozen=True, slots=True)
class Words:
    """One block of the text, ready to be set."""

    html: SafeString
    heading: bool
    item: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A card with its review; `id` is the commitment's or claim's own identifier, `claim` tells which it is."""

    card: Card
    id: str
    claim: bool
    review: Review


@dataclass(frozen=True, slots=True)
class Line:
    """Blocks that stand together, and their cards."""

    words: tuple[Words, ...]
    cards: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """A whole reading for the template `partials/reading.html`."""

    reading: Reading
    title: str
    source: str
    summary: str
    series: str | None
    lines: tuple[Line, ...]
    dated: tuple[Beside, ...]
    lists: tuple[tuple[str, tuple[Listed, ...]], ...]
    tones: tuple[str, ...]

    @property
    def cards(self) -> list[Beside]:
        """Every card, in the order of the text."""
        return [card for line in self.lines for card in line.cards]


def arranged(reading: Reading, reviews: Mapping[str, Review] | None = None) -> Arranged:
    """A reading for a page; `reviews` by commitment, machine-read where none is given."""
    made = section(reading, Identifiers())
    found: tuple[Commitment | Claim, ...] = (*reading.commitments, *reading.claims)
    count = len(reading.commitments)
    beside = {
        card.key: Beside(card, each.id, number >= count, (reviews or {}).get(each.id, _MACHINE))
        for number, (card, each) in enumerate(zip(made.cards, found, strict=True))
    }
    lines = tuple(
        Line(
            tuple(Words(marked(part.pieces), part.block.heading, part.block.item) for part in row.parts),
            tuple(beside[card.key] for card in row.cards),
        )
        for row in made.rows
    )
    tones = {card.tone for card in made.cards}
    return Arranged(
        reading=reading,
        title=made.title,
        source=made.source,
        summary=summary(reading),
        series=round_words(reading.document),
        lines=lines,
        dated=tuple(beside[card.key] for card in made.dated),
        lists=made.lists,
        tones=tuple(t for t in ("binding", "firm", "soft", "checkable", "beside") if t in tones),
    )
