"""Tokens of programs: made, recognised, revoked. The secret is shown once; the ledger keeps its SHA-256.

A plain hash is enough here: a secret of 256 random bits cannot be guessed from it, unlike a password.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from servanda_ledger.accounts.access import SCOPES, Scope
from servanda_ledger.accounts.models import ApiToken, User

_FORM = re.compile(r"servanda_([0-9a-f]{12})_([A-Za-z0-9_-]{43})", re.ASCII)
_NOTED_EVERY = timedelta(minutes=1)  # when a token was last used is not written down more often


class TokenError(Exception):
    """Raised when a token is not accepted; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new token, and the secret that nobody can be shown again."""

    token: ApiToken
    secret: str


def make(user: User, name: str, scopes: Sequence[Scope], now: datetime, days: int | None = None) -> Made:
    """A token that acts for `user`, for so many days. Raises `TokenError` for scopes that there are not."""
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise TokenError(f"a token's scopes are some of: {', '.join(SCOPES)}")
    prefix, random = secrets.token_hex(6), secrets.token_urlsafe(32)
    secret = f"servanda_{prefix}_{random}"
    token = ApiToken.objects.create(
        user=user,
        name=name.strip()[:100] or "token",
        prefix=prefix,
        digest=_digest(secret),
        scopes=" ".join(scope for scope in SCOPES if scope in scopes),
        created_at=now,
        expires_at=None if days is None else now + timedelta(days=days),
    )
    return Made(token, secret)


def recognise(secret: str, now: datetime) -> ApiToken:
    """The token with this secret, with its user. Raises `TokenError`."""
    match = _FORM.fullmatch(secret)
    token = ApiToken.objects.select_related("user").filter(prefix=match[1]).first() if match else None
    if token is None or not hmac.compare_digest(token.digest, _digest(secret)):
        raise TokenError("this token is not known; check that it is whole, or ask an administrator for a new one")
    if not token.holds_at(now):
        raise TokenError("this token has expired or was revoked; ask an administrator for a new one")
    if not token.user.is_active:
        raise TokenError("the account of this token is switched off; ask an administrator")
    if token.last_used_at is None or now - token.last_used_at >= _NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def revoke(token: ApiToken, now: datetime) -> None:
    """Have a token accepted no more. Its line stays, so that it can be seen what there was."""
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
