"""Keeping the index at what the book's tables hold, in the transaction that changes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from django.db import connection

from servanda_ledger.book.mirrors import Rows
from servanda_ledger.book.models import DocumentParty, Mention
from servanda_ledger.book.projection import Held, ReadBlob
from servanda_ledger.book.written import write
from servanda_ledger.search import check, rows
from servanda_ledger.search.codes import number
from servanda_ledger.search.models import Item, Name, Paper, Rest
from servanda_ledger.search.vectors import analysed, line, vector

_TABLES = {"book.Commitment": Item, "book.Document": Paper}


class Index:
    """The index of search as a mirror of the book's tables."""

    def opened(self, opened: Rows, blobs: ReadBlob) -> None:
        """Take up new versions."""
        names: dict[int, str] = {}
        _take_commitments(_as_rows(opened.get("book.Commitment", ())), names)
        _take_documents(_as_rows(opened.get("book.Document", ())), names, blobs)
        write(Name._meta.db_table, ("id", "text"), list(names.items()), unless_there=True)

    def closed(self, table: str, ids: Sequence[int], number: int) -> None:
        """Note that versions ceased to hold."""
        model = _TABLES.get(table)
        if model is not None:
            model._default_manager.filter(id__in=ids).update(left=number)

    def emptied(self) -> None:
        """Empty the index; triggers empty the words on SQLite."""
        for model in (Item, Paper, Name, Rest):
            model._default_manager.all().delete()

    def faults(self) -> Iterator[tuple[str, str]]:
        """Where the index does not show what the tables hold."""
        return check.faults()


def _as_rows(opened: Sequence[Held]) -> list[Any]:
    """New versions with the fields of the book's tables, in order."""
    made = [SimpleNamespace(id=h.id, key=h.row.key, entered=h.entered, left=h.left, **h.row.values) for h in opened]
    return sorted(made, key=lambda row: row.id)


def _take_commitments(commitments: Sequence[Any], names: dict[int, str]) -> None:
    made = []
    rests: dict[tuple[int, int], None] = {}
    instruments: dict[tuple[str, int], dict[str, str]] = {}
    for row in commitments:
        data = json.loads(row.data)
        for text in (rows.cast_name(data["parties"]), row.series_key):
            if text:
                names[number(text)] = text
        made.append((rows.item(row, data["parties"]), rows.item_words(row)))
        for mention in sorted({b["instrument"] for b in data["basis"] if b.get("instrument")}):
            if (row.document, row.entered) not in instruments:
                instruments[row.document, row.entered] = _instruments(row)
            key = instruments[row.document, row.entered].get(mention)
            if key:
                rests[number(key), row.id] = None
    columns = rows.ITEM
    if connection.vendor == "postgresql":
        write("search_item", (*columns, "words"), [(*v, vector([(s, "A"), (t, "C")])) for v, (s, t) in made])
    else:
        write("search_item", columns, [v for v, _ in made])
        write("search_item_words", ("rowid", "sentence", "title"), [(v[0], line(s), line(t)) for v, (s, t) in made])
    write(Rest._meta.db_table, ("instrument", "item"), list(rests))


def _instruments(row: Any) -> dict[str, str]:
    """The keys of the instruments of a document's reading by their ids there, when the row began to hold."""
    there = Mention.objects.as_of(row.entered).filter(document=row.document)
    return {json.loads(data)["id"]: key for key, data in there.values_list("instrument_key", "data")}


def _take_documents(documents: Sequence[Any], names: dict[int, str], blobs: ReadBlob) -> None:
    for row in documents:
        bound = DocumentParty.objects.as_of(row.entered).filter(document=row.key).order_by("id").values_list("party", flat=True)
        parties = list(bound)
        for text in (rows.cast_name(parties), row.series_key):
            if text:
                names[number(text)] = text
        values = rows.paper(row, parties)
        known = Paper.objects.filter(text=values[-1]).exists()
        if connection.vendor == "postgresql":
            words = None if known else vector([(t, w) for t, w in zip(_document_words(row, blobs), "AD", strict=True)])
            write("search_paper", (*rows.PAPER, "words"), [(*values, words)])
            continue
        write("search_paper", rows.PAPER, [values])
        if not known:
            title, text_ = _document_words(row, blobs)
            write("search_paper_words", ("rowid", "title", "text"), [(values[-1], line(title), line(text_))])


def _document_words(row: Any, blobs: ReadBlob) -> tuple[list[list[str]], list[list[str]]]:
    return analysed([row.title, row.series_name]), analysed([blobs(row.text_blob).decode()])
