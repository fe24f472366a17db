"""Every address of the site and the API, asked to change something by those who may not: nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from servanda_ledger.accounts.models import User
from servanda_ledger.api.middleware import LIMITER
from servanda_ledger.book import record
from servanda_ledger.book.models import Commitment

# What anybody may do: sign in, choose a language and an appearance, have a text read, ask for and end mail.
OPEN = frozenset(
    [
        "sign-in", "sign-out", "set_language", "appearance", "read", "subscribe", "confirm", "subscription", "unsubscribe",
        "openapi-json",  # the description answers however it is asked
    ]
)  # fmt: skip
WITHOUT_A_TOKEN = frozenset(["set_language", "appearance", "unsubscribe"])  # a forged one gains nothing (see the views)
PERSONAL = frozenset(["account", "password_change", "revoke-token"])  # for everybody who signed in, about himself
FORM = {
    "decision": "confirmed", "confirmed-reason": "x", "reason": "x", "entry": "1", "at_once": "1", "role": "administrator",
    "username": "mallory", "email": "m@example.org", "password": "seven quiet harbours", "url": "https://example.org/feed",
    "carried": "VGhlIHR3byBzaWRlcyBhZ3JlZWQgdG8gbWVldC4=", "instrument": "A", "party": "CAN", "action": "signed", "date": "2031",
    "source": "x", "status": "lapsed", "kind": "party", "value": "CAN", "event": "x", "name": "x", "stop": "1", "version": "1",
}  # fmt: skip


def patterns(of: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site with its pattern."""
    for each in (of or get_resolver()).url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, here)
        else:
            yield here, each


def addresses(commitment: Commitment) -> Iterator[tuple[str, str]]:
    """Each by its name, filled with things that the ledger holds."""
    values = {
        "identifier": commitment.key, "digits": commitment.document.removeprefix("sha256:"), "document": commitment.document,
        "pk": 1, "number": 1, "name": "json", "ending": "csv", "key": "x", "code": "CAN", "first": "CAN", "second": "CHN",
        "day": "2031-05-04",
        "form": "atom", "token": "t", "secret": "s",
    }  # fmt: skip
    for _, pattern in patterns():
        keys = pattern.pattern.regex.groupindex
        made = {}
        for name in keys:
            made[name] = values.get(name, "1")
        address = _filled(pattern, made)
        if address:
            yield pattern.name or "", address


def _filled(pattern: URLPattern, made: dict[str, Any]) -> str:
    from django.urls import NoReverseMatch, reverse

    for name in (pattern.name, f"api-1:{pattern.name}"):
        try:
            return reverse(name or "", kwargs=made)
        except NoReverseMatch:
            continue
    return ""


def everything() -> dict[str, int]:
    """How many rows each table has, but for sessions and failed sign-ins."""
    own = [m for m in apps.get_models() if m._meta.app_label not in ("sessions", "axes")]
    return {m._meta.label: m._default_manager.count() for m in own} | {
        f"{user.username} {user.is_superuser} {user.is_active} {user.password}": 1 for user in User.objects.all()
    }


@pytest.fixture
def one(recorded: list[record.Recorded]) -> Commitment:
    found: Commitment = Commitment.objects.current().order_by("id")[0]
    return found


@pytest.mark.parametrize("who", ["anonymous", "reader"])
def test_no_address_lets_those_write_who_may_not(one: Commitment, editor: User, administrator: User, who: str) -> None:
    client = Client(raise_request_exception=True)
    if who == "reader":
        client.force_login(User.objects.create_user("rita", password="seven quiet harbours"))
    before = everything()
    asked = [(name, address) for name, address in addresses(one) if name not in OPEN]
    assert len(asked) > 90
    for name, address in asked:
        if who == "reader" and name in PERSONAL:
            continue
        LIMITER.forget()
        answer = client.post(address, FORM)
        assert answer.status_code in (302, 401, 403, 404, 405), (name, address, answer.status_code)
        assert everything() == before, (name, address)
    answer = client.post("/read/", FORM)
    assert answer.status_code == 403
    assert everything() == before


def test_no_form_is_taken_that_another_site_made(one: Commitment, administrator: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)
    before = everything()
    asked = [(name, address) for name, address in addresses(one) if name not in WITHOUT_A_TOKEN and not address.startswith("/api/")]
    for name, address in asked:
        answer = client.post(address, FORM)
        assert answer.status_code in (403, 405), (name, address, answer.status_code)
    assert everything() == before


def test_a_session_is_no_credential_of_the_api(one: Commitment, administrator: User) -> None:
    client = Client()
    client.force_login(administrator)
    before = everything()
    for name, address in addresses(one):
        if address.startswith("/api/v1/") and name not in OPEN:
            LIMITER.forget()
            assert client.post(address, "{}", content_type="application/json").status_code in (401, 404, 405), (name, address)
    assert everything() == before
