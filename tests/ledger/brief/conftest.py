"""A ledger with two rounds and a report, days apart; and mail servers of every temper."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from servanda.pipeline import Kept
from servanda_ledger.book import record
from servanda_ledger.brief.models import Subscription

FIRST, SECOND, THIRD = "2031-05-16T09:00:00+00:00", "2032-06-11T09:00:00+00:00", "2032-06-12T09:00:00+00:00"


def at(moment: str) -> datetime:
    """A time in UTC."""
    return datetime.fromisoformat(moment).astimezone(UTC)


@pytest.fixture
def ledger(db: None, communique: Kept, next_communique: Kept, press: Kept) -> list[record.Recorded]:
    """The three examples, each added on its own day."""
    days = ((communique, FIRST), (next_communique, SECOND), (press, THIRD))
    return [record.record(kept, author="tests", clock=lambda moment=moment: at(moment)) for kept, moment in days]  # type: ignore[misc]


class Handler:
    """What a server does with mail; `script` gives its answer to each RCPT and to each message, then it takes everything."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], bytes]] = []
        self.seen: list[bytes] = []
        self.rcpt: list[str] = []
        self.data: list[str | Callable[[SMTP], Any]] = []

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        """Answer to a recipient."""
        answer = self.rcpt.pop(0) if self.rcpt else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answer to a message."""
        content = envelope.content
        assert isinstance(content, bytes)
        self.seen.append(content)
        answer = self.data.pop(0) if self.data else "250 OK"
        if callable(answer):
            answer(server)
            return "451 never read"
        if answer.startswith("250"):
            self.taken.append((envelope.rcpt_tos, content))
        return answer


def drop(server: SMTP) -> None:
    """Close the connection without an answer to the message."""
    assert server.transport is not None
    server.transport.abort()  # type: ignore[attr-defined]


def take_and_drop(handler: Handler) -> Callable[[SMTP], None]:
    """Keep the message, and close the connection without saying so."""

    def act(server: SMTP) -> None:
        handler.taken.append(([], handler.seen[-1]))
        drop(server)

    return act


class Mailer:
    """A server that runs."""

    def __init__(self, handler: Handler, port: int) -> None:
        self.handler, self.port = handler, port

    @property
    def url(self) -> str:
        """As in SERVANDA_SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}?from=briefs@servanda.example&timeout=2"


@pytest.fixture
def mailer(settings: Any) -> Iterator[Mailer]:
    """A mail server, which the settings name."""
    handler = Handler()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    controller.port = _free()
    controller.start()
    made = Mailer(handler, controller.port)
    settings.SMTP_URL, settings.SITE_URL = made.url, "https://servanda.example"
    yield made
    controller.stop()


@pytest.fixture
def silent(settings: Any) -> Iterator[None]:
    """A server that accepts connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        held: list[socket.socket] = []
        stop = threading.Event()

        def accept() -> None:
            listener.settimeout(0.1)
            while not stop.is_set():
                try:
                    held.append(listener.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=accept)
        thread.start()
        settings.SMTP_URL = f"smtp://127.0.0.1:{listener.getsockname()[1]}?from=briefs@servanda.example&timeout=0.3"
        settings.SITE_URL = "https://servanda.example"
        yield
        stop.set()
        thread.join()
        for each in held:
            each.close()


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    time.sleep(0.01)
    return port


def subscription(**values: Any) -> Subscription:
    """An active subscription to everything, daily at seven in UTC, that has seen nothing yet."""
    number = Subscription.objects.count()
    usual: dict[str, Any] = {
        "email": f"reader{number}@press.example",
        "secret": f"secret-{number}",
        "state": "active",
        "scope": "everything",
        "frequency": "daily",
        "hour": 7,
        "weekday": 0,
        "zone": "UTC",
        "language": "en",
        "covered": 0,
        "covered_day": at(FIRST).date(),
        "made_at": at(FIRST),
    }
    return Subscription.objects.create(**usual | values)
