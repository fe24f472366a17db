"""Rows written many at a time, by one statement for each table: a model's own way would take most of the time of adding a document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from django.db import connection

Field = str | int | bool | date | bytes | None
_TOGETHER = (64, 16, 4, 1)  # rows of one statement on PostgreSQL: few different statements, which the driver knows again


def write(table: str, columns: tuple[str, ...], rows: Sequence[Sequence[Field]], *, unless_there: bool = False) -> None:
    """Insert rows with these columns; with `unless_there` those whose key the table has already are passed over.

    Nothing is checked here that the database does not check. The caller holds a transaction.
    """
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(_statement(table, columns, 1, unless_there), [[_plain(value) for value in row] for row in rows])
            return
        first = 0
        for size in _TOGETHER:
            while len(rows) - first >= size:
                values = [value for row in rows[first : first + size] for value in row]
                cursor.execute(_statement(table, columns, size, unless_there), values)
                first += size


def _plain(value: Field) -> Field:
    return value.isoformat() if isinstance(value, date) else value


@cache
def _statement(table: str, columns: tuple[str, ...], rows: int, unless_there: bool) -> str:
    quoted = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * rows)
    return f'INSERT INTO "{table}" ({quoted}) VALUES {marks}{" ON CONFLICT DO NOTHING" if unless_there else ""}'
