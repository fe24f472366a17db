"""Does the index show what the book's tables hold?"""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import DatabaseError, connection

from servanda_ledger.book.models import Commitment, Document, DocumentParty
from servanda_ledger.search import rows
from servanda_ledger.search.models import Item, Paper

_STEP = 1000


def faults() -> Iterator[tuple[str, str]]:
    """The rows of the index that are not what they should be, missing and left-over ones included; then the words."""
    yield from _items()
    yield from _papers()
    yield from _words()


def _items() -> Iterator[tuple[str, str]]:
    there = {row[0]: tuple(row) for row in Item.objects.values_list(*rows.ITEM).iterator(chunk_size=_STEP)}
    for row in Commitment.objects.order_by("id").iterator(chunk_size=_STEP):
        found = there.pop(row.id, None)
        if found != rows.item(row, json.loads(row.data)["parties"]):
            yield f"table search_item row {row.id}", "is missing" if found is None else "was altered"
    for left in there:
        yield f"table search_item row {left}", "should not be there"


def _papers() -> Iterator[tuple[str, str]]:
    there = {row[0]: tuple(row) for row in Paper.objects.values_list(*rows.PAPER).iterator(chunk_size=_STEP)}
    for row in Document.objects.order_by("id").iterator(chunk_size=_STEP):
        found = there.pop(row.id, None)
        parties = DocumentParty.objects.as_of(row.entered).filter(document=row.key).values_list("party", flat=True)
        if found != rows.paper(row, list(parties)):
            yield f"table search_paper row {row.id}", "is missing" if found is None else "was altered"
    for left in there:
        yield f"table search_paper row {left}", "should not be there"


def _words() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in ("search_item", "search_paper"):
            if connection.vendor == "postgresql":
                key = "id" if table == "search_item" else "text"
                cursor.execute(f"SELECT count(DISTINCT {key}) - count(words) FROM {table}")
                if cursor.fetchone() != (0,):
                    yield f"table {table}", "has rows without words"
                continue
            try:
                cursor.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('integrity-check')")
            except DatabaseError:
                yield f"table {table}_words", "was altered"
