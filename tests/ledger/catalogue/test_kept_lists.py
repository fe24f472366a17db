"""Lists in memory are mended as the book grows, and are then what they would be if they were made anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from servanda_ledger.book import chain, record
from servanda_ledger.book.chain import By
from servanda_ledger.book.models import Commitment, CommitmentParty, Document, DocumentParty
from servanda_ledger.catalogue import dialogues, instruments, meetings, people
from servanda_ledger.catalogue.bound import BOUND, binding, numbers, together
from servanda_ledger.catalogue.kept_lists import KeptList
from servanda_ledger.catalogue.moments import Moment

from .conftest import copy_of

BY = By("Edda Editor", "checked against the signed copy")
LISTS = [module._LIST for module in (dialogues, instruments, meetings, people)]


def anew(kept: KeptList[Any, Any]) -> tuple[Any, ...]:
    return KeptList(kept.read, kept.line, kept.order, kept.backwards).present()


@pytest.mark.parametrize("kept", LISTS)
def test_a_mended_list_is_the_list_made_anew(
    kept: KeptList[Any, Any], recorded: list[record.Recorded], grow: Callable[[int], None]
) -> None:
    assert kept.present() == anew(kept) == kept.at(Moment(chain.number_at("9999-12-31")))
    before, number = kept.present(), chain.number_at("9999-12-31")
    for step in range(3):
        grow(1 + step)
        assert kept.present() == anew(kept)
    first = Commitment.objects.current().filter(document=recorded[1].document).order_by("position").first()
    record.decide("rejected", recorded[1].document, [first.key], [], BY)
    assert kept.present() == anew(kept)
    assert kept.at(Moment(number)) == before


@pytest.mark.parametrize("kept", LISTS)
def test_one_more_document_is_all_that_is_read(
    kept: KeptList[Any, Any], recorded: list[record.Recorded], grow: Callable[[int], None]
) -> None:
    grow(12)
    read: list[object] = []

    def watched(subjects: Any, moment: Moment) -> Any:
        read.append(subjects)
        return kept.read(subjects, moment)

    own = KeptList(watched, kept.line, kept.order, kept.backwards)
    own.present()
    grow(1)
    own.present()
    newest = Document.objects.current().order_by("-id").values_list("key", flat=True)[0]
    assert read == [None, [newest]]
    with CaptureQueriesContext(connection) as asked:
        own.present()
    assert len(asked) == 1


def test_a_list_of_another_book_is_made_anew(db: None, communique: Any, next_communique: Any) -> None:
    kept = LISTS[1]
    record.record(communique, author="tests")
    kept.present()
    kept._seen = (kept._seen[0], "0" * 64)  # a ledger that was put back from a copy has other entries
    record.record(next_communique, author="tests")
    assert kept.present() == anew(kept)


@pytest.mark.parametrize("kept", LISTS)
def test_what_a_fault_left_half_mended_is_made_anew(
    kept: KeptList[Any, Any], recorded: list[record.Recorded], grow: Callable[[int], None]
) -> None:
    fails = False

    def failing(subjects: Any, moment: Moment) -> Any:
        yield from kept.read(subjects, moment)
        if fails:
            raise DatabaseError("the disk is full")

    own = KeptList(failing, kept.line, kept.order, kept.backwards)
    own.present()
    first = Commitment.objects.current().filter(document=recorded[1].document).order_by("position").first()
    record.decide("rejected", recorded[1].document, [first.key], [], BY)
    grow(1)
    fails = True
    for _ in range(2):
        with pytest.raises(DatabaseError):
            own.present()
    fails = False
    assert own.present() == anew(kept)


def test_what_is_counted_is_what_the_tables_hold(recorded: list[record.Recorded], communique: Any) -> None:
    record.record(copy_of(communique, 1), author="tests")
    first = Commitment.objects.current().filter(document=recorded[1].document).order_by("position").first()
    record.decide("rejected", recorded[1].document, [first.key], [], BY)
    rows = Commitment.objects.current().exclude(review="rejected")
    texts = DocumentParty.objects.current()
    for party, (number, bound) in numbers().items():
        binds = CommitmentParty.objects.current().filter(party=party).values("commitment")
        assert (number, bound) == (texts.filter(party=party).count(), rows.filter(key__in=binds).count())
        assert {c.key for c in binding(party)[:1000]} == set(rows.filter(key__in=binds).values_list("key", flat=True))
        tally = binding(party).tally()
        assert tally.number == bound == tally.binding + tally.firm + tally.soft
        assert tally.dated == rows.filter(key__in=binds).exclude(deadline="").count()
    of_both = rows.filter(document__in=texts.filter(party="MRN").values("document")).filter(
        document__in=texts.filter(party="VAL").values("document")
    )
    parties = {c.key: set(json.loads(c.data)["parties"]) for c in of_both}
    wanted = {
        "any": {key for key, some in parties.items() if some & {"MRN", "VAL"}},
        "both": {key for key, some in parties.items() if {"MRN", "VAL"} <= some},
        "first": {key for key, some in parties.items() if "MRN" in some and "VAL" not in some},
        "second": {key for key, some in parties.items() if "VAL" in some and "MRN" not in some},
    }
    assert {which: {c.key for c in together("MRN", "VAL", which)[:1000]} for which in BOUND} == wanted
    days = [c.day for c in together("MRN", "VAL")[:1000]]
    assert days == sorted(days, reverse=True)


def test_an_earlier_day_is_counted_as_it_was(recorded: list[record.Recorded], communique: Any) -> None:
    then, before = Moment(chain.number_at("9999-12-31")), numbers()
    record.record(copy_of(communique, 1), author="tests")
    assert numbers(then) == before != numbers()
    assert len(binding("MRN", then)) == before["MRN"][1] < len(binding("MRN"))
