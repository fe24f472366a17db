"""Comparing two documents of the book, and what a document leads to."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from servanda_ledger.book.record import Recorded


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def short(recorded: Recorded) -> str:
    return recorded.document[7:23]


def test_a_report_is_held_against_the_official_text(recorded: list[Recorded], client: Client) -> None:
    _first, text, report = map(short, recorded)
    html = page(client, f"/compare/?left={report}&right={text}")
    assert "A report held against the official text" in html
    assert "Not borne out by the official text" in html
    for place in re.findall(r'href="#([\w-]+)"', html):
        assert f'id="{place}"' in html
    assert "style=" not in html
    turned = client.get(f"/compare/?left={text}&right={report}")
    assert turned.headers["Location"] == f"/compare/?left={report}&right={text}"


def test_two_rounds_are_compared_either_way(recorded: list[Recorded], client: Client) -> None:
    first, second, _report = map(short, recorded)
    html = page(client, f"/compare/?left={first}&right={second}")
    assert "Two rounds compared" in html
    assert f"?left={second}&amp;right={first}" in html
    assert "Two accounts of one event" in page(client, f"/compare/?left={first}&right={second}&mode=accounts")


def test_what_cannot_be_compared_is_said_plainly(recorded: list[Recorded], client: Client) -> None:
    _first, text, report = map(short, recorded)
    assert "press reports" in page(client, f"/compare/?left={report}&right={report}", 400)
    assert "coverage" in page(client, f"/compare/?left={text}&right={text}&mode=coverage", 400)


@pytest.mark.parametrize("wrong", ["0123456789abcdef", "x", "'; --", "sha256:00"])
def test_a_document_that_is_not_there(recorded: list[Recorded], client: Client, wrong: str) -> None:
    assert client.get("/compare/", {"left": wrong}).status_code == 404


def test_two_documents_are_chosen_one_after_the_other(recorded: list[Recorded], client: Client) -> None:
    first, text, report = map(short, recorded)
    assert f"?left={text}" in page(client, "/compare/?find=maritime")
    assert f"left={report}&amp;right={text}" in page(client, f"/compare/?left={report}")
    assert f"left={first}&amp;right={text}" in page(client, f"/compare/?left={first}")
    assert f"?left={text}" in page(client, f"/compare/?find=http://testserver/documents/{text}/")


def test_a_reader_of_the_document_is_one_click_from_everything(recorded: list[Recorded], client: Client) -> None:
    _first, text, report = map(short, recorded)
    html = page(client, f"/documents/{text}/")
    for address in (
        "/dialogues/valdoria-marenia-dialogue-digital-security-maritime-affairs/#next",
        "/parties/MRN/with/VAL/",
        f"/compare/?left={report}&amp;right={text}",
    ):
        assert f'href="{address}"' in html
    [instrument] = {a for a in re.findall(r'href="(/instruments/[^"]+)"', html) if "legal" in a}
    assert "Where it stands" in page(client, instrument)
    assert f'href="/compare/?left={report}&amp;right={text}"' in page(client, f"/documents/{report}/")
