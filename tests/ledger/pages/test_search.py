"""Searching by way of the site, and taking what is found."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest
from django.test import Client

from servanda_ledger.book.models import Commitment
from servanda_ledger.book.record import Recorded


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_words_are_found_and_marked(client: Client, recorded: list[Recorded]) -> None:
    html = page(client, "/commitments/?q=hotline")
    assert '<b class="hit">hotline</b>' in html


def test_each_choice_of_a_facet_is_an_address_that_holds_its_count(client: Client, recorded: list[Recorded]) -> None:
    html = page(client, "/commitments/")
    choices = re.findall(r'<li><a href="([^"]+)" rel="nofollow"><span>[^<]*</span> <span class="n">(\d+)</span>', html)
    assert choices
    for address, count in choices:
        narrowed = page(client, unescape(address))
        assert re.search(rf'<h2 id="found">{count} commitment', narrowed), address
        assert "take away" in narrowed


def test_a_search_that_means_nothing_says_what_is_wrong(client: Client, recorded: list[Recorded]) -> None:
    assert "is not one of binding, firm, soft" in page(client, "/commitments/?obligation=iron", 400)
    assert client.get("/commitments/export.csv?obligation=iron").status_code == 400


def test_documents_can_be_searched_instead(client: Client, recorded: list[Recorded]) -> None:
    html = page(client, "/documents/?q=hotline")
    assert re.search(r'<h2 id="found">\d+ document', html)


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "parquet"])
def test_any_result_can_be_taken_whole(client: Client, recorded: list[Recorded], ending: str) -> None:
    response = client.get(f"/commitments/export.{ending}?party=MRN")
    data = b"".join(response)  # type: ignore[arg-type]
    wanted = set(Commitment.objects.current().filter(parties__contains=" MRN ").values_list("key", flat=True))
    assert response["Content-Disposition"] == f'attachment; filename="servanda-commitments.{ending}"'
    if ending == "parquet":
        from pyarrow import parquet

        found = parquet.read_table(io.BytesIO(data)).column("commitment").to_pylist()
    elif ending == "csv":
        found = [row["commitment"] for row in csv.DictReader(io.StringIO(data.decode()))]
    elif ending == "json":
        found = [c["commitment"] for c in json.loads(data)["commitments"]]
    else:
        found = [json.loads(line)["commitment"] for line in data.splitlines()]
    assert set(found) == wanted
    assert len(found) == len(wanted)
