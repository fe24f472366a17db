"""The fourth journey: an editor reviews and corrects, by keyboard and by hand, with and without script."""

from __future__ import annotations

import os

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from servanda_ledger.accounts.models import User
from servanda_ledger.book.models import Commitment, Entry
from servanda_ledger.book.record import Recorded
from servanda_ledger.follow.propose import propose

from .conftest import violations

PASSWORD = "only for this test, 0123456789"


@pytest.fixture
def edda(recorded: list[Recorded]) -> User:
    """An editor."""
    user = User.objects.create_user("edda", password=PASSWORD)
    user.groups.add(Group.objects.get_or_create(name="editors")[0])
    return user


def signed_in(tab: Page, live_server: LiveServer, path: str = "/review/") -> None:
    tab.goto(f"{live_server.url}{path}")
    tab.get_by_label("Username").fill("edda")
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("main").get_by_role("button", name="Sign in").click()
    tab.wait_for_url(f"{live_server.url}{path}")
    tab.wait_for_load_state()


def shot(tab: Page, name: str) -> None:
    """Pictures to look at, where a folder for them is named."""
    folder = os.environ.get("SERVANDA_SCREENSHOTS")
    if folder:
        tab.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_review_and_correct(desk: Page, live_server: LiveServer, edda: User) -> None:
    signed_in(desk, live_server)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Review")
    shot(desk, "queue")
    first = desk.locator("#hand-head").inner_text()

    desk.keyboard.press("j")  # the next, and back
    expect(desk.locator("#hand-head")).not_to_have_text(first)
    desk.keyboard.press("k")
    expect(desk.locator("#hand-head")).to_have_text(first)

    desk.keyboard.press("c")  # confirm
    expect(desk.get_by_role("status")).to_contain_text("Confirmed, entry 4")
    second = desk.locator("#hand-head").inner_text()
    assert second != first

    desk.keyboard.press("x")  # to reject, a reason is needed
    chosen = desk.locator("#id_rejected-reason")
    expect(chosen).to_be_focused()
    chosen.select_option(label="Quotes another text")
    desk.get_by_role("button", name="Reject").click()
    expect(desk.get_by_role("status")).to_contain_text("Rejected, entry 5")

    desk.keyboard.press("u")  # no: taken back
    expect(desk.get_by_role("status")).to_contain_text("Entry 5 counts no more")

    desk.keyboard.press("?")
    expect(desk.get_by_text("take the last decision back")).to_be_visible()
    desk.get_by_role("heading", level=1).click()
    words = desk.locator("#hand-head").inner_text()
    desk.keyboard.press("e")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Correct a commitment")
    desk.get_by_label("How firmly").select_option(label="soft")
    desk.get_by_label("Deadline", exact=True).fill("soon")
    desk.get_by_role("button", name="Record the correction").click()
    expect(desk.get_by_role("alert")).to_contain_text("Every decision needs a reason")
    expect(desk.get_by_label("How firmly")).to_have_value("soft")
    assert not violations(desk)
    shot(desk, "edit-errors")
    desk.get_by_label("Deadline", exact=True).fill("2033-05")
    desk.get_by_label("Reason").select_option(label="A label was wrong")
    desk.get_by_role("button", name="Record the correction").click()
    expect(desk.get_by_role("status")).to_contain_text("Corrected, entry 7")
    held = Commitment.objects.current().get(review="corrected")
    assert (held.obligation, held.deadline, held.reviewed_by) == ("soft", "2033-05", "edda")
    assert " ".join(held.action.split()) in words

    desk.goto(f"{live_server.url}/commitments/{held.key}/")
    expect(desk.get_by_text("corrected by edda").first).to_be_visible()
    desk.goto(f"{live_server.url}/review/decisions/")
    assert not violations(desk)
    assert Entry.objects.filter(author="edda").count() == 4


def test_a_missed_commitment_is_added_by_selecting_its_words(desk: Page, live_server: LiveServer, edda: User) -> None:
    signed_in(desk, live_server)
    desk.keyboard.press("a")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Add a commitment")
    block = desk.locator(".selectable .words").filter(has_not=desk.locator("mark")).nth(2)
    block.click(click_count=3)
    desk.get_by_role("button", name="Take the selected words: What is undertaken").click()
    taken = desk.get_by_label("What is undertaken").input_value()
    assert " ".join(block.inner_text().split()) == taken
    start = block.get_attribute("data-start")
    assert desk.locator("#id_action_at").input_value() == start
    desk.get_by_role("button", name="Record the commitment").click()
    expect(desk.get_by_role("status")).to_contain_text("Added, entry 4")
    added = Commitment.objects.current().get(review="added")
    assert " ".join(added.action.split()) == taken
    assert str(added.position) == start


def test_review_without_script(browser: Browser, live_server: LiveServer, edda: User) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    tab = context.new_page()
    signed_in(tab, live_server)
    words = tab.locator("#hand-head").inner_text()
    tab.locator(".steps").get_by_role("link", name="Next").click()
    expect(tab.locator("#hand-head")).not_to_have_text(words)
    tab.get_by_role("button", name="Confirm").click()
    expect(tab.get_by_role("status")).to_contain_text("Confirmed, entry 4")
    tab.get_by_role("link", name="Split").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Split a commitment")
    tab.get_by_label("Words of part 1").fill("words that nobody wrote")
    tab.get_by_role("button", name="Record the parts").click()
    expect(tab.get_by_text("do not stand in the text").first).to_be_visible()
    context.close()


def test_what_came_of_it_is_decided_with_evidence(desk: Page, live_server: LiveServer, edda: User, recorded: list[Recorded]) -> None:
    propose(recorded[1].document)
    signed_in(desk, live_server, "/review/candidates/")
    shot(desk, "candidates")
    desk.get_by_role("link", name="Accept, and decide the status").first.click()
    expect(desk.get_by_label("Its exact words").first).not_to_have_value("")
    assert not violations(desk)
    shot(desk, "status")
    desk.get_by_role("radio", name="under way").check()
    desk.get_by_label("Reason").select_option(label="The evidence says so")
    desk.get_by_role("button", name="Record the decision").click()
    expect(desk.get_by_role("status")).to_contain_text("Recorded as entry 5")
    desk.goto(f"{live_server.url}/scorecards/")
    expect(desk.get_by_role("row", name="under way").get_by_role("cell").first).to_have_text("1")
