"""The laws of the book: it never forgets, names what was altered, and can be carried anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from servanda.pipeline import Kept
from servanda_ledger.book import carry, chain, record, tables
from servanda_ledger.book.chain import By
from servanda_ledger.book.mirrors import mirrors
from servanda_ledger.book.models import Blob, Commitment, Document, Entry
from servanda_ledger.book.record import DecisionError
from servanda_ledger.book.verify import Fault, verify

BY = By("Edda Editor", "checked against the signed copy")


def standing(document: str) -> list[Any]:
    return list(Commitment.objects.current().filter(document=document).order_by("position"))


def dump() -> list[Any]:
    return [list(model.objects.order_by("id").values()) for model in tables.versioned()]


def forget() -> None:
    """An empty ledger, as on another machine."""
    for model in (*tables.versioned(), Entry, Blob):
        model.objects.all().delete()
    for mirror in mirrors():
        mirror.emptied()


def test_a_correction_is_an_entry_and_the_machine_s_reading_is_not_forgotten(recorded: list[record.Recorded]) -> None:
    document = recorded[0].document
    before = chain.number_at("9999-12-31")
    first = standing(document)[0]
    changed = json.loads(first.data) | {"obligation": "soft"}
    record.decide("corrected", document, [first.key], [changed], BY)
    now = standing(document)[0]
    assert (now.obligation, now.review, now.reviewed_by) == ("soft", "corrected", "Edda Editor")
    (then,) = Commitment.objects.as_of(before).filter(key=first.key)
    assert (then.obligation, then.review) == (first.obligation, "machine")
    assert verify() == 4


def test_a_decision_can_be_taken_back_once(recorded: list[record.Recorded]) -> None:
    document = recorded[0].document
    first = standing(document)[0]
    entry = record.decide("rejected", document, [first.key], [], BY)
    assert standing(document)[0].review == "rejected"
    record.withdraw(entry.number, BY)
    assert standing(document)[0].review == "machine"
    with pytest.raises(DecisionError, match="was taken back by entry"):
        record.withdraw(entry.number, BY)


def test_words_that_do_not_stand_in_the_text_are_refused(recorded: list[record.Recorded]) -> None:
    document = recorded[0].document
    first = standing(document)[0]
    wrong = json.loads(first.data)
    wrong["action"] = wrong["span"] = wrong["action"] | {"text": "not " + wrong["action"]["text"][4:]}
    with pytest.raises(DecisionError, match="do not stand in the text"):
        record.decide("corrected", document, [first.key], [wrong], BY)
    assert verify() == 3


def test_split_merge_and_a_missed_one(recorded: list[record.Recorded]) -> None:
    document = recorded[0].document
    a, b, c, *_ = standing(document)
    both = json.loads(a.data)
    record.decide("merged", document, [a.key, b.key], [both], BY)
    halves = [json.loads(c.data), json.loads(c.data) | {"id": "c-000000000001"}]
    record.decide("split", document, [c.key], halves, BY)
    extra = json.loads(a.data) | {"id": "c-000000000002"}
    record.decide("added", document, [], [extra], BY)
    keys = {row.key: row.review for row in standing(document)}
    assert b.key not in keys
    assert keys["c-000000000001"] == "corrected"
    assert keys["c-000000000002"] == "added"
    with pytest.raises(DecisionError, match="cannot be merged"):
        record.decide("merged", document, [a.key], [both], BY)
    assert verify() == 6


def test_a_newer_reader_does_not_undo_decisions(recorded: list[record.Recorded], communique: Kept) -> None:
    document = recorded[0].document
    first, second = standing(document)[:2]
    record.decide("corrected", document, [first.key], [json.loads(first.data) | {"kind": "uphold"}], BY)
    record.decide("rejected", document, [second.key], [], BY)
    reading = communique.reading
    newer = type(reading)(
        reading.document,
        reading.commitments[2:],
        reading.claims,
        reading.meetings,
        reading.instruments,
        reading.people,
    )
    assert record.reread(newer, author="reader", reason="a newer reader") is not None
    assert record.reread(newer, author="reader", reason="again") is None
    rows = {row.key: row for row in standing(document)}
    assert (rows[first.key].kind, rows[first.key].review) == ("uphold", "corrected")
    assert rows[second.key].review == "rejected"
    assert verify() == 6


@pytest.mark.parametrize(
    ("alter", "where"),
    [
        (lambda: Entry.objects.filter(number=2).update(reason="another reason"), "entry 2"),
        (lambda: Entry.objects.filter(number=2).update(author="somebody else"), "entry 2"),
        (lambda: Entry.objects.filter(number=2).delete(), "entry 3"),
        (lambda: Entry.objects.filter(number=3).update(previous="0" * 64), "entry 3"),
        (lambda: Blob.objects.filter(pk=Blob.objects.order_by("pk")[0].pk).update(data=b"other"), "book_blob"),
        (lambda: Commitment.objects.filter(polarity="do").update(polarity="refrain"), "table book_commitment row"),
        (lambda: Document.objects.filter(round=2).delete(), "table book_document row"),
    ],
)
def test_verify_names_what_was_altered(recorded: list[record.Recorded], alter: Callable[[], object], where: str) -> None:
    assert verify() == 3
    alter()
    found = verify()
    assert isinstance(found, Fault)
    assert str(found).startswith(where)


def test_rebuilding_gives_the_same_tables_to_the_last_digit(recorded: list[record.Recorded]) -> None:
    document = recorded[1].document
    first = standing(document)[0]
    record.decide("confirmed", document, [first.key], [], BY)
    before = dump()
    Commitment.objects.all().delete()
    assert isinstance(verify(), Fault)
    tables.rebuild()
    assert dump() == before


def test_export_and_import_carry_everything_with_the_same_hashes(recorded: list[record.Recorded]) -> None:
    record.decide("rejected", recorded[0].document, [standing(recorded[0].document)[0].key], [], BY)
    lines = list(carry.export())
    before, hashes = dump(), list(Entry.objects.order_by("number").values_list("hash", flat=True))
    forget()
    assert carry.take_in(lines[:3] + lines[3:]) == 4
    assert list(Entry.objects.order_by("number").values_list("hash", flat=True)) == hashes
    assert dump() == before
    assert carry.take_in(lines) == 0  # nothing new the second time


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda lines: lines[:-1], "the file ends after 2 of 3"),
        (lambda lines: [lines[0], *lines[2:]], "entries before it are missing"),
        (lambda lines: [line.replace("tests", "others") for line in lines], "was altered"),
        (lambda lines: ["{}"], "no export of a ledger"),
        (lambda lines: [lines[0], "not json"], "line 2: not JSON"),
    ],
)
def test_a_spoilt_export_is_refused_whole(recorded: list[record.Recorded], spoil: Callable[[list[str]], list[str]], says: str) -> None:
    lines = spoil(list(carry.export()))
    forget()
    with pytest.raises(carry.CarryError, match=says):
        carry.take_in(lines)
    assert Entry.objects.count() == 0


def test_another_ledger_s_entries_are_not_mixed_in(recorded: list[record.Recorded], communique: Kept) -> None:
    lines = list(carry.export())
    forget()
    record.record(communique, author="another ledger")
    with pytest.raises(carry.CarryError, match="has another entry 1"):
        carry.take_in(lines)


def test_a_crash_half_way_leaves_no_half_document(db: None, communique: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(entry: object, blobs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(tables, "follow", crash)
    with pytest.raises(RuntimeError):
        record.record(communique, author="tests")
    assert not Entry.objects.exists()
    assert not Blob.objects.exists()
    assert not Document.objects.exists()


def test_a_clock_set_back_does_not_turn_the_book_around(db: None, communique: Kept, next_communique: Kept) -> None:
    record.record(communique, author="tests", clock=lambda: datetime(2031, 5, 6, tzinfo=UTC))
    record.record(next_communique, author="tests", clock=lambda: datetime(2030, 1, 1, tzinfo=UTC))
    first, second = Entry.objects.order_by("number")
    assert first.at == second.at == "2031-05-06T00:00:00.000000Z"


def test_the_state_of_an_earlier_day(db: None, communique: Kept, next_communique: Kept) -> None:
    record.record(communique, author="tests", clock=lambda: datetime(2031, 5, 6, tzinfo=UTC))
    record.record(next_communique, author="tests", clock=lambda: datetime(2032, 5, 6, tzinfo=UTC))
    assert Document.objects.as_of(chain.number_at("2031-05-05")).count() == 0
    assert Document.objects.as_of(chain.number_at("2031-12-31")).count() == 1
    assert Document.objects.as_of(chain.number_at("2032-05-06")).count() == 2


def test_the_database_itself_refuses_to_change_an_entry(recorded: list[record.Recorded]) -> None:
    migration = import_module("servanda_ledger.book.migrations.0002_append_only")
    statements = {"sqlite": migration._SQLITE, "postgresql": migration._POSTGRESQL}[connection.vendor]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
    try:
        for change in (lambda: Entry.objects.update(author="x"), lambda: Entry.objects.all().delete()):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()
    finally:
        with connection.cursor() as cursor:
            for statement in migration._UNDO[connection.vendor][: len(statements) if connection.vendor == "sqlite" else 1]:
                cursor.execute(statement)
    assert Entry.objects.count() == 3
