"""Exports whose hashes are right and whose contents are not: refused in one line, and nothing of them is taken in."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from servanda.pipeline import Kept
from servanda_ledger.book import carry, chain, record, tables
from servanda_ledger.book.chain import By
from servanda_ledger.book.entries import GENESIS, Draft, Entry, digest
from servanda_ledger.book.mirrors import mirrors
from servanda_ledger.book.models import Blob, Commitment
from servanda_ledger.book.models import Entry as EntryRow
from servanda_ledger.book.record import DecisionError
from servanda_ledger.book.verify import Fault, verify
from servanda_ledger.follow.decisions import Evidence, Judgement, decide_status, settle
from servanda_ledger.follow.propose import propose

BY = By("Edda Editor", "checked against the signed copy")
Lines = list[dict[str, Any]]


def forged(alter: Callable[[Lines], None]) -> list[str]:
    """An export of the book, altered, with all hashes made to fit."""
    head, *rest = [json.loads(line) for line in carry.export()]
    alter(rest)
    previous = GENESIS
    for line in rest:
        entry = replace(Entry(**line["entry"]), previous=previous)
        try:
            previous = entry.computed()
        except (TypeError, ValueError):
            previous = "f" * 64
        line["entry"] |= {"previous": entry.previous, "hash": previous}
    head |= {"entries": len(rest), "head": previous}
    return [json.dumps(each) for each in (head, *rest)]


def forget() -> None:
    """An empty ledger, as on another machine."""
    for model in (*tables.versioned(), EntryRow, Blob):
        model.objects.all().delete()
    for mirror in mirrors():
        mirror.emptied()


def swap(line: dict[str, Any], name: str, data: bytes) -> None:
    """Other bytes where the body names some."""
    before = line["entry"]["body"].pop(name)
    if before not in line["entry"]["body"].values():  # of a plain text, its bytes are the text
        del line["blobs"][before]
    line["entry"]["body"][name] = digest(data)
    line["blobs"][digest(data)] = base64.b64encode(data).decode()


def reading(line: dict[str, Any]) -> Any:
    return json.loads(base64.b64decode(line["blobs"][line["entry"]["body"]["reading"]]))


def other_reading(change: Callable[[Any], None]) -> Callable[[Lines], None]:
    def alter(lines: Lines) -> None:
        made = reading(lines[0])
        change(made)
        swap(lines[0], "reading", json.dumps(made).encode())

    return alter


def body(number: int, **values: Any) -> Callable[[Lines], None]:
    return lambda lines: lines[number - 1]["entry"]["body"].update(values)


def frame(place: int, /, **values: Any) -> Callable[[Lines], None]:
    return lambda lines: lines[place - 1]["entry"].update(values)


def not_in_the_text(made: Any) -> None:
    action = made["commitments"][0]["action"]
    action["text"] = made["commitments"][0]["span"]["text"] = "x" * len(action["text"])


def id_of_another(lines: Lines) -> None:
    """The second document has a commitment under an id of the first."""
    made = reading(lines[1])
    made["commitments"][0]["id"] = reading(lines[0])["commitments"][-1]["id"]
    swap(lines[1], "reading", json.dumps(made).encode())


def decided_id_of_another(lines: Lines) -> None:
    """A decision on the first document brings an id of the second."""
    lines[3]["entry"]["body"]["into"][0]["id"] = reading(lines[1])["commitments"][0]["id"]


@pytest.fixture
def decided(recorded: list[record.Recorded]) -> list[record.Recorded]:
    """Three documents, a confirmation (entry 4), a status with evidence (5) and what was proposed for the second (6)."""
    first = Commitment.objects.current().filter(document=recorded[0].document).order_by("position")[0]
    record.decide("confirmed", recorded[0].document, [first.key], [], BY)
    words = json.loads(first.data)["action"]
    cited = Evidence(first.document, words["start"], words["end"], words["text"])
    decide_status(Judgement(first.key, first.document, "kept", (cited,)), BY)
    assert propose(recorded[1].document) is not None
    assert verify() == 6
    return recorded


@pytest.mark.parametrize(
    ("alter", "why"),
    [
        (frame(1, number=True), "wrong type"),
        (frame(1, body=["a", "list"]), "wrong type|not an entry"),
        (frame(1, author=7), "wrong type"),
        (frame(1, author="a" * 201), "at most 200"),
        (frame(1, author="a\x00b"), "a character that is none"),
        (frame(1, reason="\ud800"), "holds what no ledger keeps"),
        (frame(1, at="yesterday"), "no moment"),
        (frame(2, at="1999-01-01T00:00:00.000000Z"), "older than the one before"),
        (frame(1, subject="sha256:" + "0" * 64), "not those of this document"),
        (frame(1, kind="status.decided"), "does not hold"),
        (frame(4, subject="instrument:x"), "lack|no rows|index|none that"),
        (body(1, size=1), "not those of this document"),
        (body(1, size=1.5), "floating"),
        (body(1, options={"names": ["../../names"]}), "lacks"),
        (body(1, text="0" * 64), "lacks|does not name"),
        (body(1, source={"id": "sha256:x"}), "lack|missing"),
        (other_reading(not_in_the_text), "does not stand"),
        (other_reading(lambda made: made.update(commitments=7)), "not an array"),
        (other_reading(lambda made: made["commitments"].append(made["commitments"][0])), "two rows of book.Commitment"),
        (id_of_another, "of another document"),
        (decided_id_of_another, "of another document"),
        (other_reading(lambda made: made["commitments"][0].pop("parties")), "parties"),
        (other_reading(lambda made: made["commitments"][0].update(deadline="soon")), "soon"),
        (other_reading(lambda made: made["meetings"].append({"id": "m", "name": "A", "round": 10**12})), "beyond any count|parties"),
        (lambda lines: swap(lines[0], "reading", b"[" * 100_000), "recursion"),
        (lambda lines: swap(lines[0], "reading", b"no JSON"), "none that this program would write"),
        (lambda lines: swap(lines[0], "text", b"\xff\xfe"), "decode"),
        (lambda lines: lines[0]["blobs"].update({digest(b"more"): base64.b64encode(b"more").decode()}), "does not name"),
        (body(4, into="x"), "no list of objects"),
        (body(4, into=[]), "become 0"),
        (lambda lines: lines[3]["entry"]["body"]["into"][0]["action"].update(text="y" * 5), "does not stand|cannot hold|should be"),
        (body(4, of=[{}]), "lack"),
        (frame(4, kind="decision.withdrawn", body={"entry": 9}), "no decision on the same thing"),
        (body(5, status="splendid"), "status"),
        (body(5, on="soon"), "soon"),
        (lambda lines: lines[4]["entry"]["body"]["evidence"][0].update(text="no such words"), "cannot hold|does not stand"),
        (lambda lines: lines[4]["entry"]["body"]["evidence"][0].update(document="sha256:" + "0" * 64), "did not hold"),
        (body(6, candidates=[{"id": "x"}]), "lack"),
        (lambda lines: lines[5]["entry"]["body"]["candidates"][0]["left"].update(start=0, end=1, text="\u2603"), "does not stand"),
        (frame(6, kind="event.dated"), "lack"),
    ],
)
def test_a_forged_export_is_refused_in_one_line(decided: list[record.Recorded], alter: Callable[[Lines], None], why: str) -> None:
    lines = forged(alter)
    forget()
    with pytest.raises(carry.CarryError, match=why) as told:
        carry.take_in(lines)
    assert "\n" not in str(told.value)
    assert str(told.value).startswith("line ")
    assert not EntryRow.objects.exists()
    assert not Blob.objects.exists()
    assert verify() == 0


def test_an_export_that_was_not_altered_is_taken_in(decided: list[record.Recorded]) -> None:
    lines = forged(lambda lines: None)
    forget()
    assert carry.take_in(lines) == 6
    assert verify() == 6


def test_verify_asks_of_every_entry_whether_its_words_stand(recorded: list[record.Recorded]) -> None:
    document = recorded[0].document
    first = Commitment.objects.current().filter(document=document).order_by("position")[0]
    of = [{"id": first.key, "action": json.loads(first.data)["action"]}]
    made = json.loads(first.data)
    made["action"] = made["span"] = made["action"] | {"text": "z" * len(made["action"]["text"])}
    text = record.state(document).read.body["text"]
    # Somebody who writes past the program's own checks, with hashes and rows that fit.
    chain.append(Draft("commitment.corrected", document, "nobody", "for fun", {"text": text, "of": of, "into": [made]}))
    found = verify()
    assert isinstance(found, Fault)
    assert str(found).startswith("entry 4: ")
    assert "does not stand" in str(found)


def test_verify_misses_bytes_that_no_row_is_made_of(recorded: list[record.Recorded]) -> None:
    original = chain.history_of(recorded[1].document)[0].body["bytes"]
    copies = chain.history_of(recorded[1].document)[0].body["text"]
    Blob.objects.filter(pk=original).delete()
    found = verify()
    assert isinstance(found, Fault)
    assert found.where == f"book_blob {original}"
    assert original == copies or "entry 2 names it" in found.what


def test_the_file_of_an_export_is_whole_though_the_book_grows_meanwhile(recorded: list[record.Recorded]) -> None:
    lines = carry.export()
    taken = [next(lines)]
    first = Commitment.objects.current().filter(document=recorded[0].document)[0]
    record.decide("confirmed", first.document, [first.key], [], BY)
    taken += lines
    forget()
    assert carry.take_in(taken) == 3


def test_what_was_held_against_earlier_documents_is_not_held_twice(recorded: list[record.Recorded]) -> None:
    assert propose(recorded[1].document) is not None
    assert propose(recorded[1].document) is None
    assert verify() == 4
    with pytest.raises(KeyError):
        propose("sha256:" + "0" * 64)


def test_a_candidate_is_settled_once_and_only_where_it_came_from(recorded: list[record.Recorded]) -> None:
    entry = propose(recorded[1].document)
    assert entry is not None
    one = entry.body["candidates"][0]["id"]
    with pytest.raises(DecisionError, match="no candidate"):
        settle(one, recorded[0].document, "accepted", BY)
    settle(one, recorded[1].document, "accepted", BY)
    with pytest.raises(DecisionError, match="was accepted by Edda Editor"):
        settle(one, recorded[1].document, "dismissed", BY)


def test_an_id_names_one_commitment(recorded: list[record.Recorded]) -> None:
    here, there = (Commitment.objects.current().filter(document=each.document).order_by("position")[0] for each in recorded[:2])
    whole = json.loads(here.data)
    for wrong, why in ((there.key, "of another document"), ("c-1", "no id of a commitment")):
        with pytest.raises(DecisionError, match=why):
            record.decide("corrected", here.document, [here.key], [whole | {"id": wrong}], BY)
    with pytest.raises(DecisionError, match="two rows"):
        record.decide("split", here.document, [here.key], [whole, whole], BY)
    entry = record.decide("confirmed", here.document, [here.key, here.key], [], BY)  # the same one twice is that one
    assert len(entry.body["of"]) == 1
    assert verify() == 4


def test_a_moment_is_the_same_however_it_is_written(db: None, communique: Kept) -> None:
    from datetime import UTC, datetime

    record.record(communique, author="tests", clock=lambda: datetime(2031, 5, 4, 12, 0, 0, 500_000, UTC))
    assert chain.number_at("2031-05-04T12:00:00Z") == 0
    assert chain.number_at("2031-05-04T14:00:01+02:00") == 1
    assert chain.number_at("2031-05-03") == 0
    assert chain.number_at("2031-05-04") == 1


@pytest.mark.parametrize("author", ["a" * 201, "a\x00b", "\udcff", " "])
def test_a_frame_that_no_database_keeps_is_refused(author: str) -> None:
    with pytest.raises(ValueError, match="author"):
        Draft("document.added", "sha256:0", author, "why", {})
