"""Who may write: programs with a token that says so, of users whose role allows it. A session of a browser never writes here."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from servanda_ledger.accounts.access import Scope, may_edit
from servanda_ledger.accounts.models import User
from servanda_ledger.accounts.requests import token_of
from servanda_ledger.api.problem import ProblemError
from servanda_ledger.book.chain import By


def needs(scope: Scope) -> Callable[[HttpRequest], User]:
    """A check that the request carries a token with `scope`, of an editor; gives the user. Raises a 401 or 403 problem."""

    def check(request: HttpRequest) -> User:
        token = token_of(request)
        if token is None:
            raise ProblemError(401, "no-credentials", f"writing needs a token with the scope {scope}: Authorization: Bearer TOKEN")
        if scope not in token.scope_list:
            raise ProblemError(403, "not-allowed", f"this token lacks the scope {scope}; it has: {', '.join(token.scope_list)}")
        if not may_edit(token.user):
            raise ProblemError(403, "not-allowed", f"{token.user.get_username()} is no editor; an administrator can change that")
        return token.user

    return check


def by(request: HttpRequest, reason: str) -> By:
    """Who writes, and why, for the book."""
    token = token_of(request)
    if token is None:
        raise ProblemError(401, "no-credentials", "writing needs a token")
    return By(token.user.get_username(), reason)
