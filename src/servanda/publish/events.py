"""Commitments as event data, in PLOVER and in CAMEO: one row for each dyad. `event_codes.toml` says what is coded, and where that ends."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from servanda.lexicon.event_codes import load_event_codes
from servanda.lexicon.parties import PartyLexicon, load_parties
from servanda.model.commitment import Commitment
from servanda.model.document import Document
from servanda.model.reading import Reading
from servanda.model.when import day_of
from servanda.publish.parquet import Column
from servanda.publish.rows import cell

# More parties than these make no dyads: a promise to everybody has no target.
MOST_TARGETS = 20

EVENT_COLUMNS: dict[str, Column] = {
    "event": Column("text", "identifier of the row: commitment, source and target"),
    "date": Column("text", "day on which it was promised: that of the document; empty when the document gives no single day"),
    "source": Column("text", "who promises: ISO 3166-1 alpha-3 code or short name"),
    "source_sector": Column("text", "GOV for a state, IGO for an organisation or group, empty for others"),
    "target": Column("text", "to whom: another party of the document; empty when it names no other, or too many"),
    "target_sector": Column("text", "GOV, IGO or empty"),
    "plover_type": Column("text", "AGREE: what is coded is the promise"),
    "plover_mode": Column("text", "always empty: AGREE has no modes"),
    "plover_contexts": Column("texts", "PLOVER contexts shown by words of the action"),
    "promised_type": Column("text", "PLOVER type of the promised conduct; empty when there is none, and for promises to refrain"),
    "cameo": Column("text", "CAMEO event code, of root 03"),
    "cameo_source": Column("text", "CAMEO actor code: CODE + GOV for a state, IGO for an organisation"),
    "cameo_target": Column("text", "CAMEO actor code"),
    "polarity": Column("text", "do or refrain; neither scheme tells these apart"),
    "obligation": Column("text", "binding, firm or soft; neither scheme tells these apart"),
    "kind": Column("text", "kind of conduct (codebook)"),
    "deadline": Column("text", "deadline, EDTF"),
    "document": Column("text", "identifier of the document"),
    "commitment": Column("text", "identifier of the commitment"),
    "words": Column("text", "words of the action"),
    "start": Column("number", "offset of their first code point"),
    "end": Column("number", "offset after their last code point"),
}


def event_records(reading: Reading, parties: PartyLexicon | None = None) -> Iterator[dict[str, object]]:
    """The rows of a reading: for each commitment, each party bound with each other party of the document. Claims give none.

    `parties` tells states from groups (None: those that ship; own names can be added with `with_own`).
    """
    known = parties or load_parties()
    document, codes = reading.document, load_event_codes()
    day = day_of(document.date)
    for c in reading.commitments:
        code = codes.code(c.kind, c.polarity, _bare(c))
        rest: dict[str, object] = {
            "date": day and day.isoformat(),
            "plover_type": code.plover,
            "plover_contexts": code.contexts,
            "promised_type": code.promised,
            "cameo": code.cameo,
            "polarity": c.polarity,
            "obligation": c.obligation,
            "kind": c.kind,
            "deadline": c.deadline,
            "document": document.source.id,
            "commitment": c.id,
            "words": c.action.text,
            "start": c.action.start,
            "end": c.action.end,
        }
        for source in c.parties:
            for target in _targets(source, c, document, known):
                event = {"event": f"{c.id}:{source}:{target or ''}"}
                yield {**event, **_actor("source", source, known), **_actor("target", target, known), **rest}


def write_events(readings: Iterable[Reading], out: TextIO, parties: PartyLexicon | None = None) -> None:
    """A header line and the rows of all readings as CSV, contexts separated by semicolons. `EVENT_COLUMNS` says what each column holds."""
    writer = csv.DictWriter(out, fieldnames=list(EVENT_COLUMNS), restval="", lineterminator="\n")
    writer.writeheader()
    for reading in readings:
        for row in event_records(reading, parties):
            writer.writerow({name: _written(value) for name, value in row.items()})


def _bare(c: Commitment) -> str:
    """The words of the action without its limits: "subject to domestic law" is not about law."""
    words = c.action.text
    for limit in c.limits:
        words = words.replace(limit.text, " ")
    return words


def _targets(source: str, c: Commitment, document: Document, known: PartyLexicon) -> tuple[str | None, ...]:
    """To whom `source` promises: the document's parties that are not bound, all others when all are bound; never a group's own members."""
    found = known.by_code.get(source)
    members = frozenset(found.members) if found else frozenset()
    outside = [p for p in document.parties if p not in c.parties]
    others = tuple(p for p in outside or document.parties if p != source and p not in members)
    return others if 0 < len(others) <= MOST_TARGETS else (None,)


def _actor(role: str, party: str | None, known: PartyLexicon) -> dict[str, str | None]:
    found = known.by_code.get(party) if party else None
    if found is None:
        return {role: party, f"{role}_sector": None, f"cameo_{role}": None}
    if found.group:
        return {role: party, f"{role}_sector": "IGO", f"cameo_{role}": "IGO"}
    return {role: party, f"{role}_sector": "GOV", f"cameo_{role}": f"{party}GOV"}


def _written(value: object) -> str | int:
    if value is None:
        return ""
    return cell("; ".join(value) if isinstance(value, tuple) else value if isinstance(value, int) else str(value))
