"""The pages of dialogues."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from servanda_ledger.book.models import Document
from servanda_ledger.book.record import Recorded

KEY = "valdoria-marenia-dialogue-digital-security-maritime-affairs"


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def test_an_empty_book_says_so(db: None, client: Client) -> None:
    assert "No text in the book names a dialogue" in page(client, "/dialogues/")
    page(client, "/dialogues/nothing/", 404)


def test_the_list_leads_to_the_dialogue(recorded: list[Recorded], client: Client) -> None:
    assert f'href="/dialogues/{KEY}/"' in page(client, "/dialogues/")
    assert f'href="/dialogues/{KEY}/"' in page(client, "/dialogues/?words=maritime")
    assert "No dialogue fits" in page(client, "/dialogues/?words=railways")


def test_a_dialogue_shows_rounds_the_next_one_and_what_each_carried(recorded: list[Recorded], client: Client) -> None:
    html = page(client, f"/dialogues/{KEY}/")
    for words in ("1st round", "2nd round", "Next round", "2034, Port Amity", "What each round carried", "dropped", "new"):
        assert words in html
    assert html.count('scope="row"') == html.count('class="commitment"') - 1 > 5
    assert "style=" not in html


def test_the_matrix_has_the_words_of_every_round(recorded: list[Recorded], client: Client) -> None:
    html = page(client, f"/dialogues/{KEY}/commitments/")
    assert "differing" in html
    anchors = set(re.findall(rf'href="/dialogues/{KEY}/commitments/#([\w-]+)"', page(client, f"/dialogues/{KEY}/")))
    assert anchors
    assert anchors <= set(re.findall(r'id="([\w-]+)"', html))


def test_the_name_in_the_tables_leads_there_too(recorded: list[Recorded], client: Client) -> None:
    stored = Document.objects.exclude(series_key="").values_list("series_key", flat=True)[0]
    response = client.get(f"/dialogues/{stored}/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/dialogues/{KEY}/")


def test_a_warm_page_asks_little(recorded: list[Recorded], client: Client, django_assert_max_num_queries: object) -> None:
    page(client, f"/dialogues/{KEY}/")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page(client, f"/dialogues/{KEY}/")


@pytest.mark.parametrize("day", ["2001-01-01", "yesterday"])
def test_an_earlier_day_is_a_day(recorded: list[Recorded], client: Client, day: str) -> None:
    assert client.get(f"/dialogues/?as_of={day}").status_code == (200 if day[0] == "2" else 400)
