"""Searching finds what is in the book, and counts it."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from servanda_ledger.book import carry, chain, record, tables
from servanda_ledger.book.models import Commitment, Document, Mention
from servanda_ledger.book.verify import Fault, verify
from servanda_ledger.search.find import find, find_documents, stream
from servanda_ledger.search.models import Item, Name, Paper, Rest
from servanda_ledger.search.query import Query
from servanda_ledger.search.results import Bucket

pytestmark = pytest.mark.usefixtures("recorded")


def counts(buckets: tuple[Bucket, ...]) -> dict[str, int]:
    return {bucket.value: bucket.count for bucket in buckets}


def found(words: str) -> list[str]:
    return [hit.row.sentence for hit in find(Query(words=words, per_page=200)).items]


def test_everything_is_found_without_words(recorded: list[record.Recorded]) -> None:
    results = find(Query())
    rows = list(Commitment.objects.current())
    assert results.total == sum(each.commitments for each in recorded) == len(list(stream(Query()))) == len(rows)
    assert find_documents(Query()).total == 3
    for facet in ("obligation", "kind", "polarity", "review", "document_kind"):
        assert counts(results.facets[facet]) == Counter(getattr(row, facet) for row in rows)
    assert counts(results.facets["year"]) == Counter(str(row.day.year) for row in rows)
    assert counts(results.facets["has_deadline"]) == Counter("yes" if row.deadline else "no" for row in rows)
    assert counts(results.facets["party"])["MRN"] == sum(" MRN " in row.parties for row in rows)
    assert counts(results.facets["pair"])["MRN,VAL"] == sum(" MRN " in row.parties and " VAL " in row.parties for row in rows)
    assert "Valdoria" in (results.facets["series"][0].label or "")


def test_words_phrases_exclusions_and_prefixes() -> None:
    every = [row.sentence for row in Commitment.objects.current()]
    assert sorted(found('"stolen assets"')) == sorted(s for s in every if "stolen assets" in s)
    assert sorted(found('"assets stolen"')) == []
    assert sorted(found("agreement -recovery")) == sorted(s for s in every if "Agreement" in s and "recovery" not in s)
    assert set(found("prosecutors OR recovery")) == {s for s in every if "prosecutor" in s or "recovery" in s}
    assert set(found("recover*")) >= {s for s in every if "recovery" in s}
    titled = find(Query(words="digital"))
    assert titled.total == len(every)  # the dialogue's name is in the title
    assert any(part.found and part.text == "Digital" for part in titled.items[0].title)
    assert find(Query(words="-digital")).total == 0
    assert find(Query(words="***")).total == len(every)


@pytest.mark.parametrize(
    "words", ['"', "a AND", "NEAR(a b)", "sentence: x", "^a", "'; DROP TABLE book_entry --", "a <-> b", "!a", "x:*", "\\'", "(", "é*"]
)
def test_no_query_fails(words: str) -> None:
    find(Query(words=words))
    find_documents(Query(words=words))


def test_counts_of_a_field_are_taken_without_its_own_filter() -> None:
    everything = find(Query())
    soft = find(Query(obligation=("soft",)))
    assert soft.total == counts(everything.facets["obligation"])["soft"]
    assert counts(soft.facets["obligation"]) == counts(everything.facets["obligation"])
    assert [bucket.value for bucket in soft.facets["obligation"] if bucket.selected] == ["soft"]
    assert sum(counts(soft.facets["kind"]).values()) == soft.total
    both = find(Query(obligation=("soft", "firm")))
    assert both.total == everything.total
    nowhere = find(Query(obligation=("binding",)))
    assert nowhere.total == 0
    assert Bucket("binding", 0, True) in nowhere.facets["obligation"]


def test_parties_must_all_be_bound() -> None:
    both = find(Query(party=("MRN", "VAL")))
    assert both.total == find(Query(pair=("MRN", "VAL"))).total
    assert 0 < both.total < find(Query()).total
    assert all(" MRN " in hit.row.parties and " VAL " in hit.row.parties for hit in both.items)
    assert find(Query(party=("MRN", "nobody"))).total == 0


def test_days_due_days_documents_and_instruments() -> None:
    rows = list(Commitment.objects.current())
    assert find(Query(date_from=date(2032, 1, 1))).total == sum(row.day.year == 2032 for row in rows)
    assert find(Query(year=(2031,), date_to=date(2031, 5, 14))).total == sum(row.day.year == 2031 for row in rows)
    due = find(Query(due_from=date(2031, 12, 1), due_to=date(2031, 12, 31), per_page=100))
    assert {hit.row.key for hit in due.items} == {
        r.key for r in rows if r.due_last and r.due_last >= date(2031, 12, 1) and (r.due_first or date.min) <= date(2031, 12, 31)
    }
    assert find(Query(has_deadline=True)).total == sum(bool(row.deadline) for row in rows)
    assert find(Query(document=rows[0].document)).total == sum(row.document == rows[0].document for row in rows)
    for key in set(Mention.objects.values_list("instrument_key", flat=True)):
        mentions = {(m.document, json.loads(m.data)["id"]) for m in Mention.objects.filter(instrument_key=key)}
        rests = {r.key for r in rows if any((r.document, b.get("instrument")) in mentions for b in json.loads(r.data)["basis"])}
        assert {hit.row.key for hit in find(Query(instrument=key)).items} == rests
        assert {hit.row.key for hit in find_documents(Query(instrument=key)).items} == {document for document, _ in mentions}
    assert Rest.objects.exists()
    series = Document.objects.exclude(series_key="").values_list("series_key", flat=True)[0]
    assert find(Query(series=(series,))).total == sum(row.series_key == series for row in rows)


def test_order_and_pages() -> None:
    days = [row.day for row in stream(Query(sort="oldest"))]
    assert days == sorted(days)
    assert [row.day for row in stream(Query())] == sorted(days, reverse=True)
    due = [row.due_last for row in stream(Query(sort="due"))]
    assert due == sorted(d for d in due if d) + [None] * due.count(None)
    pages = [hit.row.key for page in (1, 2, 3) for hit in find(Query(per_page=10, page=page)).items]
    assert pages == [row.key for row in stream(Query())]
    last = find(Query(per_page=10, page=3))
    assert (last.pages, last.first, last.last) == (3, 21, last.total)
    assert find(Query(per_page=10, page=99)).items == ()


def test_an_editors_decision_is_seen_at_once_and_the_day_before_stays(recorded: list[record.Recorded]) -> None:
    before = find(Query())
    row = before.items[0].row
    record.decide("rejected", row.document, [row.key], [], chain.By("editor", "no commitment"))
    after = find(Query())
    assert after.total == before.total - 1
    assert counts(after.facets["review"]) == {"machine": before.total - 1, "rejected": 1}
    assert find(Query(review=("rejected",))).items[0].row.key == row.key
    assert find(Query(as_of="3")).total == before.total
    assert find(Query(as_of="1")).total == recorded[0].commitments
    assert find(Query(as_of="0")).total == 0
    assert find(Query(as_of="1999-01-01")).total == 0
    assert find_documents(Query(words="communique")).total == find_documents(Query(words="communique", as_of="3")).total


def test_documents_are_found_by_title_and_text() -> None:
    results = find_documents(Query(words='"joint communique"'))
    assert {hit.row.kind for hit in results.items} == {"communique"}
    assert any(part.found for part in results.items[0].title)
    assert find_documents(Query(words="document_kind", document_kind=("report",))).total == 0
    report = find_documents(Query(document_kind=("report",)))
    assert [hit.row.kind for hit in report.items] == ["report"]
    assert counts(report.facets["document_kind"]) == counts(find_documents(Query()).facets["document_kind"])


def state() -> list[object]:
    rows: list[object] = [list(model.objects.order_by("id").values()) for model in (Item, Paper, Name)]
    return [
        *rows,
        sorted(Rest.objects.values_list("instrument", "item")),
        [find(Query(words=w)).items for w in ("agreement", '"two sides"')],
    ]


def test_rebuilding_and_importing_give_the_same_index(recorded: list[record.Recorded]) -> None:
    row = Commitment.objects.current()[0]
    record.decide("confirmed", row.document, [row.key], [], chain.By("editor", "right"))
    before = state()
    assert verify() == 4
    tables.rebuild()
    assert state() == before
    assert verify() == 4
    assert carry.take_in(list(carry.export())) == 0


def test_an_altered_index_is_told() -> None:
    row = Item.objects.order_by("id")[0]
    Item.objects.filter(pk=row.pk).update(obligation=1)
    assert verify() == Fault(
        f"table search_item row {row.pk}", "was altered; run `servanda ledger rebuild` to make it anew from the entries"
    )
    tables.rebuild()
    assert verify() == 3


@pytest.mark.parametrize("table", ["search_item", "search_paper"])
def test_altered_words_are_told(table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"UPDATE {table} SET words = ts_delete(words, 'agreement') WHERE words @@ 'agreement'::tsquery")
        else:
            cursor.execute(f"DELETE FROM {table}_words_data WHERE id = (SELECT max(id) FROM {table}_words_data)")
    found = verify()
    assert isinstance(found, Fault)
    assert found.where.startswith(f"table {table}")
    assert "altered" in found.what
    tables.rebuild()
    assert verify() == 3


def test_queries_can_be_combined() -> None:
    narrow = Query(words="agreement", party=("MRN",), obligation=("firm",), year=(2031, 2032), sort="newest")
    assert find(narrow).total == len(
        [hit for hit in find(replace(narrow, obligation=(), per_page=200)).items if hit.row.obligation == "firm"]
    )


def test_nonsense_is_searched_for_without_errors() -> None:
    rng = random.Random(7)
    pieces = [
        '"',
        "-",
        "OR",
        "AND",
        "NOT",
        "NEAR(",
        ")",
        "*",
        "^",
        ":",
        "agreement",
        "two sides",
        "'",
        "\\",
        "%",
        "{",
        "é",
        "両",
        "¶",
        "_long",
        "<->",
        "!",
        "&",
    ]
    for _ in range(60):
        words = rng.choice(["", " "]).join(rng.choices(pieces, k=rng.randrange(1, 8)))
        assert find(Query(words=words)).total <= find(Query()).total
        assert find_documents(Query(words=words)).total <= 3
