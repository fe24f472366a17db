"""Actions of parties from a CSV file, such as a depositary's table: one row an action, each with its evidence."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from servanda_ledger.book import chain, record
from servanda_ledger.book.entries import Json
from servanda_ledger.book.keys import instrument_key
from servanda_ledger.book.record import DecisionError
from servanda_ledger.follow.actions import ACTIONS
from servanda_ledger.follow.decisions import Deed, Evidence, check_deed, cited, record_action
from servanda_ledger.follow.models import Action

COLUMNS = ("instrument", "party", "action", "date", "source", "document", "words")


@dataclass(frozen=True, slots=True)
class Checked:
    """A row of the file: its line, its values, and what it says; `known` when the ledger has it, `problem` when it cannot stand."""

    line: int
    values: dict[str, str]
    deed: Deed | None = None
    known: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were recorded, how many the ledger had, and what was wrong with the others (line and reason)."""

    recorded: int
    known: int
    refused: tuple[tuple[int, str], ...]


def check_actions(lines: Iterable[str]) -> list[Checked]:
    """What the rows of a CSV file with the columns instrument, party, action, date and evidence come to; nothing is recorded.

    Evidence is `source` (where it is recorded, in words) or `document` and `words` (exact words of a document of the ledger).
    Raises `DecisionError` when columns are missing or it is no CSV.
    """
    rows = csv.DictReader(lines)
    try:
        missing = [name for name in COLUMNS[:4] if name not in (rows.fieldnames or ())]
        if missing:
            needed = f"it needs {', '.join(COLUMNS[:4])}, and source or document and words"
            raise DecisionError(f"the file has no column {missing[0]!r}; {needed}")
        return [_checked(rows.line_num, {name: (row.get(name) or "").strip() for name in COLUMNS}) for row in rows]
    except csv.Error as error:
        raise DecisionError(f"this is no CSV file: {error}") from error


def import_actions(lines: Iterable[str], by: chain.By) -> Imported:
    """Record the rows that can stand (see `check_actions`), in one transaction; the others are refused with their line.

    Raises `DecisionError` when columns are missing.
    """
    recorded = 0
    with chain.writing(by.clock) as writer:
        rows = check_actions(lines)
        done: set[tuple[str, ...]] = set()
        for row in rows:
            same = tuple(row.values[name] for name in COLUMNS[:4])
            if row.deed is not None and not row.known and same not in done:
                record_action(row.deed, by, writer)
                done.add(same)
                recorded += 1
    refused = tuple((row.line, row.problem) for row in rows if row.problem)
    return Imported(recorded, len(rows) - recorded - len(refused), refused)


def _checked(line: int, values: dict[str, str]) -> Checked:
    try:
        action = next((a for a in ACTIONS if a == values["action"].casefold()), None)
        if action is None:
            raise DecisionError(f"{values['action']!r} is not one of: {', '.join(ACTIONS)}")
        if _known(values):
            return Checked(line, values, known=True)
        deed = Deed(values["instrument"], values["party"].upper(), action, values["date"], _evidence(values))
        check_deed(deed)
        return Checked(line, values, deed)
    except DecisionError as error:
        return Checked(line, values, problem=str(error))


def _known(values: dict[str, str]) -> bool:
    rows = Action.objects.current().filter(instrument_key=instrument_key(values["instrument"]), party=values["party"].upper())
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
