"""What the catalogue answers, and that it does not ask the database more as the book grows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from servanda.pipeline import Kept
from servanda_ledger.book import chain, record
from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.catalogue.bound import together
from servanda_ledger.catalogue.compared import UnknownDocumentError, compared, matrix_of
from servanda_ledger.catalogue.dialogues import DialogueLine, dialogue, dialogues
from servanda_ledger.catalogue.instruments import Stage, add_source, instrument, instruments, key_of, life
from servanda_ledger.catalogue.meetings import meeting, meetings
from servanda_ledger.catalogue.models import Computed
from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.catalogue.parties import pair, parties, party
from servanda_ledger.catalogue.people import people, person
from servanda_ledger.catalogue.related import related

DIALOGUE = "valdoria-marenia-dialogue-digital-security-maritime-affairs"
TODAY = date(2033, 1, 1)


def the_dialogue() -> DialogueLine:
    [found] = dialogues()
    return found


def test_a_dialogue_has_its_rounds_and_the_next_one(recorded: list[record.Recorded]) -> None:
    assert the_dialogue().key == DIALOGUE
    found = dialogue(DIALOGUE, TODAY)
    assert found is not None
    assert [(r.number, r.state) for r in found.rounds] == [(1, "held"), (2, "held"), (3, "planned")]
    assert found.upcoming is not None
    assert (found.upcoming.date, found.upcoming.place) == ("2034", "Port Amity")
    assert "3rd round of the Dialogue should take place" in found.upcoming.sightings[0].words


def test_a_round_whose_time_is_over_is_not_known_to_have_taken_place(recorded: list[record.Recorded]) -> None:
    found = dialogue(DIALOGUE, date(2036, 1, 1))
    assert found is not None
    assert found.upcoming is not None
    assert found.upcoming.state == "unknown"


def test_the_matrix_is_computed_once(recorded: list[record.Recorded], monkeypatch: pytest.MonkeyPatch) -> None:
    found = dialogue(DIALOGUE, TODAY)
    assert found is not None
    first = matrix_of(found)
    assert first is not None
    assert Computed.objects.count() == 1
    monkeypatch.setattr("servanda.compare.follow", lambda rounds: pytest.fail("computed again"))
    again = matrix_of(found)
    assert again is not None
    assert again.matrix.rows == first.matrix.rows


def test_a_comparison_comes_back_as_it_was_and_heeds_decisions(recorded: list[record.Recorded]) -> None:
    report, text = recorded[2].document, recorded[1].document
    first = compared(report, text)
    assert compared(report, text) == first
    gone = first.only_right[0].passage.id
    record.decide("rejected", text, [gone], [], chain.By("editor", "not a promise"))
    assert gone not in {a.passage.id for a in compared(report, text).only_right}
    with pytest.raises(UnknownDocumentError):
        compared(report, "sha256:00")


def test_an_instrument_is_one_under_its_titles_and_has_a_life(recorded: list[record.Recorded]) -> None:
    line = next(i for i in instruments() if "Mutual Legal Assistance" in i.title)
    assert line.texts == 2
    found = instrument(line.key)
    assert found is not None
    assert {s.party for s in found.standings} == {"MRN", "VAL"}
    assert {s.act for s in found.standings} <= {"signed", "ratification sought"}
    assert [s.date for s in found.life if s.act == "signed"] == ["2031-12-03", "2031-12-03"]
    for stage in found.life:
        text = chain.blob(found.documents[stage.document].text_blob).decode()
        assert text[stage.start : stage.start + len(stage.words)] == stage.words


def test_another_source_adds_to_the_life(recorded: list[record.Recorded], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servanda_ledger.catalogue.instruments._SOURCES", [])
    key = next(i.key for i in instruments() if "Mutual Legal Assistance" in i.title)
    add_source(
        lambda asked, mentions, moment: (
            [Stage("in force", None, "2034-01-01", date(2034, 1, 1), entry=7, source="entry")] if asked == key else []
        )
    )
    assert life(key)[-1].act == "in force"
    assert key_of("extradition treaty", "treaty", ("VAL", "MRN")) == "mrn-val-extradition-treaty"


def test_everything_two_parties_have_promised(recorded: list[record.Recorded]) -> None:
    found = pair("MRN", "VAL")
    assert found is not None
    standing = Commitment.objects.current().exclude(review="rejected").count()
    assert found.tally.number == standing == found.bound["both"] + found.bound["first"] + found.bound["second"]
    assert found.alone == standing
    assert {c.key for c in together("MRN", "VAL", "first")} == {c.key for c in together("MRN", "VAL") if c.parties == ("MRN",)}
    assert [d.key for d in found.dialogues] == [DIALOGUE]
    assert pair("MRN", "OTY") is None
    assert party("nobody") is None


def test_everything_that_is_listed_has_a_page(recorded: list[record.Recorded]) -> None:
    assert all(meeting(m.key) for m in meetings())
    assert all(person(p.key) for p in people())
    assert all(instrument(i.key) for i in instruments())
    assert all(party(p.code) for p in parties())


def test_somebody_is_one_with_the_name_in_its_own_script(recorded: list[record.Recorded]) -> None:
    found = person("ilias-toren")
    assert found is not None
    assert found.native_names == ("Ηλίας Τόρεν",)
    assert len(found.documents) == 3


def test_a_document_leads_to_its_dialogue_instruments_pair_and_reports(recorded: list[record.Recorded]) -> None:
    found = related(recorded[1].document, today=TODAY)
    assert found is not None
    assert found.dialogue is not None
    assert found.dialogue.upcoming is not None
    assert any("Mutual Legal Assistance" in i.title for i in found.instruments)
    assert [(p.first, p.second) for p in found.pairs] == [("MRN", "VAL")]
    assert [s.document.key for s in found.beside] == [recorded[2].document]
    report = related(recorded[2].document, today=TODAY)
    assert report is not None
    assert recorded[1].document == report.beside[0].document.key
    assert related("sha256:00") is None


def test_an_earlier_day_knows_only_what_was_known(db: None, communique: Kept, next_communique: Kept) -> None:
    days = iter([datetime(2040, 1, 1, tzinfo=UTC), datetime(2040, 3, 1, tzinfo=UTC)])
    first = record.record(communique, author="tests", clock=lambda: next(days))
    record.record(next_communique, author="tests", clock=lambda: next(days))
    then = Moment.at(date(2040, 2, 1))
    assert then.number == 1
    found, now = dialogue(DIALOGUE, TODAY, then), dialogue(DIALOGUE, TODAY)
    assert found is not None
    assert now is not None
    assert [r.number for r in found.rounds] == [1, 2]
    assert [r.number for r in now.rounds] == [1, 2, 3]
    assert set(found.documents) == {first.document}
    assert Document.objects.current().count() == 2


@pytest.mark.parametrize(
    "ask",
    [
        dialogues,
        lambda: dialogue(DIALOGUE, TODAY),
        instruments,
        lambda: instrument(next(i.key for i in instruments() if "Mutual" in i.title)),
        parties,
        lambda: party("VAL"),
        lambda: pair("MRN", "VAL"),
        meetings,
        lambda: meeting(meetings()[0].key),
        people,
        lambda: person("elena-marsh"),
        lambda: related(Document.objects.current().order_by("id").values_list("key", flat=True)[0]),
    ],
)
def test_a_larger_book_is_not_asked_more_often(
    recorded: list[record.Recorded], grow: Callable[[int], None], ask: Callable[[], object]
) -> None:
    grow(2)
    ask()
    grow(1)
    with CaptureQueriesContext(connection) as few:
        ask()
    grow(8)
    with CaptureQueriesContext(connection) as many:
        ask()
    assert len(many) <= len(few)
