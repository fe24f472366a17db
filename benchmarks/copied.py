"""Multiplying a PostgreSQL ledger by statements of the database, for measuring search in a very large one.

The copies have other days, and rows in every table that search reads; their entries have no particulars, so that nothing else holds.
"""

from __future__ import annotations

from django.db import connection

from servanda_ledger.book.models import Commitment, Document, Entry
from servanda_ledger.search.models import Item, Paper

_DAYS = 37  # later, each copy than the one before


def copy(times: int) -> int:
    """Copy everything so many times over; returns how many commitments there are then."""
    last = Entry.objects.order_by("-number").values_list("number", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX search_item_words")
        cursor.execute("DROP INDEX search_paper_words")
        for number in range(1, times + 1):
            shift, entries, days = number * (last << 20), number * last, number * _DAYS
            cursor.execute(
                f"""INSERT INTO book_entry SELECT number + {entries}, at, author, kind, subject || ' {number}', reason, '{{}}', previous,
                left(md5(hash || {number}) || hash, 64) FROM book_entry WHERE number <= {last}"""
            )
            book = {"id": f"id + {shift}", "entered": f"entered + {entries}"}
            for model, dated in ((Commitment, ("day", "due_first", "due_last")), (Document, ("first_day", "last_day"))):
                _copy(model._meta.db_table, book | {d: f"{d} + {days}" for d in dated}, last << 20)
            _copy(Item._meta.db_table, {"id": f"id + {shift}", "document": f"document + {number}", "day": _later("day", days)}, last << 20)
            numbers = {"document": f"document + {number}", "text": f"text + {number}"}
            _copy(Paper._meta.db_table, {"id": f"id + {shift}", "day": _later("day", days), **numbers}, last << 20)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for table in ("search_item", "search_paper"):
            cursor.execute(f"CREATE INDEX {table}_words ON {table} USING gin (words) WITH (gin_pending_list_limit = 1024)")
        cursor.execute("VACUUM ANALYZE")
    return Commitment.objects.count()


def _later(column: str, days: int) -> str:
    return f"CASE WHEN {column} > 0 THEN {column} + {days} ELSE 0 END"


def _copy(table: str, changed: dict[str, str], end: int) -> None:
    """Copy the rows of a table with ids of the first `last` entries, some columns changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position", [table])
        columns = [name for (name,) in cursor.fetchall()]
        listed = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(changed.get(name, f'"{name}"') for name in columns)
        cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table} WHERE id < {end + (1 << 20)}")
