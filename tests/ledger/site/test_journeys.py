"""Journeys through the site in a browser, each page of them without a violation that axe can see."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from servanda_ledger.book.models import Entry
from servanda_ledger.book.record import Recorded
from servanda_ledger.pages import addresses

from .conftest import violations

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_paste_and_read(tab: Page, live_server: LiveServer) -> None:
    tab.goto(live_server.url)
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
    tab.locator(".facets").get_by_role("link", name=re.compile("^MRN")).first.click()
    expect(tab.get_by_role("list", name="Narrowed by")).to_be_visible()
    assert not violations(tab)
    tab.locator(".card-words a", has_text="patrols").first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("patrols")
    tab.get_by_role("link", name="In the whole document").click()
    expect(tab.locator("mark.on")).to_contain_text("patrols")
    expect(tab.locator("mark.on")).to_be_in_viewport()
    assert not violations(tab)
    tab.locator("mark.on").click()
    expect(tab.locator(".note:focus")).to_be_in_viewport()


def test_compare_two(tab: Page, live_server: LiveServer, recorded: list[Recorded]) -> None:
    tab.goto(live_server.url + addresses.document(recorded[0].document))
    tab.get_by_role("link", name="Compare with another").click()
    tab.get_by_role("link", name=re.compile("^Compare .*2nd Valdoria-Marenia")).first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Two rounds compared")
    verdicts = tab.locator(".verdict")
    changed = verdicts.filter(has_text="72 hours").first
    expect(changed).to_contain_text("changed")
    expect(changed).to_contain_text("as soon as practicable")
    before = verdicts.count()
    tab.get_by_label("changed").first.uncheck()
    assert not changed.is_visible()
    tab.get_by_label("changed").first.check()
    changed.get_by_role("link").first.click()  # to its words in the text
    expect(tab.locator(".pane mark:focus")).to_be_in_viewport()
    assert verdicts.count() == before
    tab.get_by_role("link", name="Change the sides").click()
    expect(tab.locator(".both .kind").first).to_contain_text("9 June 2032")


def test_a_report_is_held_against_the_text_from_its_page(tab: Page, live_server: LiveServer, recorded: list[Recorded]) -> None:
    tab.goto(live_server.url + addresses.document(recorded[2].document))
    tab.get_by_role("complementary", name="What this document leads to").get_by_role("link", name=re.compile("2nd Valdoria")).last.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("A report held against the official text")
    expect(tab.locator(".verdict.is-differs").first).to_contain_text("June 10")


def test_by_keyboard_alone(tab: Page, live_server: LiveServer, recorded: list[Recorded]) -> None:
    tab.goto(f"{live_server.url}/commitments/")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(tab.get_by_label("Words to find")).to_be_focused()
    tab.keyboard.type("hotline")
    tab.keyboard.press("Enter")
    expect(tab.locator(".hit").first).to_be_visible()
    for _ in range(40):  # every stop on the way to the first commitment is seen
        tab.keyboard.press("Tab")
        here = tab.evaluate("(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]; })()")
        seen = here[0] != "none" and float(here[1].removesuffix("px")) >= 2
        assert seen, tab.evaluate("document.activeElement.outerHTML")
        if tab.evaluate("document.activeElement.matches('.card-words a')"):
            break
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("hotline")


def test_motion_is_left_out_where_it_is_not_wanted(tab: Page, live_server: LiveServer) -> None:
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(live_server.url)
    assert tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert tab.evaluate("document.getAnimations().length") == 0


def test_a_narrow_screen_has_a_menu_and_nothing_runs_over(tab: Page, live_server: LiveServer, recorded: list[Recorded]) -> None:
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto(live_server.url + addresses.document(recorded[0].document))
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.get_by_role("button", name="Menu").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("navigation", name="Main")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("navigation", name="Main")).not_to_be_visible()
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
