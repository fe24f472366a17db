"""Sending, against a real mail server on this machine that takes, refuses, hangs, or takes and drops."""

from __future__ import annotations

import email
import email.policy
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.db import connection

from servanda.pipeline import Kept
from servanda_ledger.book import record
from servanda_ledger.brief import send as sending
from servanda_ledger.brief.models import Outgoing, Subscription
from servanda_ledger.brief.send import BACK_OFF, FAILURES, send
from servanda_ledger.brief.smtp import Line, MailSettingsError, server_of

from .conftest import SECOND, THIRD, Mailer, at, drop, subscription, take_and_drop

MORNING = at("2032-06-12T07:05:00+00:00")  # the second communique came the day before


def message(data: bytes) -> EmailMessage:
    made = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(made, EmailMessage)
    return made


@pytest.mark.usefixtures("ledger")
def test_a_brief_reaches_its_reader_once(mailer: Mailer) -> None:
    subscription()
    assert send(MORNING).sent == 1
    for later in (MORNING, MORNING + timedelta(minutes=5), MORNING + timedelta(hours=20)):
        assert send(later).sent == 0
    assert len(mailer.handler.taken) == 1
    recipients, data = mailer.handler.taken[0]
    assert recipients == ["reader0@press.example"]
    made = message(data)
    assert made["From"] == "Servanda <briefs@servanda.example>"
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["List-Id"] == "Servanda briefs <briefs.servanda.example>"
    assert made["List-Unsubscribe"] == "<https://servanda.example/subscriptions/secret-0/unsubscribe/>"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert made["Date"].datetime == MORNING
    assert made["Message-ID"].endswith("@servanda.example>")
    assert [part.get_content_type() for part in made.iter_parts()] == ["text/plain", "text/html"]
    plain = made.get_body(("plain",))
    assert plain is not None
    text = plain.get_content()
    assert "train 60 Marenian investigators" in text
    assert all(len(line) <= 72 or line.strip().startswith("https://") for line in text.splitlines())


@pytest.mark.usefixtures("ledger")
def test_no_line_of_a_message_is_too_long_for_mail(mailer: Mailer) -> None:
    subscription()
    send(MORNING)
    assert max(len(line) for line in mailer.handler.taken[0][1].split(b"\r\n")) <= 998


@pytest.mark.usefixtures("ledger")
def test_an_empty_day_sends_nothing_and_is_not_told_again(mailer: Mailer) -> None:
    subscription()
    send(MORNING)
    quiet = at("2032-06-20T07:05:00+00:00")
    assert send(quiet).sent == 1  # the report came on the 12th, after seven
    assert send(quiet + timedelta(days=1)).queued == 0
    assert Subscription.objects.get().covered_day == date(2032, 6, 21)
    assert not mailer.handler.data


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("answer", ["451 greylisted", "421 going down"])
def test_a_passing_refusal_is_tried_again_later(mailer: Mailer, answer: str) -> None:
    subscription()
    mailer.handler.rcpt = [answer]
    assert (send(MORNING).later, len(mailer.handler.taken)) == (1, 0)
    assert send(MORNING + timedelta(minutes=1)).sent == 0
    assert send(MORNING + BACK_OFF[0]).sent == 1
    assert Outgoing.objects.get().attempts == 2


@pytest.mark.usefixtures("ledger")
def test_a_server_that_cannot_be_reached_is_tried_again(mailer: Mailer, settings: Any) -> None:
    subscription()
    settings.SMTP_URL = "smtp://127.0.0.1:1?from=briefs@servanda.example&timeout=1"
    assert send(MORNING).later == 1
    settings.SMTP_URL = mailer.url
    assert send(MORNING + timedelta(hours=1)).sent == 1


@pytest.mark.usefixtures("ledger", "silent")
def test_a_server_that_hangs_holds_nobody_up_for_long() -> None:
    subscription()
    began = datetime.now()
    assert send(MORNING).later == 1
    assert datetime.now() - began < timedelta(seconds=3)
    assert Outgoing.objects.get().reply == "the server did not answer in time"


@pytest.mark.usefixtures("ledger")
def test_a_message_that_was_never_answered_for_is_sent_again_as_the_same_message(mailer: Mailer) -> None:
    subscription()
    mailer.handler.data = [drop]
    assert send(MORNING).later == 1
    assert send(MORNING + BACK_OFF[0]).sent == 1
    first, second = mailer.handler.seen
    assert first == second
    assert message(first)["Message-ID"] == message(second)["Message-ID"]


@pytest.mark.usefixtures("ledger")
def test_a_server_that_takes_and_drops_is_not_asked_for_ever(mailer: Mailer) -> None:
    subscription()
    mailer.handler.data = [take_and_drop(mailer.handler)] * 20
    now = MORNING
    for wait in (*BACK_OFF, BACK_OFF[-1]):
        send(now)
        now += wait
    assert len({message(data)["Message-ID"] for _to, data in mailer.handler.taken if "12 June" in message(data)["Subject"]}) == 1
    first = Outgoing.objects.order_by("pk")[0]
    assert (first.state, first.doubts) == ("gave_up", sending.DOUBTS + 1)


@pytest.mark.usefixtures("ledger")
def test_an_address_that_does_not_exist_is_suspended_after_some_mails(mailer: Mailer) -> None:
    subscription(frequency="at_once")
    mailer.handler.rcpt = ["550 no such user"] * 10
    now = at(THIRD)
    for number in range(FAILURES):
        assert send(now).gave_up == 1
        now += timedelta(days=1)
        add_something(number, now)
    assert Subscription.objects.get().state == "suspended"
    assert send(now + timedelta(days=9)).queued == 0


def add_something(number: int, moment: datetime) -> None:
    """A short text with a promise."""
    from servanda.pipeline import read_loaded
    from servanda.text import Loaded

    heading = f"Joint Statement\n\nPort Amity - June {13 + number}, 2032\n\n"
    text = f"{heading}Canada and Japan agreed to open {number + 2} offices by the end of 2040.\n"
    read = read_loaded(Loaded(text.encode(), f"extra-{number}.txt"))
    assert isinstance(read, Kept)
    record.record(read, author="tests", clock=lambda: moment)


@pytest.mark.usefixtures("ledger")
def test_what_was_given_up_is_told_by_the_next_brief(mailer: Mailer) -> None:
    subscription()
    mailer.handler.rcpt = ["550 mailbox unavailable"]
    assert send(MORNING).gave_up == 1
    assert send(MORNING + timedelta(days=1)).sent == 1
    assert b"train 60 Marenian" in mailer.handler.taken[0][1].replace(b"=\r\n", b"")


@pytest.mark.usefixtures("ledger")
def test_a_refused_password_is_nobodys_fault_but_ours(mailer: Mailer, settings: Any) -> None:
    subscription()
    settings.SMTP_URL = mailer.url.replace("smtp://", "smtp://user:wrong@")
    assert send(MORNING).later == 1
    assert Subscription.objects.get().failures == 0
    settings.SMTP_URL = mailer.url
    assert send(MORNING + timedelta(hours=1)).sent == 1


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("where", ["queue", "claimed", "handing", "answered"])
def test_a_crash_anywhere_loses_nothing(mailer: Mailer, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    subscription()

    def killed(*_args: object, **_rest: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if where == "queue":
            patch.setattr(sending, "brief_mail", killed)
        elif where == "claimed":
            patch.setattr(Line, "give", killed)
        elif where == "handing":
            patch.setattr(sending, "_handing", killed)
        else:
            patch.setattr(sending, "_settle", killed)
        with pytest.raises(Killed):
            send(MORNING)
    before = len(mailer.handler.taken)
    assert before == (1 if where == "answered" else 0)
    assert send(MORNING + timedelta(minutes=1)).sent == 1
    assert send(MORNING + timedelta(minutes=2)).sent == 0
    identifiers = [message(data)["Message-ID"] for _to, data in mailer.handler.taken]
    assert len(set(identifiers)) == 1
    # Only where the process dies between the server's word and its being written down is the same message given twice.
    assert len(identifiers) == before + 1


@pytest.mark.usefixtures("ledger")
def test_a_clock_set_back_sends_nothing_twice_and_holds_nothing_up(mailer: Mailer) -> None:
    subscription()
    mailer.handler.rcpt = ["451 later"]
    send(MORNING)
    assert send(MORNING - timedelta(days=400)).sent == 1  # its retry does not wait for 400 days
    for back in (0, 1, 30, 365):
        assert send(MORNING - timedelta(days=back)).sent == 0
    assert send(MORNING + timedelta(days=1)).sent == 1
    assert len(mailer.handler.taken) == 2


@pytest.mark.usefixtures("ledger")
def test_a_time_zone_changed_on_the_day_tells_no_day_twice(mailer: Mailer) -> None:
    made = subscription(zone="Asia/Tokyo", hour=7)
    first = at("2032-06-11T22:01:00+00:00")  # seven on the 12th in Tokyo
    assert send(first).sent == 1
    Subscription.objects.filter(pk=made.pk).update(zone="America/New_York")
    assert send(at("2032-06-12T11:01:00+00:00")).queued == 0  # seven on the 12th in New York: that day was told
    assert send(at("2032-06-13T11:01:00+00:00")).sent == 1  # the report of the 12th
    Subscription.objects.filter(pk=made.pk).update(zone="Pacific/Kiritimati")
    assert send(at("2032-06-13T17:01:00+00:00")).queued == 0
    assert len({message(data)["Message-ID"] for _to, data in mailer.handler.taken}) == 2


@pytest.mark.usefixtures("ledger")
def test_at_once_tells_each_entry_once(mailer: Mailer) -> None:
    subscription(frequency="at_once", covered=1)
    assert send(at(SECOND) + timedelta(minutes=1)).sent == 1
    assert send(at(SECOND) + timedelta(minutes=9)).sent == 0
    add_something(1, at(THIRD))
    assert send(at(THIRD) + timedelta(minutes=1)).sent == 1
    assert send(at(THIRD) + timedelta(minutes=2)).sent == 0


@pytest.mark.usefixtures("ledger")
def test_a_dry_run_changes_nothing(mailer: Mailer) -> None:
    subscription()
    told: list[str] = []
    assert send(MORNING, dry_run=True, tell=told.append).queued == 1
    assert told == ["would write: daily 2032-06-12 for subscription " + str(Subscription.objects.get().pk)]
    assert not Outgoing.objects.exists()
    assert Subscription.objects.get().covered == 0
    assert not mailer.handler.seen


@pytest.mark.usefixtures("ledger")
def test_a_second_process_keeps_away(mailer: Mailer, settings: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the lock of PostgreSQL is one of the connection, of which a test has one")
    from servanda_ledger.brief.alone import alone

    subscription()
    with alone() as mine:
        assert mine
        assert send(MORNING).busy
    assert send(MORNING).sent == 1


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "mail is not set up"),
        ("ftp://x?from=a@b.example", "means nothing"),
        ("smtp://host:99999?from=a@b.example", "means nothing"),
        ("smtp://host", "names no sender"),
        ("smtp://host?from=nobody", "names no sender"),
    ],
)
def test_settings_that_mean_nothing_are_refused_in_one_line(url: str, told: str) -> None:
    with pytest.raises(MailSettingsError, match=told):
        server_of(url)


def test_settings_that_mean_something() -> None:
    found = server_of("smtp://a%40b:p%3Aw@mail.example:587?from=Briefs%20<briefs@example.org>&starttls=1")
    assert (found.scheme, found.port, found.user, found.password) == ("smtp+starttls", 587, "a@b", "p:w")
    assert (found.sender, found.domain) == ("briefs@example.org", "example.org")
    assert server_of("smtps://mail.example?from=a@example.org").port == 465
