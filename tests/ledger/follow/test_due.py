"""What falls due, and how a deadline that waits for an event gets its day."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.pipeline import Kept, Options, read_loaded
from servanda.text import Loaded
from servanda_ledger.book import chain, record
from servanda_ledger.book.record import DecisionError
from servanda_ledger.book.verify import verify
from servanda_ledger.follow.decisions import Deed, Evidence, Judgement, date_event, decide_status, record_action
from servanda_ledger.follow.due import Asked, due, state_on
from servanda_ledger.follow.models import Waiting
from servanda_ledger.follow.scorecard import scorecard

BY = chain.By("editor", "for the test")
TREATY = """AGREEMENT BETWEEN VALDORIA AND MARENIA ON RIVER PORTS

Done at Ostrava on 4 March 2031.

Article 1
Each Party shall open two river ports to the vessels of the other Party within 90 days of the entry into force of this Agreement.
"""


@pytest.fixture
def treaty(db: None) -> record.Recorded:
    """A treaty with a deadline that counts from its entry into force."""
    options = Options(kind="treaty")
    result = read_loaded(Loaded(TREATY.encode(), "ports.txt"), options)
    assert isinstance(result, Kept)
    return record.record(result, author="tests")


@pytest.mark.parametrize(
    ("first", "last", "day", "state"),
    [
        ("2031-01-01", "2031-12-31", "2030-10-01", "upcoming"),
        ("2031-01-01", "2031-12-31", "2031-01-01", "due"),
        ("2031-01-01", "2031-12-31", "2031-12-31", "due"),
        ("2031-01-01", "2031-12-31", "2032-01-01", "overdue"),
        ("2031-06-30", "2031-06-30", "2031-06-30", "due"),
        ("2031-06-30", "2031-06-30", "2031-05-31", "due"),
        ("2031-06-30", "2031-06-30", "2031-05-30", "upcoming"),
        ("2031-06-30", "2031-06-30", "2031-07-01", "overdue"),
    ],
)
def test_the_state_of_a_deadline_on_a_day(first: str, last: str, day: str, state: str) -> None:
    assert state_on(date.fromisoformat(first), date.fromisoformat(last), date.fromisoformat(day)) == state


def test_a_deadline_waits_for_the_entry_into_force_and_is_recomputed_when_that_is_corrected(treaty: record.Recorded) -> None:
    (row,) = Waiting.objects.current()
    assert row.trigger == "entry_into_force"
    asked = Asked(date(2031, 9, 1), document=treaty.document)
    (item,) = due(asked)
    assert (item.state, item.deadline) == ("undated", None)
    assert "within 90 days of the entry into force" in item.because

    title = row.event.removeprefix("instrument:").partition("|")[0]
    first = record_action(Deed(title, "VAL", "in force", "2031-05-01", {"source": "depositary notification 7"}), BY)
    (item,) = due(asked)
    assert (item.state, item.deadline) == ("overdue", "2031-07-30")  # 1 May and 90 days
    assert "in force on 2031-05-01" in item.because

    record.withdraw(first.number, BY)
    record_action(Deed(title, "VAL", "in force", "2031-06-30", {"source": "depositary notification 7, corrected"}), BY)
    (item,) = due(asked)
    assert (item.state, item.deadline) == ("due", "2031-09-28")
    assert verify() == 4


def test_an_event_that_an_editor_dates_counts_first(treaty: record.Recorded) -> None:
    (row,) = Waiting.objects.current()
    date_event(row.event, "entry into force", "2031-04-01", {"source": "gazette"}, BY)
    (item,) = due(Asked(date(2031, 9, 1), document=treaty.document))
    assert item.deadline == "2031-06-30"


def test_what_came_later_is_not_known_on_an_earlier_day(treaty: record.Recorded) -> None:
    (row,) = Waiting.objects.current()
    date_event(row.event, "entry into force", "2031-04-01", {"source": "gazette"}, BY)
    (item,) = due(Asked(date(2031, 3, 20), document=treaty.document))
    assert item.state == "undated"
    assert list(due(Asked(date(2031, 3, 1), document=treaty.document))) == []  # not made yet


def test_a_kept_commitment_is_due_no_more_and_evidence_is_exact(treaty: record.Recorded) -> None:
    (item,) = due(Asked(date(2031, 9, 1), document=treaty.document))
    start = TREATY.index("Done at Ostrava")
    words = Evidence(treaty.document, start, start + 4, "Done")
    with pytest.raises(DecisionError, match="needs evidence"):
        decide_status(Judgement(item.commitment, treaty.document, "kept"), BY)
    with pytest.raises(DecisionError, match="does not stand"):
        decide_status(Judgement(item.commitment, treaty.document, "kept", (Evidence(treaty.document, start, start + 4, "Gone"),)), BY)
    assert scorecard().unchecked == 1
    decision = decide_status(Judgement(item.commitment, treaty.document, "kept", (words,), on="2031-08"), BY)
    assert list(due(Asked(date(2031, 9, 1), document=treaty.document))) == []
    assert scorecard().counts["kept"] == 1
    assert scorecard().unchecked_share == 0
    record.withdraw(decision.number, BY)
    assert len(list(due(Asked(date(2031, 9, 1), document=treaty.document)))) == 1


def test_nothing_found_and_cannot_be_judged_are_not_unchecked(treaty: record.Recorded) -> None:
    (item,) = due(Asked(date(2031, 9, 1), document=treaty.document))
    decide_status(Judgement(item.commitment, treaty.document, "nothing_found"), BY)
    (still,) = due(Asked(date(2031, 9, 1), document=treaty.document))
    assert still.status == "nothing_found"
    assert scorecard().unchecked == 0
    decide_status(Judgement(item.commitment, treaty.document, "cannot_be_judged"), BY)
    assert list(due(Asked(date(2031, 9, 1), document=treaty.document))) == []
