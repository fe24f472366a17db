"""Asking the database's full-text index. What users write reaches it only as stems between quotation marks, and as a parameter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from django.db import connection

from servanda_ledger.search.columns import Ints
from servanda_ledger.search.syntax import Sought, Term
from servanda_ledger.search.vectors import LONG

_RANKED_TOGETHER = 15_000  # some 40 ms
_RANKED_SINGLY = 3_000  # some 30 ms


@dataclass(frozen=True, slots=True)
class Index:
    """A full-text index: the table, the column that its answers name, and how much a word in the title weighs against one in the text."""

    table: str
    key: str
    text: str
    title_weighs: float
    long: bool = False  # texts whose words do not all have their places


ITEMS = Index("search_item", "id", "sentence", 0.3)
PAPERS = Index("search_paper", "text", "text", 6.0, long=True)


def matching(index: Index, sought: Sought) -> tuple[Ints, bool]:
    """The numbers of what matches, in any order, and whether it is all others that do (a query of exclusions alone)."""
    if not sought.groups:
        return _numbers(index, _written(index, Sought((sought.excluded,)))), True
    return _numbers(index, _written(index, sought)), False


def scores(index: Index, sought: Sought, among: Sequence[int], matched: int) -> dict[int, float] | None:
    """How well each of `among` matches, more is better: BM25 on SQLite, `ts_rank` on PostgreSQL; None when that would take too long.

    SQLite ranks all that match at once and is slow for single ones; PostgreSQL reads the words of each.
    """
    if connection.vendor == "postgresql":
        return _ts_rank(index, sought, among) if len(among) <= _RANKED_SINGLY else None
    return _bm25(index, sought) if matched <= _RANKED_TOGETHER else None


def _ts_rank(index: Index, sought: Sought, among: Sequence[int]) -> dict[int, float]:
    query = _written(index, Sought(sought.groups))
    ranked = f"{index.key}, ts_rank(%s::real[], words, %s::tsquery, 1)"
    sql = f"SELECT {ranked} FROM {index.table} WHERE {index.key} = ANY(%s) AND words IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(sql, ["{0.1,0.3,0.6,1.0}", query, list(among)])
        return {int(number): float(score) for number, score in cursor.fetchall()}


def _bm25(index: Index, sought: Sought) -> dict[int, float]:
    table = f"{index.table}_words"
    # The columns of these tables are the text first, then the title.
    sql = f"SELECT rowid, -bm25({table}, 1.0, {index.title_weighs:f}) FROM {table} WHERE {table} MATCH %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [_written(index, Sought(sought.groups))])
        return dict(cursor.fetchall())


def _numbers(index: Index, query: str) -> Ints:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT {index.table}_matching(%s::tsquery)", [query])
            (data,) = cursor.fetchone() or (b"",)
            return np.frombuffer(data or b"", ">i8").astype(np.int64)
        table = f"{index.table}_words"
        cursor.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [query])
        return np.fromiter(chain.from_iterable(cursor.fetchall()), np.int64)


def _written(index: Index, sought: Sought) -> str:
    """The query in the language of the database."""
    if connection.vendor == "postgresql":
        groups = [" | ".join(_tsquery(index, v) for term in group for v in term.variants()) for group in sought.groups]
        without = [f"!({' | '.join(_tsquery(index, v) for v in term.variants())})" for term in sought.excluded]
        return " & ".join([*(f"({group})" for group in groups), *without])
    written = " AND ".join(f"({' OR '.join(_fts5(v) for term in group for v in term.variants())})" for group in sought.groups)
    for term in sought.excluded:
        written = f"({written}) NOT ({' OR '.join(_fts5(v) for v in term.variants())})"
    return written


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.stems)}"{" *" if term.prefix else ""}'


def _tsquery(index: Index, term: Term) -> str:
    written = [f"'{stem}'" for stem in term.stems]
    if term.prefix:
        written[-1] += ":*"
    phrase = " <-> ".join(written)
    if index.long and len(written) > 1:
        # A very long text does not tell all places of its words: having them is taken for having the phrase.
        return f"(({phrase}) | ('{LONG}' & {' & '.join(written)}))"
    return f"({phrase})"
