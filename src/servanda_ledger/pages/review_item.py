"""One commitment before an editor: as it stands, its words in their place, and what was decided on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from servanda.model.commitment import Commitment
from servanda.model.from_wire import reading_from_json, source_from_json
from servanda.model.reading import Reading
from servanda.publish.cards import card_marks, cards
from servanda.publish.identifiers import Identifiers
from servanda.publish.parts import Part, parts
from servanda_ledger.book import chain
from servanda_ledger.book.entries import Entry, Json
from servanda_ledger.book.models import Commitment as Row
from servanda_ledger.book.state import DocumentState, Reviewed, state_of, withdrawn_by
from servanda_ledger.pages.forms_review import Ground
from servanda_ledger.pages.words import marked

_ROOM = 1200  # code points shown before, and as many behind, the block in which the words stand


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the text from code point `start` on, with the words in question marked."""

    start: int
    html: SafeString
    heading: bool
    item: bool


@dataclass(frozen=True, slots=True)
class Before:
    """A commitment as an editor has it before him; `row` is its row, whose `entered` tells this version from others."""

    row: Row
    state: DocumentState
    entries: Sequence[Entry]
    found: Reviewed

    @property
    def json(self) -> Json:
        """The commitment."""
        return self.found.json

    @property
    def c(self) -> Commitment:
        """The commitment, typed."""
        return reading(self.state, [self.json]).commitments[0]

    @property
    def ground(self) -> Ground:
        """What an edited commitment stands on."""
        return ground(self.state, self.json["action"]["start"])

    def passages(self, around: int = 2) -> list[Passage]:
        """The words in their place, with so many blocks before and after."""
        return list(passages(reading(self.state, [self.json]), around))

    @property
    def history(self) -> list[tuple[Entry, bool]]:
        """The decisions that name it, the latest first, and which of them can be taken back."""
        gone = withdrawn_by(self.entries)
        about = [e for e in self.entries if e.kind != "document.added" and self.json["id"] in named(e)]
        numbers = {e.number for e in about}
        about += [e for e in self.entries if e.kind == "decision.withdrawn" and e.body["entry"] in numbers]
        return [(e, e.kind != "decision.withdrawn" and e.number not in gone) for e in sorted(about, key=lambda e: -e.number)]


def before(identifier: str) -> Before:
    """A commitment as it stands. Raises `Http404` when none stands under this identifier."""
    row = Row.objects.current().filter(key=identifier).first()
    if row is None:
        raise Http404(_("No commitment stands under this number now; it may have been split, merged or read otherwise."))
    entries = chain.history_of(row.document)
    state = state_of(entries, chain.blob)
    return Before(row, state, entries, next(c for c in state.commitments if c.json["id"] == identifier))


def next_in_text(item: Before) -> Reviewed | None:
    """The commitment that follows in the text, rejected ones left out."""
    standing = [c for c in item.state.commitments if c.review.state != "rejected"]
    at = next((n for n, c in enumerate(standing) if c.json["id"] == item.json["id"]), len(standing))
    return standing[at + 1] if at + 1 < len(standing) else None


def ground(state: DocumentState, near: int) -> Ground:
    """What a commitment of this document stands on."""
    header = state.reading["document"]
    return Ground(state.text, tuple(state.reading["instruments"]), tuple(header["parties"]), near)


def reading(state: DocumentState, commitments: Sequence[Json]) -> Reading:
    """The document with only these commitments."""
    source = source_from_json(state.read.body["source"], state.text)
    return reading_from_json(state.reading | {"commitments": list(commitments), "claims": []}, source)


def passages(alone: Reading, around: int | None = None) -> Iterator[Passage]:
    """The blocks of a text with its commitments marked; with `around` at most so many before and behind them, fewer where they are long."""
    found = list(parts(alone.document, card_marks(alone, cards(alone, Identifiers()))))
    if around is not None:
        found = _near(found, alone.commitments, around)
    for part in found:
        yield Passage(part.block.start, marked(part.pieces, cards=False), part.block.heading, part.block.item)


def _near(found: list[Part], commitments: Sequence[Commitment], around: int) -> list[Part]:
    touched = [n for n, p in enumerate(found) if any(p.block.start < c.action.end and p.block.end > c.action.start for c in commitments)]
    if not touched:
        return []
    first, last = touched[0], touched[-1] + 1
    room = _ROOM
    while first > 0 and touched[0] - first < around and (room := room - _length(found[first - 1])) > 0:
        first -= 1
    room = _ROOM
    while last < len(found) and last - touched[-1] <= around and (room := room - _length(found[last])) > 0:
        last += 1
    return found[first:last]


def _length(part: Part) -> int:
    return part.block.end - part.block.start


def named(entry: Entry) -> set[str]:
    """The commitments that a decision is about."""
    body: Any = entry.body
    return {each["id"] for name in ("of", "into") for each in body.get(name, ())} | {body.get("commitment", "")} - {""}
