"""What came of commitments: decided by editors, with evidence that stands where it is said to stand."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from servanda_ledger.accounts.models import User
from servanda_ledger.book import record
from servanda_ledger.book.models import Commitment
from servanda_ledger.follow.models import Action, Candidate, Status
from servanda_ledger.follow.propose import propose


@pytest.fixture
def editor(client: Client) -> Client:
    """A browser in which an editor is signed in."""
    user = User.objects.create_user("edda", password="not a secret at all")
    user.groups.add(Group.objects.get_or_create(name="editors")[0])
    client.force_login(user)
    return client


def test_the_ladder_is_documented_with_its_mappings(recorded: list[record.Recorded], client: Client) -> None:
    page = client.get("/statuses/").content.decode()
    for words in ("checked, nothing found", "cannot be judged", "Research Group", "Promise Kept", "no word for it"):
        assert words in page


def test_a_status_needs_evidence_that_stands_in_its_document(recorded: list[record.Recorded], editor: Client) -> None:
    row = Commitment.objects.current().filter(document=recorded[0].document)[0]
    path = f"/commitments/{row.key}/status/"
    sent = {"status": "kept", "reason": "the evidence says so", "version": "0"}
    assert "needs evidence" in str(editor.post(path, sent).context["form"].errors["words1"])
    with_words = sent | {"document1": recorded[1].document, "words1": "nobody wrote this"}
    assert "do not stand in that document" in str(editor.post(path, with_words).context["form"].errors["words1"])
    with_words["document1"] = "0" * 64
    assert "holds no document" in str(editor.post(path, with_words).context["form"].errors["document1"])
    text = record.state(recorded[1].document).text
    good = sent | {"document1": recorded[1].document, "words1": text.split("\n")[0], "on": "2032-04"}
    assert editor.post(path, good).status_code == 302
    held = Status.objects.current().get(key=row.key)
    assert (held.status, held.on, held.decided_by) == ("kept", "2032-04", "edda")
    late = editor.post(path, good | {"status": "broken"})
    assert late.status_code == 422
    assert b"Somebody decided on this commitment meanwhile" in late.content
    public = Client().get(path)
    assert b"decided by edda" in public.content
    assert public.context["form"] is None


def test_search_finds_whole_passages_to_cite(recorded: list[record.Recorded], editor: Client) -> None:
    row = Commitment.objects.current().filter(document=recorded[0].document)[0]
    word = next(w for w in row.action.split() if len(w) > 6).strip(",.;")
    page = editor.get(f"/commitments/{row.key}/status/", {"find": word})
    found = page.context["found"]
    assert found
    for hit in found:
        assert hit.words in record.state(hit.document.key).text


def test_a_proposal_is_accepted_with_its_words_as_evidence_or_dismissed(recorded: list[record.Recorded], editor: Client) -> None:
    propose(recorded[1].document)
    rows = list(Candidate.objects.current().filter(state="open").order_by("id"))
    assert len(rows) > 1
    page = editor.get("/review/candidates/").content.decode()
    assert "may " in page
    assert "Promised" in page
    taken = next(r for r in rows if r.relation != "contradicts")
    path = f"/commitments/{taken.commitment}/status/"
    form = editor.get(path, {"candidate": taken.key}).context["form"]
    right = json.loads(taken.data)["right"]
    assert form["words1"].value() == " ".join(right["text"].split())
    sent = {"status": "under_way", "reason": "the evidence says so", "version": "0", "candidate": taken.key}
    sent |= {"document1": form["document1"].value(), "words1": form["words1"].value()}
    assert editor.post(path, sent).status_code == 302
    assert Candidate.objects.current().get(key=taken.key).state == "accepted"
    cited = json.loads(Status.objects.current().get(key=taken.commitment).evidence)[0]
    assert cited["text"] == right["text"]

    other = next(r for r in rows if r.key != taken.key)
    editor.post(f"/review/candidates/{other.key}/dismiss/", {})
    assert Candidate.objects.current().get(key=other.key).state == "open"
    editor.post(f"/review/candidates/{other.key}/dismiss/", {"reason": "of another matter"})
    held = Candidate.objects.current().get(key=other.key)
    assert (held.state, held.settled_reason) == ("dismissed", "of another matter")


def test_an_act_is_recorded_and_a_file_is_looked_at_before(recorded: list[record.Recorded], editor: Client) -> None:
    act = {"instrument": "Treaty on Ferries", "party": "china", "action": "signed", "date": "2031-05-04", "source": "notification 1"}
    assert editor.post("/actions/record/", act).status_code == 422
    assert editor.post("/actions/record/", act | {"reason": "from the depositary's record"}).status_code == 302
    assert Action.objects.current().get().party == "CHN"
    text = "instrument,party,action,date,source\nTreaty on Ferries,CAN,signed,2031-05-04,n 1\nTreaty on Ferries,CAN,sang,2031,n 1\n"
    page = editor.post("/actions/import/", {"step": "look", "note": "-", "file": SimpleUploadedFile("acts.csv", text.encode())})
    assert (page.context["ready"], page.context["refused"]) == (1, 1)
    assert b"is not one of" in page.content
    assert Action.objects.current().count() == 1
    sent = {"step": "record", "content": page.context["content"], "reason": "from the depositary's record"}
    assert editor.post("/actions/import/", sent).status_code == 302
    assert Action.objects.current().count() == 2
    assert b"CHN" in Client().get("/actions/").content
    wrong = editor.post("/actions/import/", {"step": "look", "note": "-", "file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    assert b"the file has no column" in wrong.content
