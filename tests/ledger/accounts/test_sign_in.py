"""Signing in, guessing passwords, changing them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from servanda_ledger.accounts.models import User

PASSWORD = "seven quiet harbours"


def sign_in(client: Client, name: str = "edith", password: str = PASSWORD, **extra: str) -> int:
    return int(client.post("/accounts/sign-in/", {"username": name, "password": password}, **extra).status_code)  # type: ignore[arg-type]


def test_an_editor_signs_in_and_out(editor: User, client: Client) -> None:
    assert b"<form" in client.get("/accounts/sign-in/").content
    assert sign_in(client) == 302
    page = client.get("/accounts/").content.decode()
    assert "edith" in page
    assert "Editor" in page
    assert client.get("/accounts/sign-out/").status_code == 405
    assert client.post("/accounts/sign-out/").status_code == 302
    assert client.get("/accounts/").status_code == 302


def test_signing_in_leads_nowhere_else(editor: User, client: Client) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil.example"):
        response = client.post("/accounts/sign-in/", {"username": "edith", "password": PASSWORD, "next": elsewhere})
        assert response["Location"] == "/accounts/", elsewhere
        client.logout()
    response = client.post("/accounts/sign-in/", {"username": "edith", "password": PASSWORD, "next": "/documents/"})
    assert response["Location"] == "/documents/"


def test_wrong_passwords_close_signing_in_for_the_name(editor: User, client: Client) -> None:
    for number in range(4):
        assert sign_in(client, password="wrong", REMOTE_ADDR=f"192.0.2.{number}") == 200
    response = client.post("/accounts/sign-in/", {"username": "edith", "password": "wrong"}, REMOTE_ADDR="192.0.2.9")
    assert response.status_code == 429
    assert "Try again in 15 minutes" in response.content.decode()
    assert 850 <= int(response["Retry-After"]) <= 900
    assert sign_in(client, REMOTE_ADDR="192.0.2.77") == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, REMOTE_ADDR="192.0.2.77") == 302


def test_wrong_passwords_close_signing_in_for_the_address(editor: User, client: Client) -> None:
    answers = [sign_in(client, name=f"name{number}", password="wrong", REMOTE_ADDR="192.0.2.5") for number in range(6)]
    assert answers == [200, 200, 200, 200, 429, 429]
    assert sign_in(client, REMOTE_ADDR="192.0.2.5") == 429
    assert sign_in(client, REMOTE_ADDR="192.0.2.6") == 302


def test_nobody_hides_behind_a_header(editor: User, client: Client, settings: object) -> None:
    answers = [
        sign_in(client, name=f"name{number}", password="wrong", REMOTE_ADDR="192.0.2.5", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
        for number in range(5)
    ]
    assert answers[-1] == 429
    settings.TRUSTED_PROXY = True  # type: ignore[attr-defined]
    forwarded = "203.0.113.1, 198.51.100.7"  # the proxy wrote the last one
    for number in range(5):
        last = sign_in(client, name=f"other{number}", password="wrong", REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR=forwarded)
    assert last == 429
    assert AccessAttempt.objects.filter(ip_address="198.51.100.7").exists()
    assert not AccessAttempt.objects.filter(ip_address="203.0.113.1").exists()


def test_forms_of_other_sites_are_refused(editor: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/accounts/sign-in/", {"username": "edith", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize("password", ["short", "edith@example", "123456789012", "password1234"])
def test_passwords_that_are_easy_to_guess_are_refused(editor: User, client: Client, password: str) -> None:
    client.force_login(editor)
    page = client.post("/accounts/password/", {"old_password": PASSWORD, "new_password1": password, "new_password2": password})
    editor.refresh_from_db()
    assert page.status_code == 200
    assert editor.check_password(PASSWORD)


def test_a_new_password_ends_other_sessions(editor: User, client: Client) -> None:
    other = Client()
    other.force_login(editor)
    client.force_login(editor)
    new = "nine quiet harbours"
    client.post("/accounts/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302
