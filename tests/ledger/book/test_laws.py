"""Laws of the projection, over arbitrary decisions on a real reading: time travel, identities, hashes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.model.wire import reading_json, source_json
from servanda.pipeline import Kept
from servanda_ledger.book.entries import GENESIS, Entry, canonical, digest
from servanda_ledger.book.projection import history, rows_of
from servanda_ledger.book.state import state_of

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["confirmed", "corrected", "rejected", "split", "merged", "added", "withdrawn", "reread"]),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=8,
)


def entry(number: int, kind: str, subject: str, body: dict[str, Any]) -> Entry:
    made = Entry(number, f"2031-05-06T00:00:{number:02d}.000000Z", "tests", kind, subject, "a reason", body, GENESIS)  # type: ignore[arg-type]
    return replace(made, hash=made.computed())


def story(kept: Kept, acts: list[tuple[str, int, int]]) -> tuple[list[Entry], dict[str, bytes]]:
    """A document added, and decisions on whatever stands at their time."""
    source = kept.reading.document.source
    reading = reading_json(kept.reading)
    text = source.text.encode()
    blobs = {digest(text): text}

    def read(commitments: list[Any]) -> dict[str, Any]:
        made = canonical(reading | {"commitments": commitments}).encode()
        blobs[digest(made)] = made
        return {"reader": "servanda/test", "source": source_json(source), "text": digest(text), "reading": digest(made)}

    entries = [entry(1, "document.added", source.id, {"bytes": digest(text), "media_type": "", "size": 1} | read(reading["commitments"]))]
    for act, a, b in acts:
        number = len(entries) + 1
        standing = [c.json for c in state_of(entries, blobs.__getitem__).commitments]
        if act == "withdrawn":
            entries.append(entry(number, "decision.withdrawn", source.id, {"entry": 1 + a % len(entries)}))
            continue
        if act == "reread":
            entries.append(entry(number, "reading.made", source.id, read(reading["commitments"][a % 5 :])))
            continue
        if not standing:
            continue
        one, two = standing[a % len(standing)], standing[b % len(standing)]
        new = one | {"id": f"c-{number:012d}"}
        of, into = {
            "confirmed": ([one], [one]),
            "corrected": ([one], [one | {"obligation": "soft"}]),
            "rejected": ([one], [one]),
            "split": ([one], [one, new]),
            "merged": ([one, two], [one]),
            "added": ([], [new]),
        }[act]
        body = {"text": digest(text), "of": [{"id": c["id"], "action": c["action"]} for c in of], "into": into}
        entries.append(entry(number, f"commitment.{act}", source.id, body))
    return entries, blobs


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_every_earlier_day_comes_back_as_it_was(communique: Kept, acts: list[tuple[str, int, int]]) -> None:
    entries, blobs = story(communique, acts)
    rows = history(entries, blobs.__getitem__)
    assert len({(h.row.table, h.id) for h in rows}) == len(rows)
    for count in range(1, len(entries) + 1):
        then = {(r.table, r.key): r.values for r in rows_of(entries[:count], blobs.__getitem__)}
        kept = {(h.row.table, h.row.key): h.row.values for h in rows if h.entered <= count and (h.left is None or h.left > count)}
        assert kept == then


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_every_span_stays_verbatim(communique: Kept, acts: list[tuple[str, int, int]]) -> None:
    entries, blobs = story(communique, acts)
    state = state_of(entries, blobs.__getitem__)
    for each in state.commitments:
        for span in (each.json["action"], each.json["sentence"]):
            assert state.text[span["start"] : span["end"]] == span["text"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(body=st.dictionaries(st.text(), JSON, max_size=4), reason=st.text(min_size=1))
def test_a_hash_does_not_depend_on_the_order_of_keys_and_changes_with_every_word(body: dict[str, Any], reason: str) -> None:
    made = Entry(1, "2031-05-06T00:00:00.000000Z", "tests", "document.added", "sha256:x", reason, body, GENESIS)
    turned = replace(made, body=dict(reversed(body.items())))
    assert turned.computed() == made.computed()
    assert replace(made, reason=reason + " ").computed() != made.computed()
    assert json.loads(canonical(body)) == body


def test_a_decision_goes_with_its_words_when_the_text_is_extracted_anew(communique: Kept) -> None:
    entries, blobs = story(communique, [("corrected", 0, 0), ("rejected", 1, 0)])
    text = "A note of the registrar.\n\n" + communique.reading.document.text
    shift = len("A note of the registrar.\n\n")
    reading = reading_json(communique.reading)
    made = canonical(reading | {"commitments": []}).encode()
    source = source_json(communique.reading.document.source) | {"length": len(text)}
    blobs |= {digest(text.encode()): text.encode(), digest(made): made}
    body = {"reader": "servanda/next", "source": source, "text": digest(text.encode()), "reading": digest(made)}
    before = state_of(entries, blobs.__getitem__)
    entries.append(entry(len(entries) + 1, "reading.made", entries[0].subject, body))
    state = state_of(entries, blobs.__getitem__)
    decided = [c for c in before.commitments if c.review.state != "machine"]
    assert [c.json["action"]["start"] - shift for c in state.commitments] == [c.json["action"]["start"] for c in decided]
    assert [c.review.state for c in state.commitments] == ["corrected", "rejected"]
    for each in state.commitments:
        action = each.json["action"]
        assert text[action["start"] : action["end"]] == action["text"]


def test_a_decision_whose_words_are_gone_is_listed_and_not_forced(communique: Kept) -> None:
    entries, blobs = story(communique, [("corrected", 0, 0)])
    text = "Nothing of it is left."
    reading = {k: [] if isinstance(v, list) else v for k, v in reading_json(communique.reading).items()}
    made = canonical(reading).encode()
    source = source_json(communique.reading.document.source) | {"length": len(text)}
    blobs |= {digest(text.encode()): text.encode(), digest(made): made}
    body = {"reader": "servanda/next", "source": source, "text": digest(text.encode()), "reading": digest(made)}
    entries.append(entry(3, "reading.made", entries[0].subject, body))
    state = state_of(entries, blobs.__getitem__)
    assert state.commitments == ()
    assert [e.number for e in state.adrift] == [2]
