"""The database itself refuses to change or remove entries."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_SQLITE = [
    "CREATE TRIGGER book_entry_no_update BEFORE UPDATE ON book_entry BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END",
    "CREATE TRIGGER book_entry_no_delete BEFORE DELETE ON book_entry BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END",
]
_POSTGRESQL = [
    """CREATE FUNCTION book_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'the book is append-only'; END $$ LANGUAGE plpgsql""",
    "CREATE TRIGGER book_entry_append_only BEFORE UPDATE OR DELETE ON book_entry FOR EACH ROW EXECUTE FUNCTION book_refuse()",
]
_UNDO = {
    "sqlite": ["DROP TRIGGER book_entry_no_update", "DROP TRIGGER book_entry_no_delete"],
    "postgresql": ["DROP TRIGGER book_entry_append_only ON book_entry", "DROP FUNCTION book_refuse()"],
}


def _refuse(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def _allow(apps: Any, schema_editor: Any) -> None:
    for statement in _UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("book", "0001_initial"),)
    operations = (migrations.RunPython(_refuse, _allow),)
