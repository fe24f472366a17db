"""A year of a ledger, day by day: 2032, a leap year, with texts, events that are corrected, decisions, and one reader's mail."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest
from django.db import connection

from servanda.pipeline import Kept, Options, read_loaded
from servanda.text import Loaded
from servanda_ledger.book import chain, record, tables
from servanda_ledger.book.models import Commitment
from servanda_ledger.book.verify import verify
from servanda_ledger.brief.send import send
from servanda_ledger.follow.decisions import Evidence, Judgement, date_event, decide_status
from servanda_ledger.follow.due import Asked, Item, due
from servanda_ledger.follow.models import Waiting

from .conftest import Mailer, at, subscription
from .test_send import message

SIGNED = date(2032, 1, 15)
TREATY = f"""AGREEMENT BETWEEN CANADA AND JAPAN ON RIVER PORTS

Done at Port Amity on {SIGNED:%-d %B %Y}.

Article 1
Each Party shall open two river ports within 30 days of the entry into force of this Agreement.
"""


def statement(day: date, number: int) -> str:
    """A text of that day that promises something by the last day of February, by a month's end, or without a date."""
    by = (" by February 29, 2032", f" by {day + timedelta(days=40):%B %-d, %Y}", "")[number % 3]
    return f"Joint Statement\n\nPort Amity - {day:%B %-d, %Y}\n\nCanada and Japan agreed to open {number} new offices{by}.\n"


def put(text: str, name: str, moment: datetime, options: Options = Options()) -> record.Recorded:  # noqa: B008
    read = read_loaded(Loaded(text.encode(), name), options)
    assert isinstance(read, Kept)
    return record.record(read, author="tests", clock=lambda: moment)


def right(item: Item, today: date) -> bool:
    """Whether the state of an item is what its own days say."""
    if item.last is None:
        return item.state == "undated"
    if item.last < today:
        return item.state == "overdue"
    return item.state == ("due" if (item.last - today).days <= 30 else "upcoming")


def announced(made: EmailMessage) -> list[int]:
    """Which promises a message tells as new."""
    body = made.get_body(("plain",))
    assert body is not None
    new = re.search(r"NEW COMMITMENTS\n-+\n(.*?)(?:\n\n\n|\Z)", body.get_content().replace("\r\n", "\n"), re.DOTALL)
    return [int(number) for number in re.findall(r"open (\d+) new", " ".join(new[1].split()))] if new else []


def by(reason: str, moment: datetime) -> chain.By:
    return chain.By("editor", reason, lambda: moment)


@pytest.mark.django_db(transaction=True)
def test_a_year_day_by_day(mailer: Mailer) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("what the days show does not depend on the database; the tests of its parts run on PostgreSQL too")
    chance = random.Random(2032)
    subscription(frequency="daily", covered_day=date(2031, 12, 31), zone="UTC")
    treaty = event = ""
    documents: list[tuple[str, str]] = []
    history: dict[date, set[str]] = {}
    closed: set[str] = set()
    promised: list[int] = []
    for offset in range(366):
        today = date(2032, 1, 1) + timedelta(days=offset)
        noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
        if today == SIGNED:
            treaty = put(TREATY, "ports.txt", noon, Options(kind="treaty")).document
            (event,) = Waiting.objects.current().filter(document=treaty).values_list("event", flat=True)
        if today.day in (3, 17):
            text = statement(today, offset)
            documents.append((put(text, f"{offset}.txt", noon).document, text))
            promised.append(offset)
        if today == date(2032, 3, 1):
            date_event(event, "entry into force", "2032-02-29", {"source": "gazette 4"}, by("gazette", noon))
        if today == date(2032, 3, 20):
            date_event(event, "entry into force", "2032-03-15", {"source": "gazette 5"}, by("corrected", noon))
        items = list(due(Asked(today)))
        assert all(right(item, today) for item in items), today
        assert len({item.commitment for item in items}) == len(items)
        assert not closed & {item.commitment for item in items}
        (port,) = [item for item in items if item.document == treaty] or [None]
        if today >= SIGNED and port is not None:
            expected = None if today < date(2032, 3, 1) else "2032-03-30" if today < date(2032, 3, 20) else "2032-04-14"
            assert port.deadline == expected, today
        overdue = [item for item in items if item.state == "overdue" and item.document != treaty]
        if overdue and today.day == 25:
            chosen = chance.choice(overdue)
            where, text = chance.choice(documents)
            words = Evidence(where, 0, 5, text[:5])
            decide_status(Judgement(chosen.commitment, chosen.document, "kept", (words,), on=today.isoformat()), by("seen", noon))
            closed.add(chosen.commitment)
        history[today] = {row.key for row in Commitment.objects.current()}
        send(noon + timedelta(hours=11))
    send(at("2033-01-02T12:00:00+00:00"))

    # What the mail said: each new promise once, each deadline at most three times; no two messages alike, none on a quiet day.
    taken = [message(data) for _to, data in mailer.handler.taken]
    assert len({m["Message-ID"] for m in taken}) == len(taken)
    assert 24 <= len(taken) < 120
    told = Counter(number for made in taken for number in announced(made))
    assert told == Counter(promised)

    # The book still knows every day.
    assert verify() == len(list(chain.entries()))
    for day, keys in list(history.items())[::30]:
        number = chain.number_at(day.isoformat())
        assert {row.key for row in Commitment.objects.as_of(number)} == keys
    before = list(Commitment.objects.order_by("id").values())
    tables.rebuild()
    assert list(Commitment.objects.order_by("id").values()) == before
