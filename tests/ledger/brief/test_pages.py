"""The web pages and feeds of briefs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from lxml import etree

from .conftest import at

pytestmark = pytest.mark.usefixtures("ledger")
SCHEMAS = Path(__file__).parents[2] / "publish" / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2032-06-20T12:00:00+00:00"))
    settings.SECURE_SSL_REDIRECT = False
    settings.SITE_URL = ""
    return client


def page(site: Client, path: str) -> str:
    answer = site.get(path)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()


def test_the_archive_leads_to_the_days_on_which_something_came(site: Client) -> None:
    shown = page(site, "/briefs/")
    for day in ("2031-05-16", "2032-06-11", "2032-06-12"):
        assert f'href="/briefs/{day}/"' in shown


def test_a_brief_has_a_page_whose_words_are_linked(site: Client) -> None:
    shown = page(site, "/briefs/2032-06-11/")
    assert "train 60 Marenian investigators" in shown
    assert "#:~:text=" in shown
    assert "style=" not in shown
    assert "60 Marenian" in page(site, "/briefs/2032-06-14/?days=7")
    assert "Nothing came into the book" in page(site, "/briefs/2031-08-01/")


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_a_brief_has_other_forms(site: Client, form: str) -> None:
    assert "60 Marenian" in page(site, f"/briefs/2032-06-11/?format={form}")


def test_a_brief_speaks_french(site: Client) -> None:
    answer = site.get("/briefs/2032-06-11/", headers={"accept-language": "fr"})
    assert "Nouveaux engagements" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["2032-13-01/", "yesterday/", "2032-06-11/?days=0", "2032-06-11/?days=x", "2032-06-11/?party=NOPE", "0001-01-01/"]
)
def test_what_means_nothing_is_refused(site: Client, path: str) -> None:
    assert site.get(f"/briefs/{path}").status_code == 400


def test_the_far_ends_of_the_calendar_have_pages(site: Client) -> None:
    page(site, "/briefs/9999-12-31/")
    page(site, "/briefs/0001-01-02/")


@pytest.mark.parametrize("path", ["briefs", "commitments"])
@pytest.mark.parametrize("query", ["", "?party=VAL", "?party=VAL&party=MRN"])
def test_feeds_hold_what_they_should(site: Client, path: str, query: str) -> None:
    atom = etree.fromstring(site.get(f"/feeds/{path}.atom{query}").content)
    entries = atom.findall(f"{ATOM}entry")
    feed = json.loads(page(site, f"/feeds/{path}.json{query}"))
    assert [e.findtext(f"{ATOM}id") for e in entries] == [i["id"] for i in feed["items"]]
    assert len(entries) >= 2
    for name in ("id", "title", "updated"):
        assert atom.findtext(f"{ATOM}{name}")
        assert all(e.findtext(f"{ATOM}{name}") for e in entries)
    assert feed["feed_url"] == f"http://testserver/feeds/{path}.json{query}"
    Draft202012Validator(json.loads((SCHEMAS / "jsonfeed-1.1.json").read_text())).validate(feed)
    etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng")).assertValid(atom)


def test_a_feed_of_commitments_is_for_any_search(site: Client) -> None:
    feed = json.loads(page(site, "/feeds/commitments.json?q=hotline"))
    assert feed["items"]
    assert site.get("/feeds/commitments.atom?obligation=nonsense").status_code == 400


def test_the_same_book_gives_the_same_feed(site: Client) -> None:
    assert page(site, "/feeds/briefs.atom") == page(site, "/feeds/briefs.atom")


def test_deadlines_are_a_calendar(site: Client) -> None:
    made = icalendar.Calendar.from_ical(page(site, "/feeds/due.ics?party=MRN"))
    days = [event["dtstart"].dt for event in made.walk("VEVENT")]
    assert not any("train 60" in event["summary"] for event in made.walk("VEVENT"))  # only Valdoria is bound by that
    assert date(2032, 12, 31) in days
    assert page(site, "/feeds/due.ics?party=MRN") == page(site, "/feeds/due.ics?party=MRN")
