"""Journeys through the site in a browser, each page of them without a violation that axe can see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from servanda_ledger.book.models import Entry
from servanda_ledger.book.record import Recorded
from servanda_ledger.pages import addresses

from .conftest import violations

EXAMPLES = Path(__file__).parents[3] / "examples"
PAGES = ("/", "/documents/", "/commitments/?q=hotline", "/documents/?q=hotline", "/no/such/page")


def test_paste_and_read(tab: Page, live_server: LiveServer) -> None:
    tab.goto(live_server.url)
    assert not violations(tab)
    tab.get_by_label("Paste a text").fill((EXAMPLES / "communique-2032.txt").read_text())
    tab.get_by_role("button", name="Read it").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("2nd Valdoria-Marenia Dialogue")
    expect(tab.get_by_text("A reading, not a record.")).to_be_visible()
    assert not violations(tab)
    cards = tab.locator(".note")
    assert cards.count() > 8
    cards.first.hover()
    expect(tab.locator("mark.on").first).to_be_visible()
    tab.keyboard.press("n")
    tab.keyboard.press("n")
    expect(cards.nth(2)).to_be_focused()
    tab.get_by_label("firm", exact=True).uncheck()
    assert not tab.locator(".note.is-firm").first.is_visible()
    assert not Entry.objects.exists()


def test_search_to_commitment_to_words(tab: Page, live_server: LiveServer, recorded: list[Recorded]) -> None:
    tab.goto(live_server.url)
    tab.get_by_label("Search the commitments").fill('"undersea cables" OR patrols')
    tab.get_by_role("button", name="Search", exact=True).click()
    assert not violations(tab)
    tab.locator(".facets").get_by_role("link", name=re.compile("^MRN")).first.click()
    expect(tab.get_by_role("list", name="Narrowed by")).to_be_visible()
    assert not violations(tab)
    tab.locator(".card-words a", has_text="patrols").first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("patrols")
    assert not violations(tab)
    tab.get_by_role("link", name="In the whole document").click()
    expect(tab.locator("mark.on")).to_contain_text("patrols")
    expect(tab.locator("mark.on")).to_be_in_viewport()
    assert not violations(tab)
    tab.locator("mark.on").click()
    expect(tab.locator(".note:focus")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_every_page_at_every_width_by_day_and_night(
    tab: Page, live_server: LiveServer, recorded: list[Recorded], width: int, scheme: str
) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    tab.set_viewport_size({"width": width, "height": 800})
    documents = [addresses.document(recorded[0].document), addresses.document(recorded[2].document)]
    for address in (*documents, *(p for p in PAGES if p != "/no/such/page")):
        tab.goto(live_server.url + address)
        assert not violations(tab), address
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is wider than {width}"


def test_a_narrow_screen_has_a_menu_and_nothing_runs_over(tab: Page, live_server: LiveServer, recorded: list[Recorded]) -> None:
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto(live_server.url + addresses.document(recorded[0].document))
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.get_by_role("button", name="Menu").click()
    tab.get_by_role("navigation", name="Main").get_by_role("link", name="Documents").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Documents")


def test_everything_works_without_script(browser: object, live_server: LiveServer, recorded: list[Recorded]) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")  # type: ignore[attr-defined]
    tab: Page = context.new_page()
    tab.goto(live_server.url)
    tab.get_by_label("Paste a text").fill((EXAMPLES / "communique-2031.txt").read_text())
    tab.get_by_role("button", name="Read it").click()
    expect(tab.get_by_text("The book holds this document.")).to_be_visible()
    tab.get_by_role("link", name="Its page").click()
    tab.locator(".ref").first.click()
    expect(tab.locator(".note:target")).to_be_in_viewport()
    tab.get_by_role("button", name="Dark").click()
    assert tab.locator("html").get_attribute("data-theme") == "dark"
    context.close()
