"""Claims of press reports: what is found, what it is about, who says it, and what is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.lexicon.parties import Party, PartyLexicon
from servanda.model.claim import Claim
from servanda.model.document import Document, Source
from servanda.model.labels import DocumentKind
from servanda.read.claims import find_claims
from servanda.read.parties import find_parties
from servanda.read.promise import promise_of

LEXICON = PartyLexicon(
    (
        Party("VAL", ("Valdoria",), ("Valdorian",), ("Port Amity",)),
        Party("ORM", ("Ormund",), ("Ormundian",), ("Brakk",)),
        Party("TES", ("Tessaly",), ("Tessalian",)),
    )
)

REPORT = """Valdoria and Ormund pledge to stop fishing wars – The Amity Ledger

By Mara Lindqvist

A summary of the top news in the Strait for June 26, 2031. Subscribe here.

Ministers of Tessaly and Valdoria wave to the crowd in front of the old lighthouse, June 20, 2031. REUTERS/Ivo Brandt/Pool

Valdoria and Ormund signed an agreement on June 23 vowing not to seize each other's trawlers, according to Reuters. \
The accord does not cover the herring banks. Both governments will set up a joint patrol by 31 December.

An Ormundian official, who took part in the talks, told the Amity Ledger that the \
“agreement should be seen as an important step toward a calmer sea.”

Valdoria has long been accused by other countries of burning nets. "Paper floats," said Anselm Torr, who mends boats in Brakk. \
In 2019, Valdoria and Tessaly reached a similar agreement on tuna.
"""


def claims_of(text: str, kind: DocumentKind = "report", date: str | None = None) -> tuple[Claim, ...]:
    document = Document(Source("sha256:0", "report.txt", text, "en"), kind, date=date, parties=("VAL", "ORM"))
    return find_claims(document, find_parties(text, 0, len(text), LEXICON))


def claim_with(claims: tuple[Claim, ...], words: str) -> Claim:
    found = [c for c in claims if words in c.quote.text]
    assert len(found) == 1, (words, [c.quote.text for c in claims])
    return found[0]


@pytest.fixture(scope="module")
def report() -> tuple[Claim, ...]:
    return claims_of(REPORT, date="2031-06-26")


def test_a_headline_is_a_claim_without_its_outlet(report: tuple[Claim, ...]) -> None:
    assert report[0].quote.text == "Valdoria and Ormund pledge to stop fishing wars"
    assert report[0].about == "commitment"


def test_signing_and_vowing_are_two_claims_on_one_word(report: tuple[Claim, ...]) -> None:
    signed, vowed = claim_with(report, "signed"), claim_with(report, "vowing")
    assert (signed.about, signed.date, signed.parties) == ("event", "2031-06-23", ("VAL", "ORM"))
    assert (vowed.about, vowed.polarity, vowed.obligation, vowed.parties) == ("commitment", "refrain", "firm", ("VAL", "ORM"))
    assert [c.attributed_to and c.attributed_to.text for c in (signed, vowed)] == ["Reuters", "Reuters"]


def test_what_an_accord_leaves_out_is_scope(report: tuple[Claim, ...]) -> None:
    assert claim_with(report, "herring banks").about == "scope"


def test_both_governments_are_the_parties_of_the_report(report: tuple[Claim, ...]) -> None:
    promised = claim_with(report, "joint patrol")
    assert (promised.about, promised.polarity, promised.obligation) == ("commitment", "do", "firm")
    assert (promised.kind, promised.parties, promised.date) == ("establish", ("VAL", "ORM"), "2031-12-31")


def test_a_quotation_is_its_speakers_view(report: tuple[Claim, ...]) -> None:
    step = claim_with(report, "calmer sea")
    assert step.about == "assessment"
    assert step.attributed_to is not None
    assert step.attributed_to.text == "An Ormundian official, who took part in the talks"
    assert step.quote.text.startswith("agreement should")


def test_an_accusation_is_an_allegation(report: tuple[Claim, ...]) -> None:
    accused = claim_with(report, "burning nets")
    assert accused.about == "allegation"
    assert accused.attributed_to is not None
    assert accused.attributed_to.text == "other countries"


def test_a_caption_stays_apart(report: tuple[Claim, ...]) -> None:
    assert claim_with(report, "lighthouse").about == "context"


def test_boilerplate_and_bylines_claim_nothing(report: tuple[Claim, ...]) -> None:
    words = " ".join(c.quote.text for c in report)
    assert not any(part in words for part in ("Subscribe", "summary of the top news", "Lindqvist", "REUTERS"))


def test_every_claim_says_which_rule_made_it(report: tuple[Claim, ...]) -> None:
    assert all(c.why and c.why[0].startswith("claim:") for c in report)


def test_an_official_text_makes_no_claims() -> None:
    assert claims_of(REPORT, kind="communique") == ()


DIGEST = """Current events of 2031-05-02

Valdoria pledges 40 ships to the relief of Tessaly. (Amity News)

Valdoria and Ormund sign a treaty on tides in Port Amity. (AP) (The Ledger)

The Ormundian prime minister says that Ormund will withdraw its fleet. (Reuters)

A ferry sinks off Brakk, killing four people. (Reuters)

Ormund refuses to agree to a ceasefire with Tessaly. (Reuters)

Valdoria postpones the signing of a deal with Ormund. (AFP)
"""


def test_a_digest_makes_few_claims_each_on_its_outlet() -> None:
    found = [(c.about, c.attributed_to.text if c.attributed_to else None) for c in claims_of(DIGEST)]
    assert found == [("commitment", "Amity News"), ("event", "AP"), ("commitment", "The Ormundian prime minister")]


@pytest.mark.parametrize(
    ("words", "polarity", "obligation"),
    [
        ("Valdoria will open its ports to Ormund", "do", "firm"),
        ("Valdoria will not open its ports to Ormund", "refrain", "firm"),
        ("Valdoria hopes to open its ports to Ormund", "do", "soft"),
        ("Valdoria vowed to consider opening its ports", "do", "firm"),
        ("Valdoria may not open its ports to Ormund", "refrain", "firm"),
        ("Neither side will open its ports", "refrain", "firm"),
        ("Valdoria is ready to open its ports", "do", "soft"),
        ("Valdoria pledged to stop seizing boats", "refrain", "firm"),
    ],
)
def test_labels_of_a_claimed_commitment(words: str, polarity: str, obligation: str) -> None:
    promise = promise_of(words)
    assert (promise.polarity, promise.obligation) == (polarity, obligation)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"abcVO \n.,;:\"“”'()-—1é\u202e", "said that ", "Valdoria ", " and ", "agreed to ", "according to ", "(AP)\n"])
    )
)
def test_claims_are_verbatim_and_repeatable(parts: list[str]) -> None:
    text = "Valdoria and Ormund sign pact\n\n" + "".join(parts)
    found = claims_of(text)
    for claim in found:
        for span in claim.spans():
            span.verify(text)
    assert found == claims_of(text)
    assert len({c.id for c in found}) == len(found)


def test_a_line_without_end_takes_no_time() -> None:
    text = "Valdoria and Ormund sign a pact\n\n" + "the minister said, and the other said, that " * 20_000
    start = time.process_time()
    claims_of(text)
    assert time.process_time() - start < 2
