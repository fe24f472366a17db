"""The pages as somebody without script sees them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from servanda_ledger.accounts.models import User
from servanda_ledger.book import chain, record
from servanda_ledger.book.models import Commitment, Document, Entry
from servanda_ledger.book.record import Recorded
from servanda_ledger.pages import addresses
from servanda_ledger.pages.front import soon

TEXT = """Joint Statement

Port Amity, 3 May 2031

Valdoria and Marenia agreed to open a hotline between their coast guards by 1 March 2032.
"""


@pytest.fixture
def editor(db: None) -> User:
    user = User.objects.create_user("mara", password="x")
    user.groups.add(Group.objects.get_or_create(name="editors")[0])
    return user


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def test_every_page_answers_and_has_one_heading(client: Client, recorded: list[Recorded]) -> None:
    commitment = Commitment.objects.current().first()
    found = ["/", "/documents/", "/commitments/", f"/commitments/{commitment.key}/", *(addresses.document(r.document) for r in recorded)]
    for address in found:
        html = page(client, address)
        assert len(re.findall(r"<h1\b", html)) == 1, address
        assert " style=" not in html, address
        assert not re.search(r"<script>|\son\w+=", html), address
        assert not re.findall(r'\sid="([^"]+)"(?=.*\sid="\1")', html, re.S), address


def test_the_empty_site_says_so(client: Client, db: None) -> None:
    assert "The book is empty." in page(client, "/")
    assert "The book is empty." in page(client, "/documents/")
    assert "The book is empty." in page(client, "/commitments/")
    assert "Nothing fits." in page(client, "/commitments/?q=hotline")


def test_a_document_is_found_by_its_digits_in_any_length(client: Client, recorded: list[Recorded]) -> None:
    digits = recorded[0].document.removeprefix("sha256:")
    short = f"/documents/{digits[:16]}/"
    assert addresses.document(recorded[0].document) == short
    for other in (digits, digits[:20], digits[:8]):
        response = client.get(f"/documents/{other}/")
        assert (response.status_code, response["Location"]) == (302, short)
    page(client, "/documents/" + "0" * 16 + "/", 404)


def test_two_documents_with_the_same_digits_keep_their_own_addresses(client: Client, recorded: list[Recorded]) -> None:
    first = Document.objects.get(key=recorded[0].document)
    twin = first.key[:-4] + ("0000" if not first.key.endswith("0000") else "1111")
    entry = chain.history_of(first.key)[0]
    body = {**entry.body, "source": {**entry.body["source"], "id": twin}}
    chain.append(chain.Draft("document.added", twin, "tests", "a twin", body))
    Document.objects.filter(subject=twin).update(key=twin)
    html = page(client, addresses.document(first.key), 300)
    assert first.key.removeprefix("sha256:") in html
    assert twin.removeprefix("sha256:") in html
    assert "<h1" in page(client, f"/documents/{first.key.removeprefix('sha256:')}/")


def test_cards_and_words_lead_to_each_other(client: Client, recorded: list[Recorded]) -> None:
    html = page(client, addresses.document(recorded[1].document))
    for c in Commitment.objects.current().filter(document=recorded[1].document):
        assert f'id="{c.key}"' in html
        assert f'id="{c.key}-words"' in html
        assert f'href="#{c.key}-words"' in html
        assert f'href="#{c.key}"' in html
        assert f'href="/commitments/{c.key}/"' in html


def test_the_text_stands_whole_and_nothing_stands_between_its_words(client: Client, recorded: list[Recorded]) -> None:
    html = page(client, addresses.document(recorded[1].document))
    blocks = re.findall(r'<p class="words[^"]*">(.*?)</p>\n', html, re.S)
    shown_text = " ".join(re.sub(r"<[^>]+>", "", b) for b in blocks)
    text = record.state(recorded[1].document).text
    assert shown_text.split() == text.replace("'", "&#x27;").split()


def test_text_of_documents_is_never_html(client: Client, editor: User) -> None:
    hostile = TEXT.replace("a hotline", "a hotline <script>alert(1)</script><img src=x onerror=alert(2)>")
    client.force_login(editor)
    response = client.post("/read/", {"text": hostile, "record": "1"}, follow=True)
    pages = [
        response.content.decode(),
        client.post("/read/", {"text": hostile + "\n"}).content.decode(),
        page(client, "/commitments/?q=hotline"),
    ]
    commitment = Commitment.objects.current().get()
    pages.append(page(client, f"/commitments/{commitment.key}/"))
    for html in pages:
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;" in html


def test_a_pasted_text_is_read_and_nothing_is_kept(client: Client, db: None) -> None:
    response = client.post("/read/", {"text": TEXT})
    html = response.content.decode()
    assert response.status_code == 200
    assert "open a hotline between their coast guards" in html
    assert "A reading, not a record." in html
    assert not Entry.objects.exists()
    assert "Record it" not in html


def test_an_uploaded_file_is_read(client: Client, db: None) -> None:
    html = client.post("/read/", {"file": SimpleUploadedFile("statement.txt", TEXT.encode())}).content.decode()
    assert "open a hotline" in html
    assert "statement.txt" in html


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Paste a text, choose a file or give a link."),
        ({"text": "x", "link": "https://example.org/"}, "Give only one"),
        ({"text": "   "}, "Paste a text, choose a file or give a link."),
        ({"file": SimpleUploadedFile("run.exe", b"MZ")}, "This kind of file is not read."),
        ({"file": SimpleUploadedFile("empty.txt", b"")}, "is empty"),
        ({"link": "file:///etc/passwd"}, "valid URL"),
        ({"link": "http://127.0.0.1:1/"}, "127.0.0.1"),
        ({"link": "http://[::1]/"}, "::1"),
        ({"link": "http://169.254.169.254/latest/"}, "169.254.169.254"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(client: Client, db: None, given: dict[str, object], says: str) -> None:
    response = client.post("/read/", given)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert "root:" not in response.content.decode()


def test_too_large_a_file_is_refused(client: Client, db: None) -> None:
    response = client.post("/read/", {"file": SimpleUploadedFile("long.txt", b"a" * 10_000_001)})
    assert response.status_code == 422
    assert "larger than 10 MB" in response.content.decode()


def test_only_editors_record(client: Client, editor: User) -> None:
    assert client.post("/read/", {"text": TEXT, "record": "1"}).status_code == 403
    assert not Entry.objects.exists()
    client.force_login(editor)
    preview = client.post("/read/", {"text": TEXT}).content.decode()
    carried = re.search(r'name="carried" value="([^"]+)"', preview)
    assert carried
    response = client.post("/read/", {"carried": carried[1], "name": "pasted.txt", "reason": "from the desk"})
    entry = Entry.objects.get(kind="document.added")
    assert (entry.author, entry.reason) == ("mara", "from the desk")
    assert response["Location"] == addresses.document(entry.subject)
    again = client.post("/read/", {"text": TEXT, "record": "1"}, follow=True)
    assert "The book held this document already." in again.content.decode()
    assert Entry.objects.filter(kind="document.added").count() == 1


def test_a_form_without_its_token_is_refused(db: None) -> None:
    assert Client(enforce_csrf_checks=True).post("/read/", {"text": TEXT}).status_code == 403


def test_a_day_of_the_past_shows_what_was_known_then(client: Client, communique: object, editor: User) -> None:
    def at(day: int) -> chain.Clock:
        return lambda: datetime(2031, 5, day, 12, tzinfo=UTC)

    done = record.record(communique, author="tests", clock=at(1))  # type: ignore[arg-type]
    first = Commitment.objects.current().order_by("position")[0]
    record.decide("rejected", done.document, [first.key], [], chain.By("mara", "no promise", at(3)))
    address = addresses.document(done.document)
    now, then = page(client, address), page(client, f"{address}?as_of=2031-05-02")
    assert f'id="{first.key}"' not in now
    assert "Set aside by editors" in now
    assert f'id="{first.key}"' in then
    assert "As the book stood on 2 May 2031." in then
    assert "no promise" not in then
    assert "did not hold this document on that day" in page(client, f"{address}?as_of=2031-04-30", 404)
    assert "must be a day" in page(client, f"{address}?as_of=soon", 400)
    gone = page(client, f"/commitments/{first.key}/")
    assert "rejected by mara" in gone
    assert "read by machine" in page(client, f"/commitments/{first.key}/?as_of=2031-05-02")


def test_every_page_says_who_answers_for_a_label(client: Client, recorded: list[Recorded]) -> None:
    first = Commitment.objects.current().filter(document=recorded[0].document).order_by("position")[0]
    reader = record.READER
    assert f"read by machine, {reader}" in page(client, f"/commitments/{first.key}/")
    record.decide("confirmed", first.document, [first.key], [], chain.By("mara", "read against the original"))
    for address in (addresses.document(first.document), f"/commitments/{first.key}/", "/commitments/?review=confirmed"):
        assert re.search(r"confirmed by mara on \d+ \w+ \d{4}", page(client, address)), address


def test_downloads_are_files_and_never_run(client: Client, recorded: list[Recorded]) -> None:
    base = addresses.document(recorded[1].document)
    for name in ("json", "jsonl", "csv", "parquet", "md", "html", "jsonld", "events"):
        response = client.get(f"{base}reading.{name}")
        assert response.status_code == 200, name
        assert response["Content-Disposition"].startswith("attachment"), name
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
    assert client.get(f"{base}reading.exe").status_code == 404
    assert client.get(f"{base}text").content.decode() == record.state(recorded[1].document).text
    original = client.get(f"{base}original")
    assert original["Content-Type"] == "application/octet-stream"
    assert original["Content-Disposition"].startswith("attachment")


def test_citations(client: Client, recorded: list[Recorded]) -> None:
    base = addresses.document(recorded[1].document)
    assert f"http://testserver{base}" in page(client, base)
    assert client.get(f"{base}cite.bib").content.startswith(b"@misc{servanda2032")
    assert client.get(f"{base}cite.ris").content.startswith(b"TY  - GOVDOC")
    assert client.get(f"{base}cite.json").json()[0]["issued"] == {"date-parts": [[2032, 6, 9]]}


def test_the_front_page_lists_what_is_due_next(recorded: list[Recorded]) -> None:
    found = soon(date(2033, 3, 15))
    assert found[0].deadline == "2033-03-31"
    assert not any(each.deadline < "2033" for each in found)


def test_health_robots_and_errors(client: Client, recorded: list[Recorded]) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "entry": Entry.objects.count()}
    assert b"Disallow: /read/" in client.get("/robots.txt").content
    assert "Nothing stands here" in page(client, "/no/such/page", 404)
    assert "no commitment with this number" in page(client, "/commitments/c-000000000000/", 404)


def test_a_fault_of_ours_has_a_page_that_needs_no_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("invented")

    monkeypatch.setattr("servanda_ledger.pages.front.shown", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert b"invented" not in response.content


def test_the_appearance_is_kept(client: Client, db: None) -> None:
    response = client.post("/appearance/", {"theme": "dark", "next": "/documents/"})
    assert response["Location"] == "/documents/"
    assert 'data-theme="dark"' in page(client, "/documents/")
    assert client.post("/appearance/", {"theme": "light", "next": "https://elsewhere.example/"})["Location"] == "/"


def test_nobody_has_texts_read_without_end(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servanda_ledger.pages.turns.PER_MINUTE", 2)
    answers = [client.post("/read/", {"text": TEXT}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_too_much_at_once_is_refused(client: Client, db: None) -> None:
    response = client.post("/read/", {"text": "a" * 12_000_000})
    assert response.status_code == 413
    assert "at most 10 MB" in response.content.decode()


def test_a_page_that_did_not_change_is_not_sent_again(client: Client, recorded: list[Recorded]) -> None:
    address = addresses.document(recorded[0].document)
    first = client.get(address)
    again = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 304
