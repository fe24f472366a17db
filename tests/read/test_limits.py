"""What narrows a commitment."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.lexicon.bounds import load_limits
from servanda.model.commitment import Basis
from servanda.model.span import Span
from servanda.read.limits import find_limits


def limits(sentence: str, action: str | None = None) -> list[str]:
    at = sentence.index(action) if action else 0
    return [s.text for s in find_limits(sentence, Span.of(sentence, at, at + len(action or sentence)), Span.of(sentence, 0, len(sentence)))]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("share data, as appropriate, with the other side", ["as appropriate"]),
        ("exchange pilots in accordance with domestic law", ["in accordance with domestic law"]),
        (
            "neither government would conduct theft, with the intent of providing competitive advantages to companies",
            ["with the intent of providing competitive advantages to companies"],
        ),
        ("open the port unless the harbour master decides otherwise", ["unless the harbour master decides otherwise"]),
        ("lend vessels on mutually agreed terms", ["on mutually agreed terms"]),
        ("pursue extraditions where possible, and train pilots", ["where possible"]),
        ("open the port, provided that the lights are lit; and report", ["provided that the lights are lit"]),
        ("inspect all vessels except those of the navy, and to report", ["except those of the navy"]),
        ("expand trade in timber and fish", []),
        ("meet once a year", []),
    ],
)
def test_the_words_of_a_limit(action: str, words: list[str]) -> None:
    assert limits(action) == words


def test_a_condition_that_opens_the_sentence() -> None:
    assert limits("If the port is closed, each Party shall inform the other.", "inform the other") == ["If the port is closed"]


def test_a_basis_is_no_limit() -> None:
    text = "trade in accordance with the Rivers Treaty"
    span = Span.of(text, 29, len(text))
    whole = Span.of(text, 0, len(text))
    assert find_limits(text, whole, whole, (Basis(span),)) == ()


@pytest.mark.parametrize("example", load_limits().examples)
def test_leads_fit_their_examples(example: str) -> None:
    plain = example.replace("[", "").replace("]", "")
    action = plain[plain.rindex(" ", 0, -8) + 1 :] if example.startswith("[") else None
    assert limits(plain, action) == [example[example.index("[") + 1 : example.index("]")]]


@given(st.text(alphabet="ifunless whrprovdt,;.:()\n’—", min_size=1, max_size=150), st.data())
def test_limits_are_verbatim_and_apart(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = find_limits(text, Span.of(text, start, end), Span.of(text, 0, len(text)))
    for span in found:
        span.verify(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
