"""What came of commitments: tables that are rebuilt from the book."""

from __future__ import annotations

from django.db import models

from servanda_ledger.book.models import Version


class Status(Version):
    """The last decision on a commitment (`key`). `on` is the EDTF date from which it was so, `evidence` the exact words cited, as JSON.

    `successor` is the newer commitment that takes the place of a superseded one.
    """

    document = models.CharField(max_length=80, db_index=True)
    status = models.CharField(max_length=20, db_index=True)
    on = models.CharField(max_length=40)
    on_day = models.DateField(null=True)
    reason = models.TextField()
    evidence = models.TextField()
    successor = models.CharField(max_length=40, default="", db_index=True)
    decided_by = models.CharField(max_length=200)
    decided_at = models.CharField(max_length=32)
    entry = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "statuses"


class Waiting(Version):
    """A commitment (`key`) whose deadline hangs on an event: `event` names it (see `triggers`), `deadline` is how to count from it."""

    document = models.CharField(max_length=80, db_index=True)
    event = models.CharField(max_length=400, db_index=True)
    trigger = models.CharField(max_length=30)
    words = models.TextField()
    deadline = models.TextField()


class Action(Version):
    """Something a party did to an instrument, recorded by an editor or imported, with its evidence as JSON."""

    instrument_key = models.CharField(max_length=300, db_index=True)
    instrument = models.TextField()
    party = models.CharField(max_length=40, db_index=True)
    action = models.CharField(max_length=30)
    date = models.CharField(max_length=40)
    day = models.DateField(null=True)
    evidence = models.TextField()
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Event(Version):
    """The day on which an event that deadlines wait for came (`event` as in `Waiting`), as an editor recorded it."""

    event = models.CharField(max_length=400, db_index=True)
    name = models.TextField()
    date = models.CharField(max_length=40)
    day = models.DateField(null=True)
    evidence = models.TextField()
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.CharField(max_length=32)
    entry = models.BigIntegerField()


class Candidate(Version):
    """A passage of a newer document that bears on an open commitment, as the machine proposes it.

    `state` is open, accepted or dismissed.
    """

    commitment = models.CharField(max_length=40, db_index=True)
    commitment_document = models.CharField(max_length=80)
    document = models.CharField(max_length=80, db_index=True)
    relation = models.CharField(max_length=12, db_index=True)
    data = models.TextField()
    state = models.CharField(max_length=10, db_index=True)
    settled_by = models.CharField(max_length=200)
    settled_at = models.CharField(max_length=32)
    settled_reason = models.TextField()
