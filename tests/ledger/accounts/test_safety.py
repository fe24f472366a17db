"""What production does, and what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from servanda_ledger.accounts.requests import network

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("SERVANDA_", "DJANGO_", "PYTEST_"))}
SECRET = "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ASK = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
client = Client()
asked = {
    "plain": client.get("/documents/", HTTP_HOST="ledger.example.org"),
    "health": client.get("/healthz", HTTP_HOST="ledger.example.org"),
    "secure": client.get("/accounts/sign-in/", HTTP_HOST="ledger.example.org", secure=True),
    "host": client.get("/documents/", HTTP_HOST="evil.example", secure=True),
    "claimed": client.get("/documents/", HTTP_HOST="ledger.example.org", HTTP_X_FORWARDED_PROTO="https"),
}
told = {name: {"status": r.status_code, **dict(r.headers), "cookies": str(r.cookies)} for name, r in asked.items()}
print(json.dumps(told))
"""


def run(home: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {"SERVANDA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "servanda_ledger.settings", **environment}
    return subprocess.run([sys.executable, *args], env=CLEAN | settings, capture_output=True, text=True, timeout=60, check=False)


def test_the_deployment_check_is_clean(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "django", "check", "--deploy", "--fail-level", "WARNING", SERVANDA_ALLOWED_HOSTS="ledger.example.org")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_production_is_encrypted_and_answers_to_its_own_name(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", ASK, SERVANDA_ALLOWED_HOSTS="ledger.example.org", SERVANDA_SECRET_KEY=SECRET)
    told = json.loads(done.stdout)
    assert (told["plain"]["status"], told["plain"]["Location"]) == (301, "https://ledger.example.org/documents/")
    assert told["health"]["status"] == 200
    assert told["host"]["status"] == 400
    assert told["claimed"]["status"] == 301, "a header that no proxy of ours wrote is not believed"
    secure = told["secure"]
    assert secure["status"] == 200
    assert secure["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "__Host-servanda_csrf=" in secure["cookies"]
    assert all(word in secure["cookies"] for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "upgrade-insecure-requests" in secure["Content-Security-Policy"]


def test_a_trusted_proxy_is_believed(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", ASK, SERVANDA_ALLOWED_HOSTS="ledger.example.org", SERVANDA_SECRET_KEY=SECRET, SERVANDA_TRUSTED_PROXY="1")
    told = json.loads(done.stdout)
    assert told["claimed"]["status"] == 200
    assert told["plain"]["status"] == 301


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "SERVANDA_SECRET_KEY and SERVANDA_ALLOWED_HOSTS"),
        ({"SERVANDA_SECRET_KEY": SECRET}, "set SERVANDA_ALLOWED_HOSTS"),
        ({"SERVANDA_ALLOWED_HOSTS": "ledger.example.org"}, "set SERVANDA_SECRET_KEY"),
        ({"SERVANDA_ALLOWED_HOSTS": "ledger.example.org", "SERVANDA_SECRET_KEY": "secret"}, "too short"),
        ({"SERVANDA_ALLOWED_HOSTS": "*", "SERVANDA_SECRET_KEY": SECRET}, "name the site"),
        ({"SERVANDA_ALLOWED_HOSTS": "ledger.example.org", "SERVANDA_SECRET_KEY": SECRET, "SERVANDA_API_RATE": "lots"}, "300/minute"),
    ],
)
def test_insecure_settings_are_refused_in_one_line(tmp_path: Path, environment: dict[str, str], words: str) -> None:
    done = run(tmp_path, "-m", "servanda.cli", "serve", "--host", "0.0.0.0", "--port", "1", **environment)
    assert done.returncode in (1, 2)
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert not done.stdout


def test_the_kept_secret_is_for_nobody_else(tmp_path: Path) -> None:
    assert run(tmp_path, "-c", "from django.conf import settings; print(settings.SECRET_KEY)").returncode == 0
    kept = tmp_path / "secret-key"
    assert kept.stat().st_mode & 0o077 == 0
    first = kept.read_text()
    run(tmp_path, "-c", "from django.conf import settings; print(settings.SECRET_KEY)")
    assert kept.read_text() == first


def test_every_page_says_what_browsers_may_do(db: None, client: Client) -> None:
    for path in ("/", "/documents/", "/accounts/sign-in/", "/nothing", "/healthz", "/api/v1/documents"):
        response = client.get(path)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert response["X-Frame-Options"] == "DENY", path
        assert response["X-Content-Type-Options"] == "nosniff", path
        assert response["Referrer-Policy"] == "same-origin", path
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert "camera=()" in response["Permissions-Policy"], path


def test_pages_of_accounts_have_no_inline_script_or_style(administrator: object, client: Client) -> None:
    client.force_login(administrator)  # type: ignore[arg-type]
    for path in ("/accounts/", "/accounts/manage/", "/accounts/password/", "/accounts/sign-in/"):
        page = client.get(path).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert all("src=" in part.split(">")[0] for part in page.split("<script")[1:])


def test_an_ipv6_customer_is_one_network() -> None:
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::1") == "2001:db8:1:2::/64"
    assert network("192.0.2.1") == "192.0.2.1"
