"""The pages of parties and of two parties."""

from __future__ import annotations

from django.test import Client

from servanda_ledger.book.models import Commitment
from servanda_ledger.book.record import Recorded


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def test_two_parties_are_chosen_from_the_list(recorded: list[Recorded], client: Client) -> None:
    assert 'href="/parties/VAL/"' in page(client, "/parties/")
    response = client.get("/parties/?first=VAL&second=MRN")
    assert response.headers["Location"] == "/parties/MRN/with/VAL/"
    assert "two different parties" in page(client, "/parties/?first=VAL&second=VAL")


def test_a_party_shows_what_binds_it_and_with_whom(recorded: list[Recorded], client: Client) -> None:
    html = page(client, "/parties/VAL/")
    assert 'href="/parties/MRN/with/VAL/"' in html
    assert "Elena Marsh" in html
    page(client, "/parties/XYZ/", 404)


def test_everything_two_parties_have_promised_each_other(recorded: list[Recorded], client: Client) -> None:
    html = page(client, "/parties/MRN/with/VAL/")
    standing = Commitment.objects.current().exclude(review="rejected").count()
    assert html.count('class="card is-') == min(standing, 25)
    only = page(client, "/parties/MRN/with/VAL/?bound=second")
    assert 0 < only.count('class="card is-') < html.count('class="card is-')
    assert client.get("/parties/VAL/with/MRN/").headers["Location"] == "/parties/MRN/with/VAL/"
    page(client, "/parties/MRN/with/MRN/", 404)
    page(client, "/parties/MRN/with/XYZ/", 404)


def test_a_warm_page_asks_little(recorded: list[Recorded], client: Client, django_assert_max_num_queries: object) -> None:
    page(client, "/parties/MRN/with/VAL/")
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        page(client, "/parties/MRN/with/VAL/")
