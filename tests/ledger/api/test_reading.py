"""Reading by way of the API: pages, earlier days, forms, and answers that need not be sent twice."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from servanda.model.from_wire import reading_from_json
from servanda_ledger.book import chain, record
from servanda_ledger.book.record import Recorded

Get = Callable[..., Any]


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def test_every_kind_of_thing_is_listed(recorded: list[Recorded], get: Get) -> None:
    assert get("documents").json()["total"] == 3
    assert get("commitments").json()["total"] == 25
    assert get("dialogues").json()["items"][0]["parties"] == ["MRN", "VAL"]
    for path in ("claims", "meetings", "people", "parties", "instruments"):
        assert get(path).json()["total"] > 0, path
    for path in ("actions", "events", "candidates"):
        assert get(path).json()["total"] == 0, path
    assert get("pairs/VAL/MRN").json()["texts"] == 3
    assert get("scorecard").json()["unchecked"] == 25
    assert {each["name"] for each in get("statuses").json()} == {"G7/G20 Research Group compliance score", "promise tracker"}


def test_pages_have_links_and_hold_everything_once(recorded: list[Recorded], get: Get) -> None:
    path, seen = "commitments?per_page=10", []
    while path:
        response = get(path)
        seen += [each["id"] for each in response.json()["items"]]
        links = {part.split('rel="')[1][:-1]: part[1 : part.index(">")] for part in response["Link"].split(", ")}
        path = links.get("next", "").removeprefix("/api/v1/")
    assert len(seen) == len(set(seen)) == int(response["X-Total-Count"]) == 25
    assert links.keys() == {"first", "prev", "last"}


def test_a_document_is_given_in_every_form(recorded: list[Recorded], get: Get) -> None:
    here = f"documents/{recorded[0].document}"
    text = body(get(f"{here}/text")).decode()
    reading = get(f"{here}/reading").json()
    assert reading["schema"] == "servanda.reading/1"
    for each in reading["commitments"]:
        span = each["span"]
        assert text[span["start"] : span["end"]] == span["text"]
    assert body(get(f"{here}/reading?format=parquet"))[:4] == b"PAR1"
    for form, media in (("csv", "text/csv"), ("jsonld", "application/ld+json"), ("events", "text/csv"), ("html", "text/html")):
        response = get(f"{here}/reading?format={form}")
        assert response["Content-Type"].startswith(media)
        assert response["Content-Disposition"].startswith("attachment")
    assert get(f"{here}/reading", Accept="application/ld+json").json()["@graph"]
    assert get(f"{here}/reading", Accept="image/png").status_code == 406
    assert get(f"documents/{recorded[0].document[7:17]}").json()["id"] == recorded[0].document


def test_bytes_are_never_shown_by_a_browser(recorded: list[Recorded], get: Get) -> None:
    for part in ("bytes", "text", "reading?format=html"):
        response = get(f"documents/{recorded[0].document}/{part}")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Content-Disposition"].startswith("attachment")


def test_json_ld_says_who_decided_what_and_when(recorded: list[Recorded], get: Get) -> None:
    found = get("commitments?per_page=1").json()["items"][0]
    record.decide("confirmed", found["document"]["id"], [found["id"]], [], chain.By("edith", "read it twice"))
    graph = get(f"commitments/{found['id']}?format=jsonld").json()["@graph"]
    act = next(node for node in graph if node.get("title") == "commitment.confirmed")
    assert act["wasAssociatedWith"] == "http://testserver/agents/edith"
    assert act["reason"] == "read it twice"
    assert any(node.get("wasGeneratedBy") == act["id"] for node in graph)
    assert any(node["type"] == "Annotation" for node in graph)


def test_an_export_holds_all_that_is_found(recorded: list[Recorded], get: Get) -> None:
    response = get("commitments?party=VAL&format=csv")
    rows = list(csv.DictReader(io.StringIO(body(response).decode())))
    assert len(rows) == int(response["X-Total-Count"]) == get("commitments?party=VAL").json()["total"]
    assert {row["review"] for row in rows} == {"machine"}
    lines = body(get("commitments?format=jsonl")).splitlines()
    assert json.loads(lines[0])["commitment"]["action"]["text"]
    assert body(get("commitments?format=parquet"))[:4] == b"PAR1"
    assert body(get("commitments?format=events")).startswith(b"event,date,source")


def test_earlier_days_can_be_asked_for(recorded: list[Recorded], get: Get) -> None:
    assert get("documents?as_of=1").json()["total"] == 1
    assert get("documents?as_of=2000-01-01").json()["total"] == 0
    assert get(f"documents/{recorded[2].document}?as_of=1").status_code == 404
    assert get("commitments?as_of=1").json()["total"] == recorded[0].commitments
    found = get("commitments?per_page=1").json()["items"][0]
    record.decide("rejected", found["document"]["id"], [found["id"]], [], chain.By("edith", "no promise"))
    history = get(f"commitments/{found['id']}/history").json()
    assert [each["review"]["state"] for each in history] == ["machine", "rejected"]
    assert history[0]["left"] == history[1]["entered"] == 4


def test_what_has_not_changed_is_not_sent_again(recorded: list[Recorded], get: Get) -> None:
    first = get("commitments")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = get("commitments", If_None_Match=first["ETag"])
    assert again.status_code == 304
    assert not body(again)
    assert len(queries) == 1
    whole, some = get("commitments?per_page=5"), get("commitments?format=csv")
    assert len({first["ETag"], whole["ETag"], some["ETag"]}) == 3
    record.decide(
        "confirmed", first.json()["items"][0]["document"]["id"], [first.json()["items"][0]["id"]], [], chain.By("edith", "so it is")
    )
    assert get("commitments", If_None_Match=first["ETag"]).status_code == 200


def test_a_document_that_has_not_changed_keeps_its_etag(recorded: list[Recorded], get: Get) -> None:
    left, right = (get(f"documents/{each.document}/reading")["ETag"] for each in recorded[:2])
    commitment = get(f"documents/{recorded[0].document}/reading").json()["commitments"][0]["id"]
    record.decide("confirmed", recorded[0].document, [commitment], [], chain.By("edith", "so it is"))
    assert get(f"documents/{recorded[1].document}/reading", If_None_Match=right).status_code == 304
    assert get(f"documents/{recorded[0].document}/reading", If_None_Match=left).status_code == 200


def test_last_modified_is_told_once_no_entry_can_follow_in_that_second(db: None, communique: Any, get: Get) -> None:
    record.record(communique, author="tests", clock=lambda: datetime(2031, 5, 4, tzinfo=UTC).replace(year=2021))
    response = get("documents")
    assert response["Last-Modified"] == "Tue, 04 May 2021 00:00:00 GMT"
    assert get("documents", If_Modified_Since=response["Last-Modified"]).status_code == 304
    assert "Last-Modified" not in get("due")


def test_head_is_answered_as_get_without_the_body(recorded: list[Recorded], client: Any) -> None:
    response = client.head("/api/v1/documents")
    assert response.status_code == 200
    assert response["X-Total-Count"] == "3"
    assert not response.content


def test_the_chain_can_be_followed_and_checked(recorded: list[Recorded], get: Get) -> None:
    first = get("entries?limit=2")
    assert first["Link"] == '</api/v1/entries?limit=2&after=2>; rel="next"'
    entries = first.json()["items"] + get("entries?after=2").json()["items"]
    assert [each["number"] for each in entries] == [1, 2, 3]
    assert all(after["previous"] == before["hash"] for before, after in pairwise(entries))
    assert get("entries/3").json() == entries[2]
    assert get("entries?kind=commitment.confirmed").json()["items"] == []


def test_two_documents_are_compared(recorded: list[Recorded], get: Get) -> None:
    left, right = recorded[0].document, recorded[1].document
    found = get(f"comparisons?left={left}&right={right}").json()
    assert found["schema"] == "servanda.comparison/1"
    assert found["mode"] == "rounds"
    matrix = get("dialogues/valdoria-marenia-dialogue-digital-security-maritime-affairs/matrix").json()
    assert matrix["schema"] == "servanda.matrix/1"
    assert len(matrix["rounds"]) == 2
    refused = get(f"comparisons?left={left}&right={right}&mode=coverage")
    assert refused.status_code == 422
    assert refused.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("documents/ffffffffff", 404, "GET /api/v1/documents"),
        ("commitments?obligation=grave", 422, "'binding', 'firm' or 'soft'"),
        ("commitments?as_of=yesterday", 422, "as_of"),
        ("documents?per_page=100000", 422, "less than or equal to 200"),
        ("nothing", 404, "/api/v1/openapi.json"),
        ("documents?title=%00", 400, "NUL"),
        ("commitments?date_from=2031-05-04&date_to=2030-01-01", 422, "later"),
    ],
)
def test_errors_say_what_is_wrong_and_what_to_do(db: None, get: Get, path: str, status: int, words: str) -> None:
    response = get(path)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["type"].startswith("urn:servanda:problem:")
    assert words in problem["detail"]


def test_other_sites_may_read_and_not_write(recorded: list[Recorded], client: Any) -> None:
    assert client.get("/api/v1/documents", headers={"Origin": "https://example.org"})["Access-Control-Allow-Origin"] == "*"
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    preflight = client.options("/api/v1/documents", headers=asked)
    assert preflight.status_code == 204
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Access-Control-Allow-Credentials" not in preflight
    assert "Access-Control-Allow-Origin" not in client.get("/")


def test_a_reading_comes_back_whole(recorded: list[Recorded], get: Get) -> None:
    reading = get(f"documents/{recorded[0].document}/reading").json()
    whole = record.reading_of(recorded[0].document)
    assert reading_from_json(reading, whole.document.source) == whole
