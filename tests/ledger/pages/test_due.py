"""The page of deadlines, and the events they wait for."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from servanda.pipeline import Kept, Options, read_loaded
from servanda.text import Loaded
from servanda_ledger.accounts.models import User
from servanda_ledger.book import record
from servanda_ledger.follow.models import Event, Waiting

TREATY = """AGREEMENT BETWEEN VALDORIA AND MARENIA ON RIVER PORTS

Done at Ostrava on 4 March 2031.

Article 1
Each Party shall open two river ports to the vessels of the other Party within 90 days of the entry into force of this Agreement.
"""


@pytest.fixture
def treaty(recorded: list[record.Recorded]) -> record.Recorded:
    """A treaty with a deadline that waits for its entry into force."""
    made = read_loaded(Loaded(TREATY.encode(), "ports.txt"), Options(kind="treaty"))
    assert isinstance(made, Kept)
    return record.record(made, author="tests")


@pytest.mark.usefixtures("treaty")
def test_deadlines_of_any_party_dialogue_and_day(client: Client) -> None:
    page = client.get("/due/", {"as_of": "2035-01-01", "state": "overdue"})
    assert page.context["items"]
    assert b"nobody has recorded it as kept" in page.content
    assert dict(page.context["counts"])["overdue"] == len(page.context["items"])
    assert client.get("/due/", {"as_of": "2030-01-01"}).context["total"] == 0
    assert client.get("/due/", {"party": "ZZZ"}).context["total"] == 0
    some = client.get("/due/", {"party": "VAL MAR", "as_of": "2035-01-01"})
    assert some.context["asked"].parties == ("VAL", "MAR")
    assert "party=VAL&amp;party=MAR" in some.content.decode()
    key = next(key for key, _ in page.context["offered"])
    dialogue = client.get("/due/", {"series": key, "as_of": "2035-01-01"})
    assert dialogue.context["total"] > 0
    assert client.get(dialogue.context["calendar"]).status_code == 200
    assert client.get("/due/", {"as_of": "yesterday"}).status_code == 400
    assert client.get("/due/", {"page": "99999999999"}).status_code == 200


def test_an_editor_records_the_day_of_an_event(treaty: record.Recorded, client: Client) -> None:
    (row,) = Waiting.objects.current().filter(document=treaty.document)
    assert b"entry into force" in client.get("/due/events/").content
    assert client.get("/due/events/date/", {"event": row.event}).status_code == 302
    user = User.objects.create_user("edda", password="not a secret at all")
    user.groups.add(Group.objects.get_or_create(name="editors")[0])
    client.force_login(user)
    assert client.get("/due/events/date/", {"event": "nothing"}).status_code == 404
    sent = {"event": row.event, "date": "2031-05-01", "reason": "from the depositary's record"}
    assert client.post("/due/events/date/", sent).status_code == 422
    assert client.post("/due/events/date/", sent | {"source": "gazette 12"}).status_code == 302
    assert Event.objects.current().get().recorded_by == "edda"
    page = client.get("/due/", {"as_of": "2031-09-01", "state": "overdue"})
    told = next(i for i in page.context["items"] if i.document == treaty.document)
    assert told.deadline == "2031-07-30"
    assert b"90 days after that day, not counting it, is 30 July 2031" in page.content
