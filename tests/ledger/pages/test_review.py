"""The review queue: every decision is an entry with a reason, words are verbatim, and nothing an editor entered is lost."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from servanda_ledger.accounts.models import User
from servanda_ledger.book import chain, record
from servanda_ledger.book.chain import By
from servanda_ledger.book.models import Commitment, Entry
from servanda_ledger.book.verify import verify
from servanda_ledger.pages.forms_review import initial

pytestmark = pytest.mark.usefixtures("recorded")


@pytest.fixture
def editor(client: Client) -> Client:
    """A browser in which an editor is signed in."""
    user = User.objects.create_user("edda", password="not a secret at all")
    user.groups.add(Group.objects.get_or_create(name="editors")[0])
    client.force_login(user)
    return client


def first(**fields: object) -> Commitment:
    found = Commitment.objects.current().filter(**fields).order_by("document", "position")[0]
    assert isinstance(found, Commitment)
    return found


def given(row: Commitment, **changes: object) -> dict[str, object]:
    """What the form of a commitment sends."""
    made = {k: v for k, v in initial(json.loads(row.data)).items() if v is not None}
    return made | {"version": str(row.entered), "reason": "a label was wrong", "note": ""} | changes


@pytest.mark.parametrize("path", ["/review/", "/review/candidates/", "/review/decisions/", "/actions/record/", "/actions/import/"])
def test_only_editors_review(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]
    client.force_login(User.objects.create_user("reader", password="not a secret at all"))
    assert client.get(path).status_code == 403


def test_the_queue_shows_the_most_doubtful_first_and_can_be_narrowed(editor: Client) -> None:
    page = editor.get("/review/")
    sure = [row.confidence for row in page.context["rows"]]
    assert sure == sorted(sure)
    assert 0 < sure[0] <= 1
    document = first().document
    page = editor.get("/review/", {"document": document.removeprefix("sha256:")[:16], "party": "val"})
    assert {row.document for row in page.context["rows"]} == {document}
    assert editor.get("/review/", {"party": "ZZZ"}).context["rows"] == []


def test_confirming_writes_an_entry_and_goes_on_to_the_next(editor: Client) -> None:
    page = editor.get("/review/")
    row, then = page.context["rows"][:2]
    sent = {"decision": "confirmed", "confirmed-reason": "words and labels agree with the text", "version": row.entered, "then": then.key}
    answer = editor.post(f"/review/{row.key}/decide/", sent)
    assert f"at={then.key}" in answer["Location"]
    now = first(key=row.key)
    assert (now.review, now.reviewed_by, now.review_reason) == ("confirmed", "edda", "words and labels agree with the text")
    assert verify() == 4


def test_a_decision_without_a_reason_is_not_taken(editor: Client) -> None:
    row = first()
    answer = editor.post(f"/review/{row.key}/decide/", {"decision": "rejected", "version": row.entered})
    assert answer.status_code == 422
    assert b"Every decision needs a reason" in answer.content
    assert first(key=row.key).review == "machine"


def test_labels_and_words_are_corrected(editor: Client) -> None:
    row = first(document=first().document)
    data = json.loads(row.data)
    words = " ".join(data["action"]["text"].split()[:-2])
    sent = given(row, obligation="soft", deadline="2033-05", action=words, action_at=data["action"]["start"])
    assert editor.post(f"/review/{row.key}/edit/", sent).status_code == 302
    now = first(key=row.key)
    assert (now.obligation, now.deadline, now.review) == ("soft", "2033-05", "corrected")
    assert " ".join(now.action.split()) == words
    assert record.state(row.document).text[now.position :].startswith(now.action)


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"action": "dance on the table", "action_at": ""}, "action", "does not stand in the text"),
        ({"basis": "the Treaty of Nowhere"}, "basis", "does not stand in the text"),
        ({"deadline": "next Tuesday"}, "deadline", "no date that can be kept"),
        ({"parties": "the moon"}, "parties", "no party that the word lists know"),
        ({"obligation": "perhaps"}, "obligation", "not one of the available choices"),
        ({"reason": ""}, "reason", "Every decision needs a reason"),
    ],
)
def test_what_is_wrong_is_said_by_the_field_and_nothing_is_lost(editor: Client, changes: dict[str, object], field: str, says: str) -> None:
    row = first()
    answer = editor.post(f"/review/{row.key}/edit/", given(row, note="" if field == "reason" else "my own words", **changes))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert says in " ".join(form.errors[field])
    assert form[field].value() == next(iter(changes.values()))
    assert first(key=row.key).review == "machine"


def test_a_commitment_changed_meanwhile_is_told_and_what_was_entered_stays(editor: Client) -> None:
    row = first()
    record.decide("confirmed", row.document, [row.key], [], By("somebody else", "two readers agree"))
    answer = editor.post(f"/review/{row.key}/edit/", given(row, obligation="soft", note="kept words"))
    assert answer.status_code == 422
    assert b"Meanwhile somebody else changed this commitment" in answer.content
    assert answer.context["form"]["obligation"].value() == "soft"
    assert answer.context["form"]["note"].value() == "kept words"
    again = editor.post(f"/review/{row.key}/edit/", given(row, obligation="soft", version=answer.context["seen"]))
    assert again.status_code == 302
    assert first(key=row.key).obligation == "soft"


def test_what_was_entered_for_a_commitment_that_is_gone_is_shown(editor: Client) -> None:
    a, b = Commitment.objects.current().filter(document=first().document).order_by("position")[:2]
    record.decide("merged", a.document, [a.key, b.key], [json.loads(a.data)], By("somebody else", "one undertaking"))
    answer = editor.post(f"/review/{b.key}/edit/", given(b, note="my careful words"))
    assert answer.status_code == 409
    assert b"my careful words" in answer.content


def test_split_merge_and_add(editor: Client) -> None:
    row = first()
    words = row.action.split()
    parts = {"part1": " ".join(words[: len(words) // 2]), "part2": " ".join(words[len(words) // 2 :])}
    assert editor.post(f"/review/{row.key}/split/", {"version": row.entered, "reason": "", **parts}).status_code == 422
    reason = {"reason": "two undertakings stood in one", "version": row.entered}
    assert editor.post(f"/review/{row.key}/split/", reason | parts).status_code == 302
    halves = Commitment.objects.current().filter(document=row.document, review="corrected").order_by("position")
    assert [" ".join(h.action.split()) for h in halves] == list(parts.values())

    page = editor.get(f"/review/{row.key}/merge/")
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"version": page.context["seen"]}
    assert editor.post(f"/review/{row.key}/merge/", sent | {"second_version": page.context["second_version"]}).status_code == 302
    assert " ".join(first(key=row.key).action.split()) == " ".join(words)

    digits = row.document.removeprefix("sha256:")[:16]
    text = record.state(row.document).text
    missed = text.split("\n")[0][:40].strip()
    labels = {"parties": "VAL, MAR", "obligation": "firm", "polarity": "do", "kind": "act", "reason": "the reader missed it"}
    assert editor.post(f"/review/documents/{digits}/add/", labels | {"action": missed}).status_code == 302
    assert first(review="added").action == missed
    assert editor.post(f"/review/documents/{digits}/add/", labels | {"action": missed}).status_code == 422
    assert verify() == 6


def test_the_last_decision_is_taken_back_and_stays_in_the_book(editor: Client) -> None:
    row = first()
    editor.post(f"/review/{row.key}/decide/", {"decision": "rejected", "rejected-note": "no promise", "version": row.entered})
    assert first(key=row.key).review == "rejected"
    undo = editor.get("/review/").context["undo"]
    editor.post("/review/undo/", {"entry": undo.number, "at_once": "1"})
    assert first(key=row.key).review == "machine"
    assert editor.get("/review/").context["undo"] is None
    page = editor.get("/review/decisions/")
    assert [(e.kind, holds) for e, holds in page.context["entries"]] == [("decision.withdrawn", False), ("commitment.rejected", False)]
    assert Entry.objects.filter(author="edda").count() == 2


def test_words_of_a_text_are_never_markup(editor: Client) -> None:
    row = first()
    answer = editor.post(f"/review/{row.key}/edit/", given(row, action="<script>alert(1)</script>", action_at=""))
    assert b"<script>alert" not in answer.content
    assert chain.number_at("9999-12-31") == 3
