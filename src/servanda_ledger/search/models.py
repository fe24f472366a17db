"""The tables of search: narrow rows of numbers, one for each version of a commitment and of a document, and the names of the numbers.

They are kept beside the book's tables in the same transaction (see `mirror`). Their words are in full-text indexes that a migration
makes: an FTS5 table for each on SQLite, a column `words` with a GIN index on PostgreSQL. The columns are read whole into memory.
"""

from __future__ import annotations

from django.db import models


class Indexed(models.Model):
    """What both have. `id` is the id of the version in the book; `left` is 0 while it holds; days are ordinals, 0 for none.

    `document`, `parties` and `series` are numbers of names (`codes.number`).
    """

    id = models.BigIntegerField(primary_key=True)
    left = models.BigIntegerField(default=0, db_index=True)
    document = models.BigIntegerField()
    day = models.IntegerField()
    document_kind = models.SmallIntegerField()
    parties = models.BigIntegerField()
    series = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Item(Indexed):
    """A commitment. `due_first` and `due_last` bound its deadline: open ends are 1 and the last day there is, both 0 without one."""

    position = models.IntegerField()
    due_first = models.IntegerField()
    due_last = models.IntegerField()
    obligation = models.SmallIntegerField()
    kind = models.SmallIntegerField()
    polarity = models.SmallIntegerField()
    review = models.SmallIntegerField()
    has_deadline = models.SmallIntegerField()


class Paper(Indexed):
    """A document. `text` is the number of its text and title: versions that share it share its words, which the first of them has."""

    text = models.BigIntegerField(db_index=True)


class Name(models.Model):
    """What a number stands for: a series' key, or party codes as a JSON list."""

    id = models.BigIntegerField(primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class Rest(models.Model):
    """A commitment that rests on an instrument: the number of the instrument's key, and the id of the commitment's version."""

    id = models.BigAutoField(primary_key=True)
    instrument = models.BigIntegerField()
    item = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("instrument", "item"), name="search_rest_once"),)

    def __str__(self) -> str:
        return f"{self.item} rests on {self.instrument}"
