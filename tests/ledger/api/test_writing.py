"""Writing by way of the API: only with a token that says so, only what can stand, always under a name and with a reason."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from servanda_ledger.accounts.access import give_role
from servanda_ledger.accounts.models import ApiToken, User
from servanda_ledger.accounts.tokens import make, revoke
from servanda_ledger.book import chain
from servanda_ledger.book.record import Recorded
from servanda_ledger.book.verify import verify

Post = Callable[..., Any]
TEXT = """Joint Statement

Port Amity, March 3, 2033

The Republic of Valdoria and the Kingdom of Marenia agreed to establish a joint hotline by June 2034.
"""


def test_a_text_is_added_once(db: None, post: Post) -> None:
    first = post("documents", {"text": TEXT, "name": "statement.txt", "reason": "found in the gazette"})
    assert first.status_code == 201
    assert first.json()["commitments"] >= 1
    entry, proposed = chain.entries()
    assert (entry.author, entry.reason) == ("edith", "found in the gazette")
    assert proposed.kind == "candidates.proposed"  # held against earlier documents at once
    again = post("documents", {"bytes": base64.b64encode(TEXT.encode()).decode()})
    assert again.status_code == 200
    assert again.json() == {"document": first.json()["document"], "commitments": first.json()["commitments"], "entry": None}


def test_a_file_is_added(db: None, client: Client, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    file = SimpleUploadedFile("../../etc/statement.txt", TEXT.encode())
    response = client.post("/api/v1/files", {"file": file, "reason": "sent by post"}, headers=headers)
    assert response.status_code == 201
    document = client.get(f"/api/v1/documents/{response.json()['document']}").json()
    assert document["source"] == "statement.txt"
    large = SimpleUploadedFile("large.txt", b"x" * 10_000_001)
    assert client.post("/api/v1/files", {"file": large}, headers=headers).status_code == 413


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/",
        "http://192.168.1.1/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "file:///etc/passwd", "ftp://example.org/",
        "/etc/passwd", "-", "gopher://127.0.0.1/",
    ],
)  # fmt: skip
def test_nothing_inside_the_network_is_fetched(db: None, post: Post, url: str) -> None:
    response = post("documents", {"url": url})
    assert response.status_code == 422
    assert response.json()["type"] == "urn:servanda:problem:unreadable"
    assert chain.head() is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "exactly one"),
        ({"text": TEXT, "url": "https://example.org/"}, "exactly one"),
        ({"bytes": "%%%"}, "base64"),
        ({"text": "   "}, "is empty"),
        ({"text": TEXT, "date": "soon"}, "date"),
        ({"text": TEXT, "kind": "poem"}, "kind"),
        ({"text": TEXT, "colour": "red"}, "colour"),
        ({"text": TEXT, "reason": "a\x00b"}, "NUL"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_kept(db: None, post: Post, body: dict[str, Any], words: str) -> None:
    response = post("documents", body)
    assert response.status_code == 422
    assert words in response.json()["detail"]
    assert chain.head() is None


def test_a_request_that_is_too_large_is_refused(db: None, post: Post) -> None:
    response = post("documents", {"text": "x" * 11_000_001})
    assert response.status_code == 413
    assert "/api/v1/files" in response.json()["detail"]


def test_an_editor_decides_and_takes_it_back(recorded: list[Recorded], post: Post, client: Client) -> None:
    here = f"documents/{recorded[0].document}"
    first, second, *_ = client.get(f"/api/v1/{here}/reading").json()["commitments"]
    confirmed = post(f"{here}/decisions", {"decision": "confirmed", "of": [first["id"]], "reason": "read it twice"})
    assert confirmed.status_code == 201
    assert client.get(f"/api/v1/commitments/{first['id']}").json()["review"]["by"] == "edith"
    corrected = second | {"obligation": "soft"}
    assert (
        post(f"{here}/decisions", {"decision": "corrected", "of": [second["id"]], "into": [corrected], "reason": "weaker"}).status_code
        == 201
    )
    assert client.get(f"/api/v1/commitments/{second['id']}").json()["commitment"]["obligation"] == "soft"
    number = confirmed.json()["entry"]["number"]
    assert post(f"entries/{number}/withdrawal", {"reason": "too early"}).status_code == 201
    assert client.get(f"/api/v1/commitments/{first['id']}").json()["review"]["state"] == "machine"
    again = post(f"entries/{number}/withdrawal", {"reason": "once more"})
    assert again.status_code == 422
    assert "taken back" in again.json()["detail"]
    assert verify() == 6


def test_words_that_do_not_stand_in_the_text_are_refused(recorded: list[Recorded], post: Post, client: Client) -> None:
    here = f"documents/{recorded[0].document}"
    first = client.get(f"/api/v1/{here}/reading").json()["commitments"][0]
    moved = first | {"action": first["action"] | {"start": first["action"]["start"] + 1}}
    response = post(f"{here}/decisions", {"decision": "corrected", "of": [first["id"]], "into": [moved], "reason": "x"})
    assert response.status_code == 422
    assert "do not stand" in response.json()["detail"]
    assert chain.head().number == 3  # type: ignore[union-attr]


def test_what_came_of_a_commitment_needs_evidence(recorded: list[Recorded], post: Post, client: Client) -> None:
    first = client.get("/api/v1/commitments").json()["items"][0]
    here = f"commitments/{first['id']}"
    assert post(f"{here}/status", {"status": "kept", "reason": "done"}).status_code == 422
    text = client.get(f"/api/v1/documents/{recorded[1].document}/text").content.decode()
    evidence = {"document": recorded[1].document, "start": 0, "end": 10, "text": text[:10]}
    assert post(f"{here}/status", {"status": "kept", "reason": "done", "evidence": [evidence]}).status_code == 201
    assert client.get(f"/api/v1/{here}").json()["status"]["status"] == "kept"
    assert client.get("/api/v1/scorecard").json()["counts"]["kept"] == 1


def test_actions_and_events_are_recorded(recorded: list[Recorded], post: Post, client: Client) -> None:
    deed = {"instrument": "Agreement on Ports", "party": "VAL", "action": "signed", "date": "2033-03-03", "reason": "gazette"}
    assert post("actions", deed | {"evidence": {"source": "Gazette 12/2033"}}).status_code == 201
    assert client.get("/api/v1/actions").json()["items"][0]["action"] == "signed"
    assert post("actions", deed | {"evidence": {}}).status_code == 422
    event = {"event": "series:dialogue|3", "name": "3rd Dialogue", "date": "2033-06-01", "evidence": {"source": "press"}, "reason": "held"}
    assert post("events", event).status_code == 201
    assert client.get("/api/v1/events").json()["items"][0]["date"] == "2033-06-01"
    assert post("events", event | {"date": "some day"}).status_code == 422


def test_nobody_writes_without_a_token_that_allows_it(recorded: list[Recorded], client: Client, post: Post, editor: User) -> None:
    now = datetime.now(UTC)
    assert post("documents", {"text": TEXT}, authorization="").status_code == 401
    assert post("documents", {"text": TEXT}, authorization="Bearer nonsense").status_code == 401
    reader = make(editor, "reads", ["read"], now).secret
    refused = post("documents", {"text": TEXT}, authorization=f"Bearer {reader}")
    assert refused.status_code == 403
    assert "scope add" in refused.json()["detail"]
    adder = make(editor, "adds", ["add"], now).secret
    body = {"decision": "confirmed", "of": ["c-1"], "reason": "x"}
    assert post(f"documents/{recorded[0].document}/decisions", body, authorization=f"Bearer {adder}").status_code == 403
    give_role(editor, "reader")
    assert post("documents", {"text": TEXT}, authorization=f"Bearer {adder}").status_code == 403
    assert chain.head().number == 3  # type: ignore[union-attr]


def test_a_session_of_a_browser_does_not_write(db: None, editor: User) -> None:
    browser = Client(enforce_csrf_checks=False)
    browser.force_login(editor)
    assert browser.post("/api/v1/documents", {"text": TEXT}, content_type="application/json").status_code == 401


def test_tokens_expire_are_revoked_and_fall_with_their_account(db: None, editor: User, client: Client) -> None:
    def status(secret: str) -> int:
        return client.get("/api/v1/documents", headers={"Authorization": f"Bearer {secret}"}).status_code

    now = datetime.now(UTC)
    old = make(editor, "old", ["read"], now - timedelta(days=2), days=1).secret
    kept = make(editor, "kept", ["read"], now, days=1)
    assert (status(old), status(kept.secret)) == (401, 200)
    assert status(kept.secret[:-1] + ("a" if kept.secret[-1] != "a" else "b")) == 401
    gone = make(editor, "gone", ["read"], now)
    revoke(gone.token, now)
    assert status(gone.secret) == 401
    editor.is_active = False
    editor.save()
    assert status(kept.secret) == 401


def test_only_the_digest_of_a_token_is_kept(db: None, editor: User) -> None:
    made = make(editor, "x", ["read"], datetime.now(UTC))
    row = ApiToken.objects.values().get(pk=made.token.pk)
    assert made.secret.split("_", 2)[2] not in str(row)
    assert made.secret.startswith(f"servanda_{row['prefix']}_")


def test_a_reason_of_blanks_is_none(recorded: list[Recorded], post: Post) -> None:
    for path, body in (
        ("documents", {"text": TEXT, "reason": "  "}),
        ("events", {"event": " ", "name": "x", "date": "2031", "evidence": {"source": "x"}, "reason": "x"}),
        ("actions", {"instrument": "A", "party": "CAN", "action": "signed", "date": "2031", "evidence": {"source": " "}, "reason": "x"}),
    ):
        assert post(path, body).status_code == 422, path
    assert verify() == 3


def test_what_is_superseded_names_what_takes_its_place(recorded: list[Recorded], post: Post, client: Client) -> None:
    old, new = (client.get(f"/api/v1/documents/{each.document[7:]}/reading").json()["commitments"][0]["id"] for each in recorded[:2])
    body = {"status": "superseded", "reason": "the next round says it anew"}
    assert post(f"commitments/{old}/status", body).status_code == 422
    assert post(f"commitments/{old}/status", body | {"successor": new}).status_code == 201
    assert verify() == 4
