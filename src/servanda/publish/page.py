"""Readings as one self-contained HTML page: the text with its commitments marked, a card beside each, linked both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from markupsafe import Markup

from servanda.model.reading import Reading
from servanda.publish.cards import Card, card_marks, cards
from servanda.publish.entries import Entry, entries
from servanda.publish.identifiers import Identifiers
from servanda.publish.marks import Mark
from servanda.publish.parts import Part, parts
from servanda.publish.printable import one_line
from servanda.publish.template import asset, page, template
from servanda.publish.words import DOCUMENT_KIND, OBLIGATION, count, date_words, last_day, round_words, summary, title

_TOGETHER = 8  # list items set beside their cards as one group; more would put a card too far from its words


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks that stand together (one, or a list with the words that lead into it) and the cards of what begins in them."""

    parts: tuple[Part, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the lists below the text; `words` is the identifier of the words that name it, if they can be linked."""

    key: str
    entry: Entry
    words: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """One reading, ready for the template."""

    key: str
    reading: Reading
    kind: str
    title: str
    source: str
    date: str | None
    parties: tuple[str, ...]
    series: str | None
    summary: str
    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    dated: tuple[Card, ...]
    lists: tuple[tuple[str, tuple[Listed, ...]], ...]


def write_html(readings: Iterable[Reading], out: TextIO, *, many: bool = False) -> None:
    """One page with a section per reading. The list of contents comes first, so all readings are held at once."""
    out.writelines(page("page", **_context(readings)))


def reading_page(reading: Reading) -> str:
    """The page of one reading."""
    return "".join(page("page", **_context([reading])))


def reading_html(reading: Reading) -> str:
    """A fragment for notebooks: the header and the commitments or claims as a table, with its own style and no script."""
    return template("fragment.html.j2").render(section=section(reading, Identifiers()), css=Markup(asset("fragment.css")))


def section(reading: Reading, ids: Identifiers) -> Section:
    """A reading arranged for a page; `ids` keeps identifiers apart when several share one."""
    document = reading.document
    key = ids.new("doc", document.source.id.removeprefix("sha256:")[:12])
    lists = tuple((heading, tuple(_listed(item, ids) for item in items)) for heading, items in entries(reading))
    shown = cards(reading, ids)
    named = [Mark.at(item.entry.first, "named", item.words) for _, items in lists for item in items if item.entry.first and item.words]
    marks = [*card_marks(reading, shown), *(mark for mark in named if mark)]
    return Section(
        key=key,
        reading=reading,
        kind=DOCUMENT_KIND[document.kind],
        title=one_line(title(document)),
        source=one_line(document.source.name),
        date=document.date and one_line(date_words(document.date)),
        parties=tuple(one_line(party) for party in document.parties),
        series=one_line(round_words(document) or "") or None,
        summary=summary(reading),
        cards=tuple(shown),
        rows=tuple(_rows(reading, shown, marks)),
        dated=tuple(sorted((c for c in shown if c.date and document.official), key=lambda c: (last_day(c.date or ""), c.number))),
        lists=lists,
    )


def _listed(item: Entry, ids: Identifiers) -> Listed:
    key = ids.new(item.prefix, item.key)
    return Listed(key, item, None if item.first is None else ids.new(item.prefix, f"{key}-words"))


def _rows(reading: Reading, shown: list[Card], marks: list[Mark]) -> Iterator[Row]:
    cards_left = sorted(shown, key=lambda c: (c.start, c.number), reverse=True)
    together: list[Part] = []
    for part in parts(reading.document, marks):
        if together and not (part.block.item and len(together) <= _TOGETHER):
            yield Row(tuple(together), tuple(_before(cards_left, together[-1].block.end)))
            together = []
        together.append(part)
    if together:
        yield Row(tuple(together), tuple(_before(cards_left, together[-1].block.end)))


def _before(cards_left: list[Card], end: int) -> Iterator[Card]:
    while cards_left and cards_left[-1].start < end:
        yield cards_left.pop()


def _context(readings: Iterable[Reading]) -> dict[str, object]:
    ids = Identifiers()
    sections = [section(reading, ids) for reading in readings]
    tones = {card.tone for part in sections for card in part.cards}
    return {
        "sections": sections,
        "obligations": {name: meaning for name, meaning in OBLIGATION.items() if name in tones},
        "claims": bool(tones & {"checkable", "beside"}),
        "total": count(len(sections), "document"),
    }
