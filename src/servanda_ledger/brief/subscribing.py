"""Subscribing: asking, confirming by a mailed link, changing, ending. Nobody learns from an answer who else has subscribed."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.db import transaction

from servanda_ledger.book import chain
from servanda_ledger.brief.mail import confirmation_mail
from servanda_ledger.brief.models import Attempt, Outgoing, Subscription
from servanda_ledger.brief.parts import Scope, ScopeKind
from servanda_ledger.brief.schedule import Frequency, Times, local_day
from servanda_ledger.brief.smtp import mail_server

VALID = timedelta(days=7)  # of a link that confirms
KEPT = timedelta(days=30)  # how long one that was never confirmed is kept
_PER_NETWORK = (20, timedelta(hours=1))
_PER_ADDRESS = (3, timedelta(days=1))
_IN_ALL = (500, timedelta(hours=1))


class TooManyError(Exception):
    """Raised when one network asks too often."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for."""

    email: str
    scope: Scope
    times: Times
    language: str


def ask(wish: Wish, network: str, now: datetime) -> None:
    """Send a mail that asks to confirm a subscription, unless this address had several lately. Raises `TooManyError`, `MailSettingsError`.

    Whether the address has subscribed before decides only what the mail says.
    """
    server = mail_server()
    address = wish.email.casefold()
    with transaction.atomic():
        forget(now)
        if not _allowed(f"network {network}", _PER_NETWORK, now):
            raise TooManyError
        # Silently: an answer that told of it would tell whose address it is.
        if not _allowed(f"address {address}", _PER_ADDRESS, now) or not _allowed("all", _IN_ALL, now):
            return
        same = Subscription.objects.filter(email__iexact=address, scope=wish.scope.kind, value=wish.scope.value)
        active = same.filter(state="active").first()
        subscription = active or same.filter(state__in=("waiting", "suspended")).order_by("-pk").first()
        if active is None:
            subscription = _waiting(subscription, wish, now)
        if subscription is None:
            raise ValueError("a wish always makes a subscription")
        period = f"confirm {secrets.token_hex(8)}"
        mail = confirmation_mail(subscription, period, server, now, known=active is not None)
        Outgoing.objects.create(
            subscription=subscription, period=period, message_id=mail.message_id, message=mail.data, state="pending", not_before=now
        )


def _waiting(subscription: Subscription | None, wish: Wish, now: datetime) -> Subscription:
    made = subscription or Subscription(email=wish.email, secret=secrets.token_urlsafe(32), covered=0, made_at=now, state="waiting")
    made.scope, made.value = wish.scope.kind, wish.scope.value
    made.confirmation, made.made_at = secrets.token_urlsafe(32), now
    _set(made, wish.times, wish.language)
    made.save()
    return made


def _set(subscription: Subscription, times: Times, language: str) -> None:
    subscription.frequency, subscription.hour, subscription.weekday = times.frequency, times.hour, times.weekday
    subscription.zone, subscription.language = times.zone, language


def to_confirm(token: str, now: datetime) -> Subscription | None:
    """The subscription that a mailed link is to confirm; None when the link is not valid or no longer is."""
    if not token:
        return None
    return Subscription.objects.filter(confirmation=token, state__in=("waiting", "suspended"), made_at__gt=now - VALID).first()


def confirm(subscription: Subscription, now: datetime) -> None:
    """Begin: what is in the ledger by now is not sent any more, what comes is."""
    head = chain.head()
    subscription.covered = head.number if head else 0
    subscription.covered_day = local_day(times_of(subscription), now)
    subscription.state, subscription.confirmation, subscription.failures = "active", "", 0
    subscription.confirmed_at = now
    subscription.save()


def change(subscription: Subscription, times: Times, language: str) -> None:
    """Have briefs come at other times, or in another language. What was covered stays covered."""
    _set(subscription, times, language)
    subscription.save(update_fields=["frequency", "hour", "weekday", "zone", "language"])


def end(subscription: Subscription) -> None:
    """Delete a subscription with everything that is known of it. Ending one that is gone already is no error."""
    Subscription.objects.filter(pk=subscription.pk).delete()


def by_secret(secret: str) -> Subscription | None:
    """The subscription whose mails bear this secret."""
    return Subscription.objects.filter(secret=secret).first() if secret else None


def times_of(subscription: Subscription) -> Times:
    """When a subscription's briefs come."""
    return Times(cast(Frequency, subscription.frequency), subscription.hour, subscription.weekday, subscription.zone)


def scope_of_subscription(subscription: Subscription) -> Scope:
    """What a subscription is about."""
    return Scope(cast(ScopeKind, subscription.scope), subscription.value)


def forget(now: datetime) -> None:
    """Delete what need not be known any longer: old tries, and subscriptions that nobody confirmed."""
    Attempt.objects.filter(at__lt=now - timedelta(days=2)).delete()
    Subscription.objects.filter(state="waiting", made_at__lt=now - KEPT).delete()


def _allowed(who: str, limit: tuple[int, timedelta], now: datetime) -> bool:
    """Whether somebody has not asked too often; counts this time too. Addresses are not kept, only a keyed digest of them."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY} {who}".encode()).hexdigest()
    most, within = limit
    if Attempt.objects.filter(digest=digest, at__gt=now - within).count() >= most:
        return False
    Attempt.objects.create(digest=digest, at=now)
    return True
