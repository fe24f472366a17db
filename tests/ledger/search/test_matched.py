"""What matched is kept while the book is the same, and never beyond its measure."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from servanda.pipeline import Kept
from servanda_ledger.book import record
from servanda_ledger.search import matched
from servanda_ledger.search.check import faults
from servanda_ledger.search.find import find, find_documents
from servanda_ledger.search.matched import Matched, _Kept
from servanda_ledger.search.models import Item, Paper
from servanda_ledger.search.query import Query


def sizes(captured: CaptureQueriesContext) -> int:
    return sum(" MATCH " in query["sql"] or "_matching(" in query["sql"] for query in captured.captured_queries)


@pytest.mark.parametrize("words", ["share", "share -data", "-share", '"each other"', "shar*"])
def test_the_next_page_does_not_ask_the_words_again(words: str, recorded: list[record.Recorded]) -> None:
    matched.forget()
    for look in (find, find_documents):
        first = look(Query(words=words, sort="newest"))
        with CaptureQueriesContext(connection) as captured:
            again = look(Query(words=words, sort="newest", obligation=("firm",)))
        assert sizes(captured) == 0
        assert again.total <= first.total
        matched.forget()
        assert look(Query(words=words, sort="newest", obligation=("firm",))).total == again.total


def test_a_book_that_grew_is_asked_anew(db: None, communique: Kept, next_communique: Kept) -> None:
    record.record(communique, author="tests")
    before = find(Query(words="share")).total
    record.record(next_communique, author="tests")
    after = find(Query(words="share")).total
    matched.forget()
    assert find(Query(words="share")).total == after > before


def test_no_more_is_kept_than_fits() -> None:
    kept = _Kept(most=1000)
    for number in range(20):
        kept.put((str(number),), Matched(np.zeros(60, np.int32), 60, False))
    kept.put(("vast",), Matched(np.zeros(1000, np.int32), 1000, False))
    assert kept.size == sum(each.rows.nbytes for each in kept.found.values()) <= 1000
    assert list(kept.found) == [("16",), ("17",), ("18",), ("19",)]


def test_rows_that_are_missing_altered_or_left_over_are_each_named(recorded: list[record.Recorded]) -> None:
    assert list(faults()) == []
    first, second, *_, last = Item.objects.order_by("id")
    Item.objects.filter(pk=second.pk).delete()
    Item.objects.filter(pk=last.pk).update(kind=last.kind + 1)
    first.pk += 500_000
    first.save(force_insert=True)
    assert [fault for fault in faults() if fault[0].startswith("table search_item row")] == [
        (f"table search_item row {second.pk}", "is missing"),
        (f"table search_item row {first.pk}", "should not be there"),
        (f"table search_item row {last.pk}", "was altered"),
    ]
    paper = Paper.objects.order_by("id").last()
    assert paper is not None
    Paper.objects.filter(pk=paper.pk).update(parties=7)
    assert (f"table search_paper row {paper.pk}", "was altered") in list(faults())
