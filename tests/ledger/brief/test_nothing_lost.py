"""A law: through crashes, refusals, broken connections and clocks set back, what came in is told once, in one message."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from servanda.pipeline import Kept, read_loaded
from servanda.text import Loaded
from servanda_ledger.book import record
from servanda_ledger.brief import send as sending
from servanda_ledger.brief.models import Outgoing, Subscription
from servanda_ledger.brief.send import send
from servanda_ledger.brief.smtp import Line

from .conftest import Mailer, at, drop, subscription
from .test_send import Killed, message

_TOLD = re.compile(r"open (\d+) new offices")
_STEPS = 30


def came_in(number: int, moment: datetime) -> None:
    """A text with a promise of its own; some of the texts come dated, some long after their date."""
    heading = f"Joint Statement\n\nPort Amity - June {1 + number % 28}, 2032\n\n"
    read = read_loaded(Loaded(f"{heading}Canada and Japan agreed to open {number} new offices.\n".encode(), f"{number}.txt"))
    assert isinstance(read, Kept)
    assert read.reading.commitments
    record.record(read, author="tests", clock=lambda: moment)


def told(mailer: Mailer) -> Iterator[tuple[str, str]]:
    """What the server took: the identifier of each message with each promise in it."""
    for _to, data in mailer.handler.taken:
        made = message(data)
        plain = made.get_body(("plain",))
        assert plain is not None
        words = " ".join(plain.get_content().split())
        yield from ((made["Message-ID"], number) for number in _TOLD.findall(words))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(6))
def test_everything_is_told_once(mailer: Mailer, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    now, added = at("2032-06-01T00:00:00+00:00"), 100
    subscription(frequency=("daily", "at_once", "weekly")[seed % 3], covered_day=now.date(), zone=("UTC", "Asia/Tokyo")[seed % 2])
    for _step in range(_STEPS):
        for _each in range(chance.choice((0, 0, 1, 2))):
            came_in(added, now)
            added += 1
        now += timedelta(hours=chance.choice((-30, -1, 0, 1, 5, 9, 26, 60)))
        if chance.random() < 0.2:
            Subscription.objects.update(zone=chance.choice(("UTC", "Asia/Tokyo", "America/New_York")))
        mailer.handler.rcpt = chance.choice(([], [], ["451 later"], ["550 no"]))
        mailer.handler.data = chance.choice(([], [], ["452 full"], [drop]))
        with monkeypatch.context() as patch:
            if chance.random() < 0.3:
                patch.setattr(*chance.choice(((sending, "brief_mail"), (Line, "give"), (sending, "_handing"))), killed)
            with suppress(Killed):
                send(now)
        Subscription.objects.filter(state="suspended").update(state="active", failures=0)
    mailer.handler.rcpt, mailer.handler.data = [], []
    now = max(now, at("2032-07-01T00:00:00+00:00"))
    for _day in range(25):
        now += timedelta(days=1)
        send(now)
    assert not Outgoing.objects.filter(state__in=("pending", "sending")).exists()
    numbers = sorted(int(number) for _id, number in set(told(mailer)))
    assert len(numbers) == len(set(numbers))  # each in one message; a message that came twice is the same one
    # Only what was handed over again and again without an answer is not told anew: the reader may have it.
    doubted = [(row.after, row.until) for row in Outgoing.objects.filter(doubts__gt=sending.DOUBTS)]
    assert numbers == [100 + n for n in range(added - 100) if not any(after <= n < until for after, until in doubted)]


def killed(*_args: object, **_rest: object) -> None:
    """The process ends."""
    raise Killed
