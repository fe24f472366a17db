"""The pages of meetings."""

from __future__ import annotations

from django.test import Client

from servanda_ledger.book.models import Meeting
from servanda_ledger.book.record import Recorded

KEY = "valdoria-marenia-dialogue-digital-security-maritime-affairs"


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def test_what_two_texts_call_differently_is_one_meeting(recorded: list[Recorded], client: Client) -> None:
    html = page(client, f"/meetings/{KEY}~r2/")
    assert "2nd round of the Dialogue" in html
    assert "2nd Valdoria-Marenia Dialogue" in html
    assert f'href="/dialogues/{KEY}/"' in html


def test_meetings_are_listed(recorded: list[Recorded], client: Client) -> None:
    html = page(client, "/meetings/")
    assert f'href="/meetings/{KEY}~r1/"' in html
    assert f"{KEY}~r1" not in page(client, "/meetings/?words=Velmora")
    page(client, "/meetings/nothing/", 404)
    page(client, "/meetings/on~nothing~x/", 404)


def test_every_row_of_the_table_leads_to_its_meeting(recorded: list[Recorded], client: Client) -> None:
    for stored in Meeting.objects.values_list("key", flat=True):
        assert client.get(f"/meetings/{stored}/", follow=True).status_code == 200
