"""Spans are verbatim, and readings keep to their vocabularies, for any text and for the examples with mistakes in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from servanda.model.labels import ABOUTS, CONDUCTS, DOCUMENT_KINDS, INSTRUMENT_STATUSES, INSTRUMENT_TYPES, OBLIGATIONS, POLARITIES
from servanda.model.reading import Reading
from servanda.model.when import parse_when
from servanda.model.wire import reading_json
from servanda.pipeline import Options, read_source
from servanda.read.tagger.weights import Weights
from servanda.text import UnreadableError, from_text, open_source

from .conftest import EXAMPLES

_TEXTS = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
_OPTIONS = Options(language="en", names=(str(EXAMPLES / "names.toml"),))
_SLIPS = [
    *(
        "\u200f",
        "\u202e",
        "\ufeff",
        "\x00",
        "\x1b[2J",
        "\u2028",
        "\r\n",
        "\r",
        "\t\t",
        "\x0c",
        "\xa0",
        "\xad",
        "e\u0301",
        "\U0001f30a",
        "﷽",
    ),
    *(
        "not ",
        "(",
        "[",
        "“",
        '"',
        "'",
        ";",
        "; and",
        ":",
        "...",
        "- ",
        "\n- ",
        "\n\n(a) ",
        "Article 3. ",
        " agreed to ",
        " shall ",
        " the ",
    ),
    *(
        "in 2031",
        "31 February 2030",
        "the 0th round",
        "the 99999999999th round",
        "by 9999-12-31",
        "within 999999999999 days",
        "汪永清",
        "Ελένη",
    ),
]
_quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """An example text after some cuts, swaps and insertions."""
    text = draw(st.sampled_from(_TEXTS))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 60)))
        what = draw(st.sampled_from(["insert", "cut", "double", "shout", "any"]))
        piece = {
            "insert": draw(st.sampled_from(_SLIPS)) + text[at:end],
            "cut": "",
            "double": text[at:end] * 2,
            "shout": text[at:end].upper(),
            "any": draw(st.text(max_size=8)),
        }[what]
        text = text[:at] + piece + text[end:]
    return text


def spans(value: object) -> Iterator[dict[str, Any]]:
    """Every span in a piece of JSON."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from spans(item)


def check(text: str, weights: Weights) -> Reading | None:
    """Read `text` and hold the reading against the laws; None when it cannot be read."""
    try:
        reading = read_source(from_text(text, language="en"), _OPTIONS, weights=weights)
    except UnreadableError:
        return None
    written = reading_json(reading)
    for span in spans(written):
        assert text[span["start"] : span["end"]] == span["text"] != ""
    assert written["document"]["length"] == len(text)
    assert reading.document.kind in DOCUMENT_KINDS
    assert not (reading.commitments if reading.document.kind == "report" else reading.claims)
    for c in reading.commitments:
        assert (c.kind in CONDUCTS, c.obligation in OBLIGATIONS, c.polarity in POLARITIES) == (True, True, True)
        assert c.why, "every commitment says what produced it"
        if c.deadline is not None:
            parse_when(c.deadline)
        assert all(basis.instrument in {i.id for i in reading.instruments} for basis in c.basis if basis.instrument)
    for claim in reading.claims:
        assert claim.about in ABOUTS
        if claim.date is not None:
            parse_when(claim.date)
    assert all(i.type in INSTRUMENT_TYPES and i.status in INSTRUMENT_STATUSES for i in reading.instruments)
    for things in (reading.commitments, reading.claims, reading.meetings, reading.instruments):
        assert len({thing.id for thing in things}) == len(things), "identifiers are unique"
    return reading


@_quick
@given(text=st.text(max_size=400))
@example(text="The Parties shall not.")
@example(text="agreed to:\n- \n- \n-")
@example(text="\ud800 will meet")
def test_any_text_gives_verbatim_spans(weights: Weights, text: str) -> None:
    check(text, weights)


@_quick
@given(text=spoiled())
def test_spoiled_examples_give_verbatim_spans(weights: Weights, text: str) -> None:
    check(text, weights)


@_quick
@given(words=st.lists(st.sampled_from([*_SLIPS, *_TEXTS[0].split()[:120], "\n", "\n\n"]), max_size=120))
def test_words_of_the_genre_in_any_order_give_verbatim_spans(weights: Weights, words: list[str]) -> None:
    check(" ".join(words), weights)


def test_the_examples_themselves_keep_the_laws(weights: Weights) -> None:
    assert all(check(text, weights) is not None for text in _TEXTS)


def test_offsets_count_in_the_file_as_decoded(tmp_path: Path, weights: Weights) -> None:
    path = tmp_path / "windows.txt"
    path.write_bytes(b"\xef\xbb\xbf" + _TEXTS[1].replace("\n", "\r\n").encode())
    reading = read_source(open_source(path), _OPTIONS, weights=weights)
    text = path.read_bytes().decode("utf-8")
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans(reading_json(reading)))
