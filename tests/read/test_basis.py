"""What a commitment rests on or carries out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.lexicon.bounds import load_basis
from servanda.model.span import Span
from servanda.read.basis import find_basis
from servanda.read.instruments import find_instruments
from tests.read.invented import document, mentions


def basis(sentence: str, action: str | None = None) -> list[str]:
    at = sentence.index(action) if action else 0
    instruments = find_instruments(document(sentence), mentions(sentence))
    whole = Span.of(sentence, 0, len(sentence))
    return [b.span.text for b in find_basis(sentence, Span.of(sentence, at, at + len(action or sentence)), whole, instruments)]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (
            "strengthen cooperation, on the basis of the Treaty between Valdoria and Khemet on Mutual Legal Assistance",
            ["Treaty between Valdoria and Khemet on Mutual Legal Assistance"],
        ),
        ("implement the Port Amity Accords without delay", ["Port Amity Accords"]),
        ("abide by Article 5 of the Rivers Treaty", ["Article 5 of the Rivers Treaty"]),
        ("act pursuant to resolutions 1770 (2007) and 1830 (2008)", ["resolutions 1770 (2007) and 1830 (2008)"]),
        ("conclude a fisheries agreement by 2032", ["fisheries agreement"]),
        ("deliver on our commitments under the Clean Rivers Framework", ["Clean Rivers Framework"]),
        ("abolish tariffs as set forth in Executive Order 14257 of April 2, 2031", ["Executive Order 14257 of April 2, 2031"]),
    ],
)
def test_the_words_of_a_basis(action: str, words: list[str]) -> None:
    assert basis(action) == words


@pytest.mark.parametrize(
    "action",
    [
        "expand trade in timber and fish",
        "settle any dispute over the interpretation of this Agreement by talks",
        "seek the immediate resolution of the dispute",
        "share data in accordance with domestic law",
        "uphold the international order",
    ],
)
def test_what_is_no_basis(action: str) -> None:
    assert basis(action) == []


def test_a_basis_before_the_undertaking() -> None:
    sentence = "The two sides agreed, on the basis of the Joint Communiqué of the 1st Rivers Dialogue, to take further measures."
    assert basis(sentence, "take further measures") == ["Joint Communiqué of the 1st Rivers Dialogue"]


def test_what_another_clause_rests_on_is_not_taken() -> None:
    sentence = "They met under the Rivers Treaty; they will expand trade."
    assert basis(sentence, "expand trade") == []


def test_the_instruments_id_is_given() -> None:
    text = "They will implement the Port Amity Accords."
    (instrument,) = find_instruments(document(text), mentions(text))
    whole = Span.of(text, 0, len(text))
    (one,) = find_basis(text, Span.of(text, 10, len(text) - 1), whole, (instrument,))
    assert one.instrument == instrument.id


@pytest.mark.parametrize("example", load_basis().examples)
def test_leads_fit_their_examples(example: str) -> None:
    plain = example.replace("[", "").replace("]", "")
    inside = example[example.index("[") + 1 : example.index("]")]
    (words,) = basis(plain)
    assert words in inside
    assert len(words) >= len(inside) - 4


@given(st.text(alphabet="ActionuderthTyApsmlk'() ,.;\n’—12", min_size=1, max_size=150), st.data())
def test_a_basis_is_verbatim_wherever_the_action_lies(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for found in find_basis(text, Span.of(text, start, end), Span.of(text, 0, len(text))):
        found.span.verify(text)
