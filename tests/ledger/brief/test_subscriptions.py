"""Subscribing on the site: double opt-in, one-click unsubscribing, no telling who has subscribed."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from servanda_ledger.brief import subscribing
from servanda_ledger.brief.models import Attempt, Outgoing, Subscription
from servanda_ledger.brief.send import send
from servanda_ledger.pages import subscriptions

from .conftest import Mailer, subscription

WISH = {
    "email": "Reader@press.example", "scope": "party", "value": "can", "frequency": "weekly", "hour": "6", "weekday": "2",
    "zone": "America/Toronto", "language": "fr",
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mails are sent when the test says so, not by a thread."""
    monkeypatch.setattr(subscriptions, "deliver_soon", lambda: None)


@pytest.fixture
def site(client: Client, settings: Any) -> Client:
    settings.SECURE_SSL_REDIRECT = False
    return client


def last_mail(mailer: Mailer) -> EmailMessage:
    send(timezone.now())
    made = email.message_from_bytes(mailer.handler.taken[-1][1], policy=email.policy.default)
    assert isinstance(made, EmailMessage)
    return made


def body(made: EmailMessage) -> str:
    part = made.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def path_in(made: EmailMessage) -> str:
    found = re.search(r"https://servanda\.example(/subscriptions/\S+)", body(made))
    assert found
    return found[1]


def test_a_subscription_begins_when_the_mailed_link_is_confirmed(db: None, site: Client, mailer: Mailer) -> None:
    assert site.post("/subscriptions/", WISH).headers["Location"] == "/subscriptions/asked/"
    made = Subscription.objects.get()
    assert (made.state, made.value, made.zone, made.hour, made.weekday) == ("waiting", "CAN", "America/Toronto", 6, 2)
    mail = last_mail(mailer)
    assert mail["Subject"] == "Confirmez votre abonnement"
    path = path_in(mail)
    assert site.get(path).status_code == 200
    assert Subscription.objects.get().state == "waiting"  # looking at the link is not confirming
    answer = site.post(path)
    assert answer.status_code == 302
    made = Subscription.objects.get()
    assert (made.state, made.confirmation) == ("active", "")
    assert made.covered_day == timezone.now().astimezone(made_zone()).date()
    assert site.get(answer.headers["Location"]).status_code == 200
    assert site.get(path).status_code == 404  # the link is used up


def made_zone() -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo("America/Toronto")


def test_nobody_is_sent_briefs_who_did_not_confirm(db: None, site: Client, mailer: Mailer) -> None:
    site.post("/subscriptions/", WISH)
    send(timezone.now())
    send(timezone.now() + timedelta(days=10))
    assert len(mailer.handler.taken) == 1
    send(timezone.now() + timedelta(days=31))
    assert not Subscription.objects.exists()


def test_an_answer_does_not_tell_who_has_subscribed(db: None, site: Client, mailer: Mailer) -> None:
    subscription(email="reader@press.example", scope="party", value="CAN", language="fr", secret="known")
    known = site.post("/subscriptions/", WISH)
    unknown = site.post("/subscriptions/", WISH | {"email": "other@press.example"})
    assert (known.status_code, known.headers["Location"], known.content) == (
        unknown.status_code,
        unknown.headers["Location"],
        unknown.content,
    )
    assert Outgoing.objects.count() == 2  # both take as long
    send(timezone.now())
    words = {t[0][0]: t[1] for t in mailer.handler.taken}
    assert b"/subscriptions/known/" in words["reader@press.example"].replace(b"=\r\n", b"")
    assert b"/confirm/" in words["other@press.example"].replace(b"=\r\n", b"")


def test_one_address_cannot_be_flooded(db: None, site: Client, mailer: Mailer) -> None:
    for _again in range(6):
        assert site.post("/subscriptions/", WISH).status_code == 302
    send(timezone.now())
    assert len(mailer.handler.taken) == 3
    assert not Attempt.objects.filter(digest__contains="press").exists()


def test_one_network_cannot_ask_without_end(db: None, site: Client, mailer: Mailer) -> None:
    answers = [site.post("/subscriptions/", WISH | {"email": f"r{n}@press.example"}).status_code for n in range(22)]
    assert answers == [302] * 20 + [429] * 2


def test_what_a_program_fills_in_is_thrown_away(db: None, site: Client, mailer: Mailer) -> None:
    assert site.post("/subscriptions/", WISH | {"website": "http://spam.example"}).status_code == 302
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"email": "nobody"}, {"email": "é@press.example"}, {"value": "XYZ"}, {"value": ""}, {"zone": "Mars/Base"}, {"hour": "24"},
     {"scope": "pair", "value": "CAN"}, {"scope": "what"}, {"frequency": "often"}, {"language": "xx"}],
)  # fmt: skip
def test_wishes_that_mean_nothing_are_refused_with_a_word_at_the_field(
    db: None, site: Client, mailer: Mailer, wrong: dict[str, str]
) -> None:
    answer = site.post("/subscriptions/", WISH | wrong)
    assert answer.status_code == 422
    assert b"errorlist" in answer.content
    assert not Subscription.objects.exists()


def test_one_click_ends_it_without_cookies(db: None, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    bare = Client(enforce_csrf_checks=True)
    subscription()
    assert bare.get("/subscriptions/secret-0/unsubscribe/").status_code == 200
    assert Subscription.objects.exists()  # programs that look at links end nothing
    one_click = {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"}
    assert Client(enforce_csrf_checks=True).post("/subscriptions/secret-0/unsubscribe/", **one_click).status_code == 200
    assert not Subscription.objects.exists()
    assert bare.post("/subscriptions/secret-0/unsubscribe/", **one_click).status_code == 200  # again is no error


def test_a_change_keeps_what_was_covered(db: None, site: Client) -> None:
    made = subscription(covered=7)
    times = {"frequency": "weekly", "hour": "22", "weekday": "6", "zone": "Asia/Tokyo", "language": "fr"}
    assert site.post(f"/subscriptions/{made.secret}/", times).status_code == 302
    made.refresh_from_db()
    assert (made.frequency, made.hour, made.zone, made.language, made.covered) == ("weekly", 22, "Asia/Tokyo", "fr", 7)
    assert site.post(f"/subscriptions/{made.secret}/", times | {"zone": "nowhere"}).status_code == 422
    assert site.get("/subscriptions/unknown/").status_code == 404


def test_without_a_mail_server_the_site_says_so(db: None, site: Client, settings: Any) -> None:
    settings.SMTP_URL = ""
    assert "does not send mail" in site.get("/subscriptions/").content.decode()


def test_an_old_link_confirms_nothing(db: None) -> None:
    now = datetime(2031, 5, 4, tzinfo=UTC)
    made = subscription(state="waiting", confirmation="x", made_at=now)
    assert subscribing.to_confirm("x", now + timedelta(days=6)) == made
    assert subscribing.to_confirm("x", now + timedelta(days=8)) is None
    assert subscribing.to_confirm("", now) is None
