"""Who may read, where anonymous reading is switched off."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from django.test import Client

from servanda_ledger.accounts.models import User
from servanda_ledger.accounts.tokens import make


@pytest.fixture
def _closed(settings: object) -> None:
    settings.ANONYMOUS_READ = False  # type: ignore[attr-defined]


@pytest.mark.usefixtures("_closed")
def test_everything_but_signing_in_and_health_is_closed(db: None, client: Client) -> None:
    for path in ("/", "/documents/", "/robots.txt", "/accounts/", "/documents/0123456789abcdef/original", "/nothing"):
        response = client.get(path)
        assert response.status_code == 302, path
        assert response["Location"].startswith("/accounts/sign-in/?next="), path
    for path in ("/api/v1/documents", "/api/v1/openapi.json", "/feeds/due.ics", "/feeds/anything.atom"):
        response = client.get(path)
        assert response.status_code == 401, path
        assert "Bearer" in response["WWW-Authenticate"], path
    assert client.get("/api/v1/documents")["Content-Type"] == "application/problem+json"
    assert client.get("/accounts/sign-in/").status_code == 200
    assert client.get("/healthz").status_code == 200


@pytest.mark.usefixtures("_closed")
def test_people_who_signed_in_and_programs_with_a_token_read(editor: User, client: Client) -> None:
    now = datetime.now(UTC)
    secret = make(editor, "reads", ["read"], now).secret
    basic = base64.b64encode(f"feed:{secret}".encode()).decode()
    for credentials in (f"Bearer {secret}", f"Basic {basic}"):
        response = client.get("/api/v1/documents", headers={"Authorization": credentials})
        assert response.status_code == 200
        assert "private" in response["Cache-Control"] or response["Cache-Control"] == "no-cache"
    blind = make(editor, "adds", ["add"], now).secret
    assert client.get("/api/v1/documents", headers={"Authorization": f"Bearer {blind}"}).status_code == 403
    assert client.get("/documents/", headers={"Authorization": f"Bearer {secret}"}).status_code == 302
    client.force_login(editor)
    assert client.get("/api/v1/documents").status_code == 200
    assert client.get("/documents/").status_code == 200
    editor.is_active = False
    editor.save()
    assert client.get("/documents/").status_code == 302


def test_a_token_that_does_not_hold_is_refused_even_where_all_may_read(db: None, client: Client) -> None:
    assert client.get("/api/v1/documents").status_code == 200
    assert client.get("/api/v1/documents", headers={"Authorization": "Bearer servanda_0_0"}).status_code == 401
    assert client.get("/api/v1/documents", headers={"Authorization": "Basic ???"}).status_code == 401
