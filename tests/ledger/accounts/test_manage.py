"""Accounts and tokens: who keeps them, by pages and by commands."""

from __future__ import annotations

import io

import pytest
from django.test import Client

from servanda.cli import main
from servanda_ledger.accounts.access import may_administer, may_edit, role_of
from servanda_ledger.accounts.models import ApiToken, User

PASSWORD = "seven quiet harbours"


def test_only_administrators_keep_accounts(editor: User, client: Client) -> None:
    assert client.get("/accounts/manage/").status_code == 302
    client.force_login(editor)
    assert client.get("/accounts/manage/").status_code == 403
    assert client.post("/accounts/manage/", {"username": "eve", "role": "administrator", "password": PASSWORD}).status_code == 403
    assert not User.objects.filter(username="eve").exists()


def test_an_administrator_makes_accounts_and_changes_them(administrator: User, client: Client) -> None:
    client.force_login(administrator)
    weak = client.post("/accounts/manage/", {"username": "eve", "role": "editor", "password": "eve"})
    assert weak.status_code == 422
    assert client.post("/accounts/manage/", {"username": "eve", "role": "editor", "password": PASSWORD}).status_code == 302
    eve = User.objects.get(username="eve")
    assert may_edit(eve)
    assert not may_administer(eve)
    assert "eve" in client.get("/accounts/manage/").content.decode()
    client.post(f"/accounts/manage/users/{eve.pk}/role/", {"role": "reader", "active": "on"})
    assert role_of(User.objects.get(pk=eve.pk)) == "reader"
    client.post(f"/accounts/manage/users/{eve.pk}/role/", {"role": "reader"})
    assert role_of(User.objects.get(pk=eve.pk)) is None
    client.post(f"/accounts/manage/users/{eve.pk}/password/", {"password": "nine quiet harbours"})
    assert User.objects.get(pk=eve.pk).check_password("nine quiet harbours")


def test_nobody_locks_himself_out(administrator: User, client: Client) -> None:
    client.force_login(administrator)
    client.post(f"/accounts/manage/users/{administrator.pk}/role/", {"role": "reader"})
    assert may_administer(User.objects.get(pk=administrator.pk))


def test_a_token_is_shown_once(editor: User, client: Client) -> None:
    client.force_login(editor)
    page = client.post("/accounts/", {"name": "script", "scopes": ["read", "add"], "days": "30"})
    token = ApiToken.objects.get()
    assert f"servanda_{token.prefix}_" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert f"servanda_{token.prefix}_" not in client.get("/accounts/").content.decode()
    client.post(f"/accounts/tokens/{token.pk}/revoke/")
    assert ApiToken.objects.get().revoked_at is not None


def test_tokens_of_others_are_not_revoked(editor: User, administrator: User, client: Client) -> None:
    client.force_login(administrator)
    client.post("/accounts/", {"name": "script", "scopes": ["read"], "days": "30"})
    client.force_login(editor)
    token = ApiToken.objects.get()
    assert client.post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_commands_make_accounts_and_tokens(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    def run(*args: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = main(["ledger", *args])
        out, err = capsys.readouterr()
        return status, out, err

    assert run("user", "add", "eve", "--role", "editor", stdin="eve\n")[0] == 1
    assert run("user", "add", "eve", "--role", "editor", stdin=f"{PASSWORD}\n") == (0, "eve is an editor now\n", "")
    status, out, err = run("user", "add", "eve", stdin=f"{PASSWORD}\n")
    assert (status, out) == (1, "")
    assert "already exists" in err
    assert run("user", "list")[1] == "eve\teditor\t\n"
    status, out, _ = run("token", "new", "eve", "--scope", "read", "--scope", "add", "--days", "30")
    assert status == 0
    assert client.get("/api/v1/documents", headers={"Authorization": f"Bearer {out.strip()}"}).status_code == 200
    assert run("token", "revoke", out.strip())[0] == 0
    assert client.get("/api/v1/documents", headers={"Authorization": f"Bearer {out.strip()}"}).status_code == 401
    assert run("token", "new", "nobody")[0] == 1
    assert run("user", "off", "eve")[0] == 0
    assert run("user", "list")[1] == "eve\toff\t\n"
