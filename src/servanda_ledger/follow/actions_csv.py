"""Actions of parties from a CSV file, such as a depositary's table: one row an action, each with its evidence."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from servanda_ledger.book import chain, record
from servanda_ledger.book.entries import Json
from servanda_ledger.book.record import DecisionError
from servanda_ledger.follow.actions import ACTIONS
from servanda_ledger.follow.decisions import Deed, Evidence, cited, record_action
from servanda_ledger.follow.models import Action

COLUMNS = ("instrument", "party", "action", "date", "source", "document", "words")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were recorded, how many the ledger had, and what was wrong with the others (line and reason)."""

    recorded: int
    known: int
    refused: tuple[tuple[int, str], ...]


def import_actions(lines: Iterable[str], by: chain.By) -> Imported:
    """Record the rows of a CSV file with the columns instrument, party, action, date and evidence.

    Evidence is `source` (where it is recorded, in words) or `document` and `words` (exact words of a document of the ledger).
    A row that cannot stand is refused with its line; the others are recorded. Raises `DecisionError` when columns are missing.
    """
    rows = csv.DictReader(lines)
    missing = [name for name in COLUMNS[:4] if name not in (rows.fieldnames or ())]
    if missing:
        raise DecisionError(f"the file has no column {missing[0]!r}; it needs {', '.join(COLUMNS[:4])}, and source or document and words")
    recorded = known = 0
    refused: list[tuple[int, str]] = []
    with chain.writing(by.clock) as writer:
        for row in rows:
            values = {name: (row.get(name) or "").strip() for name in COLUMNS}
            try:
                if _known(values):
                    known += 1
                    continue
                action = next((a for a in ACTIONS if a == values["action"].casefold()), None)
                if action is None:
                    raise DecisionError(f"{values['action']!r} is not one of: {', '.join(ACTIONS)}")
                deed = Deed(values["instrument"], values["party"].upper(), action, values["date"], _evidence(values))
                record_action(deed, by, writer)
                recorded += 1
            except DecisionError as error:
                refused.append((rows.line_num, str(error)))
    return Imported(recorded, known, tuple(refused))


def _known(values: dict[str, str]) -> bool:
    rows = Action.objects.current().filter(instrument=values["instrument"], party=values["party"].upper())
    return rows.filter(action=values["action"].casefold(), date=values["date"]).exists()


def _evidence(values: dict[str, str]) -> Json:
    if values["document"] and values["words"]:
        try:
            start = record.state(values["document"]).text.find(values["words"])
        except KeyError as error:
            raise DecisionError(f"the ledger holds no document {values['document']}; add it first") from error
        if start < 0:
            raise DecisionError(f"the words {values['words'][:60]!r} do not stand in that document")
        return cited(Evidence(values["document"], start, start + len(values["words"]), values["words"]))
    if values["source"]:
        return {"source": values["source"]}
    raise DecisionError("no evidence: give source, or document and words")
