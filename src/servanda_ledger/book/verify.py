"""Does the book hold? The chain of hashes, the bytes it names, and every row of the tables."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from servanda_ledger.book import chain, models, tables
from servanda_ledger.book.entries import GENESIS, canonical, digest
from servanda_ledger.book.mirrors import mirrors
from servanda_ledger.book.projection import history


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not hold: an entry (by number), a blob or a row, and what is wrong with it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify() -> Fault | int:
    """The first fault, or the number of entries when all hold."""
    count = 0
    previous = GENESIS
    for row in models.Entry.objects.order_by("number").iterator(chunk_size=500):
        count += 1
        fault = _entry_fault(row, count, previous)
        if fault is not None:
            return Fault(f"entry {row.number}", fault)
        previous = row.hash
    for found in _blob_faults():
        return found
    for found in _row_faults():
        return found
    for mirror in mirrors():
        for where, what in mirror.faults():
            return Fault(where, f"{what}; run `servanda ledger rebuild` to make it anew from the entries")
    return count


def _entry_fault(row: models.Entry, expected: int, previous: str) -> str | None:
    if row.number != expected:
        return f"stands where entry {expected} should: entries are missing"
    if row.previous != previous:
        return "does not name the hash of the entry before"
    try:
        entry = chain.entry_of(row)
    except ValueError as error:
        return f"cannot be read ({error})"
    if canonical(entry.body) != row.body:
        return "its particulars are not in the form the book writes"
    return None if entry.computed() == row.hash else "was altered: its words do not give its hash"


def _blob_faults() -> Iterator[Fault]:
    for sha256, data in models.Blob.objects.order_by("sha256").values_list("sha256", "data").iterator(chunk_size=100):
        try:
            sound = digest(zlib.decompress(bytes(data))) == sha256
        except zlib.error:
            sound = False
        if not sound:
            yield Fault(f"book_blob {sha256}", "was altered: its bytes do not give its hash; import the ledger from a good export")


def _row_faults() -> Iterator[Fault]:
    known = set()
    for subject in tables.subjects():
        known.add(subject)
        try:
            wanted = {(h.row.table, h.id): h for h in history(chain.history_of(subject), chain.blob)}
        except KeyError as error:
            yield Fault(f"book_blob {error.args[0]}", f"is missing; {subject} needs it. Import the ledger from a good export")
            continue
        there = {(h.row.table, h.id): h for h in tables.held(subject)}
        for slot in sorted(wanted.keys() | there.keys()):
            if wanted.get(slot) != there.get(slot):
                yield Fault(_place(slot), _difference(slot, wanted.keys(), there.keys()))
    for model in tables.versioned():
        for row in model.objects.exclude(subject__in=models.Entry.objects.values("subject")).values_list("id", flat=True)[:1]:
            yield Fault(_place((model._meta.label, row)), "no entry speaks of it; run `servanda ledger rebuild`")


def _place(slot: tuple[str, int]) -> str:
    return f"table {slot[0].lower().replace('.', '_')} row {slot[1]}"


def _difference(slot: tuple[str, int], wanted: object, there: object) -> str:
    missing = slot not in there  # type: ignore[operator]
    extra = slot not in wanted  # type: ignore[operator]
    what = "is missing" if missing else "should not be there" if extra else "was altered"
    return f"{what}; run `servanda ledger rebuild` to make the tables anew from the entries"
