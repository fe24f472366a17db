"""Who a commitment binds, from the words of its subject."""

from __future__ import annotations

import pytest

from servanda.lexicon.parties import Party, load_parties
from servanda.model.document import Source
from servanda.model.span import Span
from servanda.read.bound import bound_parties
from servanda.read.cast import read_cast
from servanda.read.header import read_header

LEXICON = load_parties().with_parties(
    [Party("VAL", ("Valdoria",), ("Valdorian",), seats=("Port Amity",)), Party("KHM", ("Khemet",), ("Khemeti",), seats=("Sefu",))]
)
BOTH = ("KHM", "VAL")
TALKS = "President Ada Voss of Valdoria met today with King Oro of Khemet, and our two countries agreed. "


def bound(text: str, subject: str | None, action: str) -> tuple[str, ...]:
    """The parties bound by the last occurrence of `action`, whose subject is the last occurrence of `subject` before it."""
    cast = read_cast(text, LEXICON)
    document = read_header(Source("sha256:0", "-", text, "en"), LEXICON, cast=cast)
    at = text.rindex(action)
    words = Span.of(text, at, at + len(action))
    who = Span.of(text, text.rindex(subject, 0, at), text.rindex(subject, 0, at) + len(subject)) if subject else None
    return bound_parties(document, cast, who, words, words)[0]


@pytest.mark.parametrize(
    ("sentence", "subject", "expected"),
    [
        ("Valdoria will trade.", "Valdoria", ("VAL",)),
        ("Valdoria and Khemet will trade.", "Valdoria and Khemet", BOTH),
        ("The Khemeti side will trade.", "The Khemeti side", ("KHM",)),
        ("Valdorian and Khemeti officials will trade.", "Valdorian and Khemeti officials", BOTH),
        ("President Voss will trade.", "President Voss", ("VAL",)),
        ("The President will trade.", "The President", ("VAL",)),
        ("We will trade.", "We", BOTH),
        ("The two sides will trade.", "The two sides", BOTH),
        ("They will trade.", "They", BOTH),
        ("Neither country's government will trade.", "Neither country's government", BOTH),
        ("Our partnership with Norway will trade.", "Our partnership with Norway", BOTH),
        ("This committee will trade.", "This committee", BOTH),
        ("Their ministers will trade.", "Their ministers", BOTH),
        ("Port Amity will trade.", "Port Amity", ("VAL",)),
        ("Valdoria's minister in Khemet will trade.", "Valdoria's minister in Khemet", ("VAL",)),
        ("The King spoke. He will trade.", "He", ("KHM",)),
        ("Several allies, including Norway and Sweden, will trade.", "Several allies", ("NOR", "SWE")),
    ],
)
def test_subjects(sentence: str, subject: str, expected: tuple[str, ...]) -> None:
    assert bound(TALKS + sentence, subject, "trade") == expected


def test_without_a_subject_the_parties_of_the_document_or_the_agent_named() -> None:
    assert bound(TALKS + "It was agreed that fish be sold.", None, "fish be sold") == BOTH
    assert bound(TALKS + "It was agreed that fish be caught by vessels of Khemet.", None, "fish be caught by vessels of Khemet") == ("KHM",)


def test_goods_of_one_side_are_treated_by_the_other() -> None:
    assert bound(TALKS + "Imports from Khemet will be subject to a tariff.", None, "Imports from Khemet will be subject to a tariff") == (
        "VAL",
    )


def test_resolutions_bind_the_council_or_all_states() -> None:
    text = "The Security Council,\n\n1. Decides that all States shall help;\n\n2. Decides that the Council will meet;\n\n"
    assert bound(text, "all States", "help") == ("UN members",)
    assert bound(text, "the Council", "meet") == ("UNSC",)


def test_a_group_that_speaks_as_one_is_bound_as_one() -> None:
    subject = "We the Quad partners of Australia, India, Japan, and the United States"
    text = f"{subject} will help. The Quad, Quad, Quad."
    assert bound(text, subject, "help") == ("Quad",)


def test_a_defined_term_binds_its_party() -> None:
    text = "Valdoria (hereinafter “the Seller”) and Khemet (hereinafter “the Buyer”). The Buyer shall pay."
    assert bound(text, "The Buyer", "pay") == ("KHM",)


def test_treaties_with_indigenous_nations() -> None:
    text = (
        "Articles of agreement made with the United States by the chiefs of the bands of Indians, the said "
        "chiefs and bands of Indians being duly named, have agreed as follows: "
        "The said bands of Indians cede their land. The United States shall pay."
    )
    assert bound(text, "The said bands of Indians", "cede their land") == ("Native American nations",)
    assert bound(text, "The United States", "pay") == ("USA",)
