"""The full-text indexes over words that are ready (stems, see `search.words`)."""

from __future__ import annotations

from typing import Any

from django.db import migrations

# Words come separated by blanks and without punctuation: the tokenizer `ascii` leaves them as they are. A table without content cannot
# delete single rows, and need not: versions stay. Emptying `search_item` empties it too.
_SQLITE = [
    "CREATE VIRTUAL TABLE search_item_words USING fts5(sentence, title, content='', tokenize='ascii')",
    "CREATE VIRTUAL TABLE search_paper_words USING fts5(text, title, content='', tokenize='ascii')",
    """CREATE TRIGGER search_item_emptied AFTER DELETE ON search_item WHEN NOT EXISTS (SELECT 1 FROM search_item)
    BEGIN INSERT INTO search_item_words(search_item_words) VALUES ('delete-all'); END""",
    """CREATE TRIGGER search_paper_emptied AFTER DELETE ON search_paper WHEN NOT EXISTS (SELECT 1 FROM search_paper)
    BEGIN INSERT INTO search_paper_words(search_paper_words) VALUES ('delete-all'); END""",
]
# The words lie apart from the rows, so that a heap scan of what a common word finds reads little. A short list of pending words keeps
# searching fast while documents are added.
# A digest of the words as they were written tells whether they were altered since; rows are never written a second time.
# The planner takes reading all words for cheap, which lie apart and compressed: the functions tell it to ask the index.
_POSTGRESQL = [
    statement.format(table=table, key=key)
    for table, key in (("search_item", "id"), ("search_paper", "text"))
    for statement in (
        "ALTER TABLE {table} ADD COLUMN words tsvector, ADD COLUMN words_digest bytea",
        "ALTER TABLE {table} SET (toast_tuple_target = 128)",
        "CREATE INDEX {table}_words ON {table} USING gin (words) WITH (gin_pending_list_limit = 1024)",
        """CREATE FUNCTION {table}_matching(query tsquery) RETURNS bytea LANGUAGE sql STABLE SET enable_seqscan = off
        AS $$ SELECT string_agg(int8send({key}), ''::bytea) FROM {table} WHERE words @@ query $$""",
        """CREATE FUNCTION {table}_digested() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN NEW.words_digest := substr(sha256(convert_to(NEW.words::text, 'UTF8')), 1, 8); RETURN NEW; END $$""",
        """CREATE TRIGGER {table}_digested BEFORE INSERT ON {table}
        FOR EACH ROW WHEN (NEW.words IS NOT NULL) EXECUTE FUNCTION {table}_digested()""",
    )
]
_UNDO = {
    "sqlite": [
        "DROP TRIGGER search_item_emptied",
        "DROP TRIGGER search_paper_emptied",
        "DROP TABLE search_item_words",
        "DROP TABLE search_paper_words",
    ],
    "postgresql": [
        "DROP FUNCTION search_item_matching",
        "DROP FUNCTION search_paper_matching",
        "DROP TRIGGER search_item_digested ON search_item",
        "DROP TRIGGER search_paper_digested ON search_paper",
        "DROP FUNCTION search_item_digested",
        "DROP FUNCTION search_paper_digested",
        "ALTER TABLE search_item DROP COLUMN words, DROP COLUMN words_digest",
        "ALTER TABLE search_paper DROP COLUMN words, DROP COLUMN words_digest",
    ],
}


def _make(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def _drop(apps: Any, schema_editor: Any) -> None:
    for statement in _UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("search", "0001_initial"),)
    operations = (migrations.RunPython(_make, _drop),)
