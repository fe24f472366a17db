"""The pages of people in office."""

from __future__ import annotations

from django.test import Client

from servanda_ledger.book.models import Officeholder
from servanda_ledger.book.record import Recorded


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def test_people_are_listed_with_office_and_party(recorded: list[Recorded], client: Client) -> None:
    html = page(client, "/people/?words=coast guard")
    assert "Jonas Reed" in html
    assert "Elena Marsh" not in html


def test_a_person_has_offices_texts_and_the_name_in_its_own_script(recorded: list[Recorded], client: Client) -> None:
    html = page(client, "/people/ilias-toren/")
    for words in ("Ηλίας Τόρεν", "Secretary of State for Security", "14 May 2031", "9 June 2032"):
        assert words in html
    page(client, "/people/nobody/", 404)


def test_every_row_of_the_table_leads_to_its_person(recorded: list[Recorded], client: Client) -> None:
    for stored in Officeholder.objects.values_list("person_key", flat=True):
        assert client.get(f"/people/{stored}/", follow=True).status_code == 200
