"""Does the book hold? The chain of hashes, the bytes it names, the words it cites, and every row of the tables."""

from __future__ import annotations

import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import chain as joined

from servanda_ledger.book import chain, models, tables
from servanda_ledger.book.carry import named_by
from servanda_ledger.book.entries import GENESIS, Entry, canonical, digest
from servanda_ledger.book.mirrors import mirrors
from servanda_ledger.book.projection import history
from servanda_ledger.book.shapes import ShapeError, check_shape
from servanda_ledger.book.transactions import snapshot, still

_TOGETHER = 500  # names of bytes that are looked for at once


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not hold: an entry (by number), a blob or a row, and what is wrong with it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify() -> Fault | int:
    """The first fault, or the number of entries when all hold: the ledger as it was at one moment, while others may write."""
    with snapshot():
        found = _chain()
        if isinstance(found, Fault):
            return found
        for fault in joined(_blob_faults(), _row_faults()):
            return fault
    with still():
        for mirror in mirrors():
            for where, what in mirror.faults():
                return Fault(where, f"{what}; run `servanda ledger rebuild` to make it anew from the entries")
    return found


def _chain() -> Fault | int:
    """The first entry that does not hold, or how many there are."""
    count = 0
    previous, at = GENESIS, ""
    named: dict[str, int] = {}
    for row in models.Entry.objects.order_by("number").iterator(chunk_size=500):
        count += 1
        entry = _entry_fault(row, count, previous)
        if isinstance(entry, str):
            return Fault(f"entry {row.number}", entry)
        if entry.at < at:
            return Fault(f"entry {row.number}", "is older than the one before it")
        previous, at = entry.hash, entry.at
        named |= dict.fromkeys(named_by(entry), count)
        if len(named) >= _TOGETHER:
            missing = _missing(named)
            if missing is not None:
                return missing
            named = {}
    return _missing(named) or count


def _missing(named: dict[str, int]) -> Fault | None:
    """The first of these bytes, each named by an entry, that the ledger lacks."""
    there = set(models.Blob.objects.filter(pk__in=list(named)).values_list("sha256", flat=True))
    for sha, number in named.items():
        if sha not in there:
            return Fault(f"book_blob {sha}", f"is missing; entry {number} names it. Import the ledger from a good export")
    return None


def _entry_fault(row: models.Entry, expected: int, previous: str) -> Entry | str:
    """The entry, or what is wrong with it."""
    if row.number != expected:
        return f"stands where entry {expected} should: entries are missing"
    if row.previous != previous:
        return "does not name the hash of the entry before"
    try:
        entry = chain.entry_of(row)
    except ValueError as error:
        return f"cannot be read ({error})"
    try:
        if canonical(entry.body) != row.body:
            return "its particulars are not in the form the book writes"
        sound = entry.computed() == row.hash
    except (TypeError, ValueError, RecursionError):
        return "its particulars are not in the form the book writes"
    return entry if sound else "was altered: its words do not give its hash"


def _blob_faults() -> Iterator[Fault]:
    for sha256, data in models.Blob.objects.order_by("sha256").values_list("sha256", "data").iterator(chunk_size=100):
        try:
            sound = digest(zlib.decompress(bytes(data))) == sha256
        except zlib.error:
            sound = False
        if not sound:
            yield Fault(f"book_blob {sha256}", "was altered: its bytes do not give its hash; import the ledger from a good export")


def _row_faults() -> Iterator[Fault]:
    for subject in tables.subjects():
        entries = chain.history_of(subject)
        read = tables.reader()
        for place, entry in enumerate(entries):
            try:
                check_shape(entry, entries[:place], read)
            except ShapeError as error:
                yield Fault(f"entry {entry.number}", f"is none that this program would write: {error}")
        wanted = {(h.row.table, h.id): h for h in history(entries, read)}
        there = {(h.row.table, h.id): h for h in tables.held(subject)}
        for slot in sorted(wanted.keys() | there.keys()):
            if wanted.get(slot) != there.get(slot):
                yield Fault(_place(slot), _difference(slot, wanted.keys(), there.keys()))
    for model in tables.versioned():
        for row in model.objects.exclude(subject__in=models.Entry.objects.values("subject")).values_list("id", flat=True)[:1]:
            yield Fault(_place((model._meta.label, row)), "no entry speaks of it; run `servanda ledger rebuild`")


def _place(slot: tuple[str, int]) -> str:
    return f"table {slot[0].lower().replace('.', '_')} row {slot[1]}"


def _difference(slot: tuple[str, int], wanted: Container[object], there: Container[object]) -> str:
    what = "is missing" if slot not in there else "should not be there" if slot not in wanted else "was altered"
    return f"{what}; run `servanda ledger rebuild` to make the tables anew from the entries"
