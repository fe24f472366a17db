"""The tables of the book: the chain of entries and the bytes it speaks of, and the rows that are rebuilt from them."""

from __future__ import annotations

from typing import Any, Self

from django.db import models


class Entry(models.Model):
    """One link of the chain, as it was written; nothing ever changes or removes one (a trigger of the database refuses)."""

    number = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32, db_index=True)
    author = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=40, db_index=True)
    subject = models.CharField(max_length=300)
    reason = models.TextField()
    body = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = (models.Index(fields=("subject", "number")),)

    def __str__(self) -> str:
        return f"entry {self.number}: {self.kind} of {self.subject}"


class Blob(models.Model):
    """Bytes that entries name by their SHA-256, compressed with zlib."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256


class Versions(models.QuerySet[Any]):
    """Rows by the time at which they held."""

    def current(self) -> Self:
        """The rows that hold now."""
        return self.filter(left=None)

    def as_of(self, number: int) -> Self:
        """The rows that held just after the entry with this number."""
        return self.filter(entered__lte=number).filter(models.Q(left=None) | models.Q(left__gt=number))


class Version(models.Model):
    """A row that held from the entry `entered` to just before the entry `left` (None: it holds now).

    `id` is the entry's number times 2^20 plus the row's place among the new rows of that entry and table, so that a rebuilt table is
    the same to the last digit.
    """

    id = models.BigIntegerField(primary_key=True)
    subject = models.CharField(max_length=300, db_index=True)
    key = models.CharField(max_length=300, db_index=True)
    entered = models.BigIntegerField()
    left = models.BigIntegerField(null=True)

    objects = Versions.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


class Document(Version):
    """A document that the ledger holds. `key` is its id; `parties` are codes between blanks (" CAN CHN ")."""

    name = models.TextField()
    media_type = models.CharField(max_length=200)
    title = models.TextField()
    kind = models.CharField(max_length=20)
    official = models.BooleanField()
    date = models.CharField(max_length=40)
    first_day = models.DateField(null=True, db_index=True)
    last_day = models.DateField(null=True)
    place = models.TextField()
    language = models.CharField(max_length=10)
    parties = models.TextField()
    series_name = models.TextField()
    series_key = models.CharField(max_length=300, db_index=True)
    round = models.IntegerField(null=True)
    length = models.IntegerField()
    words = models.IntegerField()
    commitments = models.IntegerField()
    claims = models.IntegerField()
    reader = models.CharField(max_length=60)
    added_at = models.CharField(max_length=32)
    read_at = models.CharField(max_length=32)
    bytes_blob = models.CharField(max_length=64)
    text_blob = models.CharField(max_length=64)
    reading_blob = models.CharField(max_length=64)


class Commitment(Version):
    """A commitment with its labels as they stand: read by machine, or as an editor left them.

    `data` is the commitment as JSON (the contract's `commitments` item). `review` is machine, confirmed, corrected, added or rejected.
    The fields `document_*`, `series_key` and `day` repeat the document's, for search.
    """

    document = models.CharField(max_length=80, db_index=True)
    position = models.IntegerField()
    action = models.TextField()
    sentence = models.TextField()
    parties = models.TextField()
    polarity = models.CharField(max_length=10)
    obligation = models.CharField(max_length=10)
    kind = models.CharField(max_length=12)
    deadline = models.CharField(max_length=40)
    deadline_words = models.TextField()
    due_first = models.DateField(null=True, db_index=True)
    due_last = models.DateField(null=True, db_index=True)
    place = models.TextField()
    basis = models.TextField()
    data = models.TextField()
    review = models.CharField(max_length=12)
    reviewed_by = models.CharField(max_length=200)
    reviewed_at = models.CharField(max_length=32)
    review_reason = models.TextField()
    document_kind = models.CharField(max_length=20)
    document_title = models.TextField()
    series_key = models.CharField(max_length=300, db_index=True)
    day = models.DateField(null=True, db_index=True)


class CommitmentParty(Version):
    """A party that a commitment binds, one row each. `pair` is not kept: two rows of one commitment make one."""

    commitment = models.CharField(max_length=40, db_index=True)
    document = models.CharField(max_length=80)
    party = models.CharField(max_length=40, db_index=True)


class DocumentParty(Version):
    """A party that a document names as its own, one row each."""

    document = models.CharField(max_length=80, db_index=True)
    party = models.CharField(max_length=40, db_index=True)


class Claim(Version):
    """A claim of a press report. `data` is the claim as JSON."""

    document = models.CharField(max_length=80, db_index=True)
    position = models.IntegerField()
    quote = models.TextField()
    about = models.CharField(max_length=12)
    parties = models.TextField()
    polarity = models.CharField(max_length=10)
    obligation = models.CharField(max_length=10)
    kind = models.CharField(max_length=12)
    date = models.CharField(max_length=40)
    data = models.TextField()


class Meeting(Version):
    """A meeting that a document speaks of."""

    document = models.CharField(max_length=80, db_index=True)
    position = models.IntegerField()
    name = models.TextField()
    series_key = models.CharField(max_length=300, db_index=True)
    round = models.IntegerField(null=True)
    date = models.CharField(max_length=40)
    first_day = models.DateField(null=True, db_index=True)
    place = models.TextField()
    parties = models.TextField()
    people = models.TextField()
    data = models.TextField()


class Mention(Version):
    """An instrument that a document speaks of. Mentions with one `instrument_key` are of one instrument."""

    document = models.CharField(max_length=80, db_index=True)
    position = models.IntegerField()
    instrument_key = models.CharField(max_length=300, db_index=True)
    title = models.TextField()
    type = models.CharField(max_length=20)
    status = models.CharField(max_length=30)
    parties = models.TextField()
    day = models.DateField(null=True)
    data = models.TextField()


class Officeholder(Version):
    """Somebody a document names, with the office and party that it gives."""

    document = models.CharField(max_length=80, db_index=True)
    position = models.IntegerField()
    person_key = models.CharField(max_length=300, db_index=True)
    name = models.TextField()
    native_name = models.TextField()
    office = models.TextField()
    party = models.CharField(max_length=40, db_index=True)
    day = models.DateField(null=True)
    data = models.TextField()
