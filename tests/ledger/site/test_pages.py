"""Every page: nothing that axe can see, by day and by night; nothing on the console; no wider than a telephone or a zoom of 200 %."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from servanda_ledger.accounts.models import User
from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.book.record import Recorded
from servanda_ledger.catalogue.instruments import instruments
from servanda_ledger.catalogue.meetings import meetings
from servanda_ledger.catalogue.people import people
from servanda_ledger.follow.propose import propose
from servanda_ledger.pages import addresses

from .conftest import dark_violations, runs_over, violations

PASSWORD = "only for this test, 0123456789"
LISTS = (
    "/",
    "/documents/",
    "/documents/?q=hotline",
    "/commitments/?q=hotline&obligation=firm&date_from=2030-01-01",
    "/commitments/?q=zyzzyva",
    "/commitments/?sort=sideways",
    "/dialogues/",
    "/instruments/",
    "/parties/",
    "/meetings/",
    "/people/",
    "/compare/",
    "/due/?as_of=2035-01-01",
    "/due/?party=USA",
    "/due/events/",
    "/scorecards/",
    "/statuses/",
    "/actions/",
    "/watch/",
    "/briefs/",
    "/briefs/no-day/",
    "/subscriptions/",
    "/api/",
    "/accounts/sign-in/",
    "/no/such/page",
)


def looked_at(tab: Page, address: str) -> list[str]:
    """What is wrong with the page at this address."""
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.goto(address)
    wrong = violations(tab) + [f"in the dark: {line}" for line in dark_violations(tab)]
    wrong += [f"wider than {width}" for width in (720, 360) if runs_over(tab, width)]
    if tab.locator("h1").count() != 1:
        wrong.append("not one heading of the first level")
    return [f"{address}: {line}" for line in wrong]


def test_lists_and_what_is_not_there(tab: Page, live_server: LiveServer, recorded: list[Recorded]) -> None:
    assert not [line for address in LISTS for line in looked_at(tab, live_server.url + address)]


def test_the_pages_of_each(tab: Page, live_server: LiveServer, recorded: list[Recorded]) -> None:
    first, second, report = (addresses.document(each.document) for each in recorded)
    one, other, press = (address.split("/")[2] for address in (first, second, report))
    series = Document.objects.current().exclude(series_key="").values_list("series_key", flat=True)[0]
    commitment = Commitment.objects.current().exclude(deadline="").values_list("key", flat=True)[0]
    pages = [
        first,
        f"{second}?as_of=2099-01-01",
        report,
        f"/commitments/{commitment}/",
        f"/commitments/{commitment}/status/",
        f"/dialogues/{series}/",
        f"/dialogues/{series}/commitments/",
        *(f"/instruments/{each.key}/" for each in instruments()[:2]),
        "/parties/MRN/",
        "/parties/MRN/with/VAL/",
        f"/meetings/{meetings()[0].key}/",
        f"/people/{people()[0].key}/",
        f"/compare/?left={one}",
        f"/compare/?left={one}&right={other}",
        f"/compare/?left={press}&right={other}",
        f"/briefs/{datetime.now(UTC).date()}/",
    ]
    assert not [line for address in pages for line in looked_at(tab, live_server.url + address)]


@pytest.fixture
def ada(recorded: list[Recorded]) -> User:
    """Somebody who may do everything."""
    user = User.objects.create_superuser("ada", password=PASSWORD)
    user.groups.add(Group.objects.get_or_create(name="editors")[0])
    return user


def test_the_pages_of_editors(desk: Page, live_server: LiveServer, recorded: list[Recorded], ada: User) -> None:
    propose(recorded[1].document)
    digits = addresses.document(recorded[0].document).split("/")[2]
    key = Commitment.objects.current().filter(document=recorded[0].document).order_by("position").values_list("key", flat=True)[0]
    desk.goto(f"{live_server.url}/accounts/sign-in/?next=/review/")
    desk.get_by_label("Username").fill("ada")
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("main").get_by_role("button", name="Sign in").click()
    desk.wait_for_url(f"{live_server.url}/review/")
    waiting = Commitment.objects.current().filter(review="machine").count()
    assert desk.get_by_role("navigation", name="Main").get_by_role("link", name="Review").inner_text().split()[1] == str(waiting)
    pages = (
        "/",
        "/review/",
        f"/review/documents/{digits}/",
        "/review/candidates/",
        "/review/decisions/",
        f"/review/{key}/edit/",
        f"/review/{key}/split/",
        f"/review/{key}/merge/",
        f"/review/documents/{digits}/add/",
        f"/commitments/{key}/status/?find=hotline",
        "/due/events/",
        "/actions/record/",
        "/actions/import/",
        "/watch/",
        "/accounts/",
        "/accounts/password/",
        "/accounts/manage/",
    )
    assert not [line for address in pages for line in looked_at(desk, live_server.url + address)]
