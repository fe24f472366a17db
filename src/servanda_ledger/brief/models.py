"""Who gets briefs, and what was sent. Mail addresses are personal data: these are ordinary tables, and nothing of them is in the book."""

from __future__ import annotations

from django.db import models


class Subscription(models.Model):
    """Somebody's wish for briefs of a scope.

    `secret` is in the links of the mails, `confirmation` in that of the first one (empty once confirmed). `covered` is the number of the
    last entry and `covered_day` the reader's last day that a brief took in; both only grow, save when a mail was given up.
    `state` is waiting (not confirmed), active, suspended (mail came back) or ended.
    """

    email = models.CharField(max_length=254, db_index=True)
    secret = models.CharField(max_length=64, unique=True)
    confirmation = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=10, db_index=True)
    scope = models.CharField(max_length=12)
    value = models.CharField(max_length=500, blank=True)
    frequency = models.CharField(max_length=8)
    hour = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    covered = models.BigIntegerField()
    covered_day = models.DateField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"subscription {self.pk}: {self.frequency}, {self.scope} {self.value}"


class Outgoing(models.Model):
    """A mail to one subscriber, written down before it is sent. There is one for each subscription and period, whatever crashes.

    `after` to `until` are the entries that it tells of. `handed` is set just before the message itself is given to the server, so that
    it is known afterwards whether the server can have it. `message` is emptied once it is sent.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="mails")
    period = models.CharField(max_length=40)
    message_id = models.CharField(max_length=200, unique=True)
    message = models.BinaryField()
    after = models.BigIntegerField(default=0)
    until = models.BigIntegerField(default=0)
    since_day = models.DateField(null=True)
    state = models.CharField(max_length=10, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    doubts = models.PositiveSmallIntegerField(default=0)
    handed = models.BooleanField(default=False)
    not_before = models.DateTimeField()
    attempted_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subscription", "period"), name="brief_one_mail_a_period"),)

    def __str__(self) -> str:
        return f"{self.period}: {self.state}"


class Attempt(models.Model):
    """A try to sign up, by a digest of the network or address it came from, so that nobody can have others flooded with mail."""

    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("digest", "at")),)

    def __str__(self) -> str:
        return self.digest
