"""Does the index show what the book's tables hold?"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from django.db import DatabaseError, connection

from servanda_ledger.book.models import Commitment, Document, DocumentParty
from servanda_ledger.search import rows
from servanda_ledger.search.models import Item, Paper

_STEP = 1000
_NAMED = 400  # documents that one query names
_DIGEST = "substr(sha256(convert_to(words::text, 'UTF8')), 1, 8)"  # as the trigger of the migration takes it
_Row = tuple[int, tuple[int, ...]]  # an id, and what the row must say


def faults() -> Iterator[tuple[str, str]]:
    """The rows of the index that are not what they should be, missing and left-over ones included; then the words."""
    yield from _items()
    yield from _papers()
    yield from _words()


def _items() -> Iterator[tuple[str, str]]:
    wanted = ((row.id, rows.item(row, json.loads(row.data)["parties"])) for row in Commitment.objects.order_by("id").iterator(_STEP))
    yield from _apart("search_item", wanted, Item.objects.order_by("id").values_list(*rows.ITEM).iterator(_STEP))


def _papers() -> Iterator[tuple[str, str]]:
    yield from _apart("search_paper", _wanted_papers(), Paper.objects.order_by("id").values_list(*rows.PAPER).iterator(_STEP))


def _wanted_papers() -> Iterator[_Row]:
    documents = Document.objects.order_by("id").iterator(_STEP)
    while some := list(islice(documents, _STEP)):
        of: dict[str, list[tuple[int, int | None, str]]] = defaultdict(list)
        for part in _parts({row.key for row in some}):
            told = DocumentParty.objects.filter(document__in=part).order_by("id").values_list("document", "entered", "left", "party")
            for document, entered, left, party in told:
                of[document].append((entered, left, party))
        for row in some:
            held = [party for entered, left, party in of[row.key] if entered <= row.entered and (left is None or left > row.entered)]
            yield row.id, rows.paper(row, held)


def _parts(keys: set[str]) -> Iterator[list[str]]:
    listed = sorted(keys)
    return (listed[first : first + _NAMED] for first in range(0, len(listed), _NAMED))


def _apart(table: str, wanted: Iterator[_Row], there: Iterator[tuple[int, ...]]) -> Iterator[tuple[str, str]]:
    """Where two rows of one table differ; both come in the order of their ids, so that neither is held as a whole."""
    given = next(there, None)
    for id_, values in wanted:
        while given is not None and given[0] < id_:
            yield f"table {table} row {given[0]}", "should not be there"
            given = next(there, None)
        if given is None or given[0] > id_:
            yield f"table {table} row {id_}", "is missing"
            continue
        if tuple(given) != values:
            yield f"table {table} row {id_}", "was altered"
        given = next(there, None)
    while given is not None:
        yield f"table {table} row {given[0]}", "should not be there"
        given = next(there, None)


def _words() -> Iterator[tuple[str, str]]:
    """Where words are missing, or are not what was written: on PostgreSQL by a digest that was taken then, on SQLite by FTS5's own check.

    They are not analysed again, so words that were wrong from the start are not noticed.
    """
    with connection.cursor() as cursor:
        for table in ("search_item", "search_paper"):
            if connection.vendor == "postgresql":
                key = "id" if table == "search_item" else "text"
                cursor.execute(f"SELECT count(DISTINCT {key}) - count(words) FROM {table}")
                if cursor.fetchone() != (0,):
                    yield f"table {table}", "has rows without words"
                cursor.execute(f"SELECT min(id) FROM {table} WHERE words IS NOT NULL AND words_digest IS DISTINCT FROM {_DIGEST}")
                [altered] = cursor.fetchone()
                if altered is not None:
                    yield f"table {table} row {altered}", "has words that were altered"
                continue
            try:
                cursor.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('integrity-check')")
            except DatabaseError:
                yield f"table {table}_words", "was altered"
