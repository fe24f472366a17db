"""The tables of `watch`: feeds, what they offered and what became of it, and what is followed. None of it is in the book."""

from __future__ import annotations

from django.db import models

LONGEST_URL = 2000  # characters; what PostgreSQL still takes into an index

# What became of an item, once it is done.
KEPT = "kept"  # it is in the book
ASIDE = "aside"  # it does not bear on what is followed
NEAR = "near"  # it says nearly what a document of the ledger says
KNOWN = "known"  # its bytes are in the ledger already
UNREADABLE = "unreadable"
OUTCOMES = (KEPT, ASIDE, NEAR, KNOWN, UNREADABLE)

# Where an item stands.
PENDING = "pending"  # to be fetched
FETCHED = "fetched"  # its bytes are here, to be read
DONE = "done"


class Feed(models.Model):
    """A feed or page list that is polled. From `etag` on, the fields say what `servanda.text.poll.PollState` says.

    `pattern` is None for a feed; for a page list a regular expression of the addresses that count, or empty.
    """

    url = models.CharField(max_length=LONGEST_URL, unique=True)
    pattern = models.CharField(max_length=500, null=True)
    title = models.TextField(default="")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=200, default="")
    outcome = models.CharField(max_length=12, default="")  # of the last look: `servanda.text.poll.Outcome`, or "" before the first
    why = models.TextField(default="")
    answered_at = models.DateTimeField(null=True)  # when it was last found in order
    etag = models.CharField(max_length=500, null=True)
    last_modified = models.CharField(max_length=500, null=True)
    next_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, null=True)
    moved = models.TextField(null=True)
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title or self.url


class Item(models.Model):
    """Something that a feed offered; `guid` is its id there. `data` holds its bytes (zlib) between fetching and reading, and no longer.

    `document` is the id of what was fetched, `near_to` that of the document it is a near-duplicate of. `tries` counts how often it was
    taken up in its present state, `forced` that an editor wants it kept whatever is followed or near.
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="items")
    guid = models.CharField(max_length=600)
    url = models.TextField(null=True)
    title = models.TextField()
    published = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=PENDING)
    outcome = models.CharField(max_length=12, default="")
    reason = models.TextField(default="")
    tries = models.IntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    forced = models.BooleanField(default=False)
    fetched_at = models.DateTimeField(null=True)
    data = models.BinaryField(null=True)
    media_type = models.CharField(max_length=200, default="")
    address = models.TextField(default="")  # after redirects
    document = models.CharField(max_length=80, default="")
    near_to = models.CharField(max_length=80, default="")
    similarity = models.FloatField(null=True)
    entry = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("feed", "guid"), name="watch_item_once"),)
        indexes = (models.Index(fields=("state", "feed")), models.Index(fields=("outcome", "done_at")))

    def __str__(self) -> str:
        return self.title or self.guid


class Follow(models.Model):
    """Something that is followed. `value` is a party's code, two codes with a blank between, a series or title, or words of a search."""

    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=500)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("kind", "value"), name="watch_follow_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Signature(models.Model):
    """The signature (`servanda.corpus.near`) of a text: a document of the ledger, or, with `original`, one dropped as near to that."""

    document = models.CharField(max_length=80, unique=True)
    original = models.CharField(max_length=80, default="")
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.document
