"""What falls due, and how a deadline that waits for an event gets its day."""

from __future__ import annotations

import json
from datetime import date

import pytest

from servanda.pipeline import Kept, Options, read_loaded
from servanda.text import Loaded
from servanda_ledger.book import chain, record
from servanda_ledger.book.models import Commitment, Mention
from servanda_ledger.book.record import DecisionError
from servanda_ledger.book.verify import verify
from servanda_ledger.catalogue.instruments import key_of, life
from servanda_ledger.follow.actions_csv import check_actions, import_actions
from servanda_ledger.follow.decisions import Deed, Evidence, Judgement, date_event, decide_status, record_action
from servanda_ledger.follow.due import STATES, Asked, counted, due, listed, state_on
from servanda_ledger.follow.models import Action, Status, Waiting
from servanda_ledger.follow.scorecard import by_year, scorecard

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


SIGNED = """AGREEMENT BETWEEN VALDORIA AND MARENIA ON LIGHTHOUSES

Done at Ostrava on 4 March 2031.

Article 1
Each Party shall name a keeper of the lighthouses within 30 days of the signature of this Agreement.
"""


@pytest.fixture
def signed(db: None) -> record.Recorded:
    """A treaty with a deadline that counts from its own signature, which its text dates."""
    result = read_loaded(Loaded(SIGNED.encode(), "lights.txt"), Options(kind="treaty"))
    assert isinstance(result, Kept)
    return record.record(result, author="tests")


def test_a_deadline_counted_from_the_text_s_own_day_follows_the_recorded_signature(signed: record.Recorded) -> None:
    asked = Asked(date(2031, 3, 20), document=signed.document)
    (item,) = due(asked)
    assert item.deadline == "2031-04-03"  # 4 March and 30 days
    (row,) = Waiting.objects.current()
    assert row.trigger == "signature"

    title = row.event.removeprefix("instrument:").partition("|")[0]
    entry = record_action(Deed(title, "MAR", "signed", "2031-03-10", {"source": "depositary notification 8"}), BY)
    (item,) = due(asked)
    assert item.deadline == "2031-04-09"
    assert "30 days after that day, not counting it, is 9 April 2031" in item.because
    assert counted(asked) == {"overdue": 0, "due": 1, "upcoming": 0, "undated": 0}

    record.withdraw(entry.number, BY)
    (item,) = due(asked)
    assert item.deadline == "2031-04-03"
    assert verify() == 3


def test_a_deadline_that_an_editor_set_is_not_moved(signed: record.Recorded) -> None:
    row = Commitment.objects.current().get()
    record.decide("corrected", signed.document, [row.key], [json.loads(row.data) | {"deadline": "2031-12-31"}], BY)
    date_event(f"instrument:{row.document_title.casefold()}|signature", "signature", "2031-03-10", {"source": "gazette"}, BY)
    assert not Waiting.objects.current().exists()
    (item,) = due(Asked(date(2031, 3, 20), document=signed.document))
    assert item.deadline == "2031-12-31"


def test_days_are_not_counted_from_a_month(treaty: record.Recorded) -> None:
    (row,) = Waiting.objects.current()
    date_event(row.event, "entry into force", "2031-04", {"source": "gazette"}, BY)
    (item,) = due(Asked(date(2031, 9, 1), document=treaty.document))
    assert (item.state, item.deadline) == ("undated", None)
    assert "its day must be known" in item.because


def test_pages_and_counts_say_what_the_whole_list_says(recorded: list[record.Recorded], treaty: record.Recorded) -> None:
    (row,) = Waiting.objects.current().filter(document=treaty.document)
    date_event(row.event, "entry into force", "2031-04-01", {"source": "gazette"}, BY)
    for day in (date(2031, 5, 20), date(2032, 1, 1), date(2033, 6, 1), date(2040, 1, 1)):
        asked = Asked(day)
        every = list(due(asked))
        for state in STATES:
            mine = [i for i in every if i.state == state]
            assert counted(asked)[state] == len(mine)
            paged = [i for start in range(0, len(mine) + 2, 2) for i in listed(asked, state, start, 2)]
            assert paged == mine


def test_superseded_names_what_took_its_place_and_cites_it(recorded: list[record.Recorded]) -> None:
    old = Commitment.objects.current().filter(document=recorded[0].document)[0]
    new = Commitment.objects.current().filter(document=recorded[1].document)[0]
    with pytest.raises(DecisionError, match="the commitment that takes its place"):
        decide_status(Judgement(old.key, old.document, "superseded"), BY)
    with pytest.raises(DecisionError, match="there is no commitment"):
        decide_status(Judgement(old.key, old.document, "superseded", successor="c-000000000000"), BY)
    with pytest.raises(DecisionError, match="only a superseded"):
        decide_status(Judgement(old.key, old.document, "lapsed", successor=new.key), BY)
    decide_status(Judgement(old.key, old.document, "superseded", successor=new.key), BY)
    held = Status.objects.current().get(key=old.key)
    assert held.successor == new.key
    assert json.loads(held.evidence)[0]["text"] == json.loads(new.data)["action"]["text"]
    assert old.key not in {i.commitment for i in due(Asked(date(2040, 1, 1)))}


def test_a_decision_on_what_no_longer_stands_counts_no_more(treaty: record.Recorded) -> None:
    (item,) = due(Asked(date(2031, 9, 1), document=treaty.document))
    decide_status(Judgement(item.commitment, treaty.document, "lapsed"), BY)
    assert scorecard().counts["lapsed"] == 1
    record.decide("rejected", treaty.document, [item.commitment], [], BY)
    assert scorecard().total == 0
    assert scorecard().counts["lapsed"] == 0


def test_a_year_s_scorecard_adds_up(recorded: list[record.Recorded]) -> None:
    row = Commitment.objects.current().filter(document=recorded[0].document)[0]
    decide_status(Judgement(row.key, row.document, "nothing_found"), BY)
    cards = by_year()
    assert list(cards) == [2032, 2031]
    assert sum(card.total for card in cards.values()) == scorecard().total
    assert cards[2031].counts["nothing_found"] == 1
    assert cards[2032].checked == 0


def test_recorded_acts_are_stages_in_the_life_of_an_instrument(recorded: list[record.Recorded]) -> None:
    mention = Mention.objects.current().order_by("id")[0]
    record_action(Deed(mention.title, "VAL", "signed", "2032-02-01", {"source": "gazette 12"}), BY)
    record_action(Deed(mention.title, "VAL", "reserved", "2032-02-01", {"source": "gazette 12"}), BY)
    key = key_of(mention.title, mention.type, mention.parties.split(), mention.document)
    stages = [s for s in life(key) if s.source == "editor"]
    assert [(s.act, s.party, s.date, s.words) for s in stages] == [("signed", "VAL", "2032-02-01", "gazette 12")]


def test_a_file_of_actions_is_looked_at_first(db: None) -> None:
    lines = [
        "instrument,party,action,date,source\n",
        "Treaty on Ferries,val,signed,2031-05-04,notification 1\n",
        "Treaty on Ferries,val,signed,2031-05-04,notification 1\n",
        "Treaty on Ferries,val,danced,2031-05-04,notification 1\n",
        "Treaty on Ferries,mar,signed,the 4th of May,notification 1\n",
        "Treaty on Ferries,mar,signed,2031-05-04,\n",
    ]
    assert [bool(row.problem) for row in check_actions(lines)] == [False, False, True, True, True]
    assert not Action.objects.exists()
    done = import_actions(lines, BY)
    assert (done.recorded, done.known, [line for line, _ in done.refused]) == (1, 1, [4, 5, 6])
    assert import_actions(lines, BY).recorded == 0
