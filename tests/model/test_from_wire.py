"""Sources and readings come back from their JSON as they were; what is not in the text does not come through."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model.claim import Claim
from servanda.model.commitment import Basis, Commitment
from servanda.model.document import Document, Landmark, Series, Source
from servanda.model.entities import Instrument, Meeting, Person
from servanda.model.from_wire import WireError, reading_from_json, source_from_json
from servanda.model.labels import ABOUTS, CONDUCTS, DOCUMENT_KINDS, INSTRUMENT_STATUSES, INSTRUMENT_TYPES, OBLIGATIONS, POLARITIES
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.model.wire import reading_json, source_json
from servanda.pipeline import read

EXAMPLES = Path(__file__).parents[2] / "examples"

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
strings = st.lists(names, max_size=2).map(tuple)
dates = st.sampled_from(["2030", "2030-02", "2030-02-28", "203X", "2030/.."])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


sources = st.builds(
    Source,
    id=names,
    name=names,
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    language=st.sampled_from(["en", "fr"]),
    title=maybe(names),
    published=maybe(st.dates().map(str)),
    landmarks=st.lists(st.builds(Landmark, st.integers(0, 30), names), max_size=2).map(tuple),
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    source = draw(sources)
    ends = st.tuples(st.integers(0, len(source.text)), st.integers(0, len(source.text))).filter(lambda pair: pair[0] != pair[1])
    span = ends.map(lambda pair: Span.of(source.text, min(pair), max(pair)))
    spans = st.lists(span, max_size=2).map(tuple)
    commitment = st.builds(
        Commitment, names, span, span, strings, st.sampled_from(POLARITIES), st.sampled_from(OBLIGATIONS), st.sampled_from(CONDUCTS),
        operator=maybe(span), subject=maybe(span), deadline=maybe(dates), deadline_words=maybe(span), place=maybe(span),
        basis=st.lists(st.builds(Basis, span, maybe(names)), max_size=2).map(tuple), limits=spans, why=strings,
    )  # fmt: skip
    claim = st.builds(
        Claim, names, span, st.sampled_from(ABOUTS), attributed_to=maybe(span), parties=strings,
        polarity=maybe(st.sampled_from(POLARITIES)), obligation=maybe(st.sampled_from(OBLIGATIONS)), kind=maybe(st.sampled_from(CONDUCTS)),
        date=maybe(dates), date_words=maybe(span), why=strings,
    )  # fmt: skip
    meeting = st.builds(
        Meeting,
        names,
        names,
        spans,
        round=maybe(st.integers(0, 90)),
        date=maybe(dates),
        place=maybe(names),
        parties=strings,
        people=strings,
    )
    instrument = st.builds(
        Instrument, names, names, st.sampled_from(INSTRUMENT_TYPES), spans, parties=strings, status=st.sampled_from(INSTRUMENT_STATUSES)
    )
    person = st.builds(Person, names, spans, native_name=maybe(names), office=maybe(names), party=maybe(names))
    document = st.builds(
        Document, st.just(source), st.sampled_from(DOCUMENT_KINDS), title=maybe(names), heading=maybe(span), date=maybe(dates),
        place=maybe(names), parties=strings, series=maybe(st.builds(Series, names, maybe(st.integers(0, 90)))), why=strings,
    )  # fmt: skip
    several = (st.lists(one, max_size=2).map(tuple) for one in (commitment, claim, meeting, instrument, person))
    return Reading(draw(document), *(draw(items) for items in several))


def carried(value: Any) -> Any:
    """What JSON text makes of a value."""
    return json.loads(json.dumps(value))


@given(sources)
def test_a_source_comes_back_as_it_was(source: Source) -> None:
    assert source_from_json(carried(source_json(source)), source.text) == source


@settings(max_examples=150)
@given(readings())
def test_a_reading_comes_back_as_it_was(reading: Reading) -> None:
    assert reading_from_json(carried(reading_json(reading)), reading.document.source) == reading


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_readings_of_the_examples_come_back_as_they_were(path: Path) -> None:
    reading = read(path)
    source = source_from_json(carried(source_json(reading.document.source)), reading.document.text)
    assert reading_from_json(carried(reading_json(reading)), source) == reading


def small() -> Reading:
    text = "The Parties shall meet in Port Amity by 2031."
    source = Source("sha256:00", "small.txt", text, "en")
    action, place = Span.of(text, 18, 44), Span.of(text, 26, 36)
    promise = Commitment("c-1", action, Span.of(text, 0, 45), ("VAL",), "do", "binding", "meet", place=place)
    return Reading(Document(source, "treaty", parties=("VAL",)), commitments=(promise,))


Spoil = Callable[[dict[str, Any]], object]
WRONG: dict[str, tuple[Spoil, str]] = {
    "another schema": (lambda j: j.update(schema="servanda.reading/2"), "schema: "),
    "no document": (lambda j: j.pop("document"), "document: missing"),
    "other bytes": (lambda j: j["document"].update(id="sha256:01"), "document.id: "),
    "another length": (lambda j: j["document"].update(length=3), "document.length: "),
    "a kind that is none": (lambda j: j["document"].update(kind="poem"), "document.kind: "),
    "official against its kind": (lambda j: j["document"].update(official=False), "document.official: "),
    "words that do not stand there": (lambda j: j["commitments"][0]["sentence"].update(start=1, end=46), "commitments[0].sentence: "),
    "words that do not fit their offsets": (lambda j: j["commitments"][0]["sentence"].update(end=99), "commitments[0].sentence: "),
    "an offset in words": (
        lambda j: j["commitments"][0]["sentence"].update(start="0"),
        "commitments[0].sentence.start: not a whole number",
    ),
    "true for an offset": (
        lambda j: j["commitments"][0]["sentence"].update(start=False),
        "commitments[0].sentence.start: not a whole number",
    ),
    "an action and a span apart": (lambda j: j["commitments"][0].update(span={}), "commitments[0].span: "),
    "a place without its words": (lambda j: j["commitments"][0].pop("place_words"), "commitments[0].place: "),
    "no polarity": (lambda j: j["commitments"][0].pop("polarity"), "commitments[0].polarity: missing"),
    "a string for a list": (lambda j: j["commitments"][0].update(parties="VAL"), "commitments[0].parties: not an array"),
    "a number in a list": (lambda j: j["commitments"][0].update(parties=[1]), "commitments[0].parties[0]: not a string"),
    "a list for an object": (lambda j: j.update(commitments=[[]]), "commitments[0]: not an object"),
}


@pytest.mark.parametrize(("spoil", "message"), WRONG.values(), ids=WRONG)
def test_an_error_names_the_field(spoil: Spoil, message: str) -> None:
    written = carried(reading_json(small()))
    spoil(written)
    with pytest.raises(WireError) as caught:
        reading_from_json(written, small().document.source)
    assert str(caught.value).startswith(message)


def test_a_text_that_was_changed_is_refused() -> None:
    source = small().document.source
    with pytest.raises(WireError, match="sentence"):
        reading_from_json(reading_json(small()), replace(source, text=source.text.replace("shall", "might")))
    with pytest.raises(WireError, match="length"):
        source_from_json(source_json(source), source.text + " not")


def test_what_is_not_an_object_is_refused() -> None:
    with pytest.raises(WireError, match="the whole: not an object"):
        reading_from_json([], small().document.source)  # type: ignore[arg-type]
