"""The pages of instruments."""

from __future__ import annotations

from django.test import Client

from servanda_ledger.book.models import Mention
from servanda_ledger.book.record import Recorded
from servanda_ledger.catalogue.instruments import instruments


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def key(words: str) -> str:
    return next(i.key for i in instruments() if words in i.title)


def test_the_list_can_be_narrowed(recorded: list[Recorded], client: Client) -> None:
    assert "Mutual Legal Assistance" in page(client, "/instruments/")
    narrowed = page(client, "/instruments/?type=convention")
    assert "Undersea Cables" in narrowed
    assert "Mutual Legal Assistance" not in narrowed
    assert "No instrument fits" in page(client, "/instruments/?words=nothing&status=signed")


def test_an_instrument_shows_its_life_with_words(recorded: list[Recorded], client: Client) -> None:
    html = page(client, f"/instruments/{key('Mutual Legal Assistance')}/")
    for words in (
        "Where it stands",
        "3 December 2031",
        "Stage by stage",
        "agreed to continue to seek ratification of",
        "<svg",
        "Commitments that rest on it",
    ):
        assert words in html
    assert "style=" not in html


def test_one_that_texts_only_mention_says_so(recorded: list[Recorded], client: Client) -> None:
    assert "do not say what has become of it" in page(client, f"/instruments/{key('Freedom of Navigation')}/")
    page(client, "/instruments/nothing/", 404)


def test_every_mention_leads_to_its_instrument(recorded: list[Recorded], client: Client) -> None:
    for stored in Mention.objects.values_list("instrument_key", flat=True):
        assert client.get(f"/instruments/{stored}/", follow=True).status_code == 200


def test_a_warm_page_asks_little(recorded: list[Recorded], client: Client, django_assert_max_num_queries: object) -> None:
    address = f"/instruments/{key('Mutual Legal Assistance')}/"
    page(client, address)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        page(client, address)
