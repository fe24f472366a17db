"""What instruments a text speaks of: where names end, what is one and the same, and what has become of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.lexicon.instruments import KnownInstrument, load_instruments
from servanda.model.entities import Instrument
from servanda.read.instruments import find_instruments
from servanda.read.status import status_at
from tests.read.invented import document, mentions

LEXICON = load_instruments()


def found(text: str, **header: object) -> tuple[Instrument, ...]:
    return find_instruments(document(text, **header), mentions(text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "title", "kind"),
    [
        (
            "They recalled the Treaty between Valdoria and the Kingdom of Khemet on Mutual Legal Assistance in Criminal Matters.",
            "Treaty between Valdoria and the Kingdom of Khemet on Mutual Legal Assistance in Criminal Matters",
            "treaty",
        ),
        (
            "They seek ratification of the Agreement between Valdoria and Khemet on Sharing and Return of Forfeited Assets, and will act.",
            "Agreement between Valdoria and Khemet on Sharing and Return of Forfeited Assets",
            "agreement",
        ),
        (
            "It rests on the Protocol to Prevent, Suppress and Punish Smuggling of Pilots.",
            "Protocol to Prevent, Suppress and Punish Smuggling of Pilots",
            "protocol",
        ),
        ("The Port Amity Protocol of 5 September 2014 applies.", "Port Amity Protocol of 5 September 2014", "protocol"),
        ("Both uphold the Trade and Investment Framework Agreement.", "Trade and Investment Framework Agreement", "agreement"),
        (
            "We note the Joint Communiqué of the 1st Valdoria-Khemet Rivers Dialogue.",
            "Joint Communiqué of the 1st Valdoria-Khemet Rivers Dialogue",
            "communique",
        ),
        ("under Security Council resolution 1373 (2001)", "Security Council resolution 1373 (2001)", "resolution"),
        ("Parties to New START met.", "New START", "treaty"),
        (
            "The Valdorian Ministry signed a Memorandum of Understanding on river pilots with Khemet.",
            "Memorandum of Understanding on river pilots",
            "memorandum",
        ),
    ],
)
def test_names_are_taken_whole(sentence: str, title: str, kind: str) -> None:
    only = found(sentence)
    assert [(i.title, i.type) for i in only] == [(title, kind)]


def test_two_instruments_joined_by_and_stay_two() -> None:
    text = "We support the Treaty on Clean Rivers and the Comprehensive Dredging Ban Treaty."
    assert [i.title for i in found(text)] == ["Treaty on Clean Rivers", "Comprehensive Dredging Ban Treaty"]


def test_listed_resolutions_are_told_apart() -> None:
    assert [i.title for i in found("as set out in resolutions 1770 (2007) and 1830 (2008);")] == [
        "resolution 1770 (2007)",
        "resolution 1830 (2008)",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The North Atlantic Treaty Organization met.",
        "Treaty Bodies and Convention Centres are no instruments.",
        "The Governor asked for a Major Disaster Declaration.",
        "They reached agreement. The arrangement of chairs was in agreement with custom.",
        "Such an agreement needs the consent of both.",
    ],
)
def test_what_is_none(sentence: str) -> None:
    assert found(sentence) == ()


def test_acronym_short_form_and_the_treaty_are_one() -> None:
    text = (
        "Valdoria and Khemet signed the Agreement on River Pilots and Harbour Lights (ARPHL) on 3 May 2031. ARPHL names a commission. "
        "Under the Agreement, pilots register. The River Pilots Convention is older."
    )
    pilots, convention = found(text)
    assert [s.text for s in pilots.spans] == ["Agreement on River Pilots and Harbour Lights", "ARPHL", "Agreement"]
    assert (pilots.parties, pilots.status) == (("VAL", "KHT"), "signed")
    assert convention.title == "River Pilots Convention"


def test_the_agreement_is_left_out_when_it_could_be_either() -> None:
    text = "We recall the Rivers Agreement and the Harbours Agreement. The Agreement is old."
    assert [len(i.spans) for i in found(text)] == [1, 1]


def test_a_treaty_is_its_own_instrument() -> None:
    text = "Treaty on River Pilots\n\nValdoria and Khemet shall apply this Treaty. The Treaty shall enter into force on 1 May 2031."
    (own,) = found(text, kind="treaty", heading="Treaty on River Pilots")
    assert (own.title, own.status, len(own.spans)) == ("Treaty on River Pilots", "mentioned", 3)


def test_this_declaration_of_a_communique_is_not_listed() -> None:
    assert found("We adopt this Declaration today.") == ()


def test_parties_of_a_described_instrument_are_the_two_sides() -> None:
    text = "The two sides also had candid discussions on an extradition treaty in the context of the rule of law."
    (treaty,) = found(text, parties=("KHT", "VAL"))
    assert (treaty.title, treaty.status, treaty.parties) == ("extradition treaty", "under discussion", ("KHT", "VAL"))


@pytest.mark.parametrize("words", LEXICON.statuses, ids=lambda w: w.examples[0][:40])
def test_every_status_pattern_fits_its_examples(words: object) -> None:
    for example in words.examples:  # type: ignore[attr-defined]
        plain = example.replace("[", "").replace("]", "")
        start = example.index("[")
        assert status_at(plain, (0, len(plain)), (start, example.index("]") - 1), LEXICON) == words.status, example  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Khemet has not ratified the Pilots Convention.", "mentioned"),
        ("Khemet has yet to sign the Pilots Convention.", "mentioned"),
        ("The Pilots Convention shall enter into force on 1 May.", "mentioned"),
        ("The Pilots Convention has not entered into force.", "mentioned"),
        ("They discussed the Pilots Convention.", "mentioned"),
        ("They discussed a Pilots Convention.", "under discussion"),
        ("Pending the entry into force of the Pilots Convention, they will cooperate.", "mentioned"),
        ("They signed a declaration; the Pilots Convention is older.", "mentioned"),
        ("They signed the Harbours Treaty and the Pilots Convention.", "signed"),
        ("The Pilots Convention, which has been in force since 2031, applies.", "in force"),
    ],
)
def test_status_is_tied_to_the_name_and_minds_negation(sentence: str, status: str) -> None:
    assert [i.status for i in found(sentence) if i.title == "Pilots Convention"] == [status]


@pytest.mark.parametrize("kind", LEXICON.kinds, ids=lambda k: k.type)
def test_every_kind_finds_its_examples(kind: object) -> None:
    for example in kind.examples:  # type: ignore[attr-defined]
        assert {i.type for i in found(f"They recalled {example}.")} == {kind.type}, example  # type: ignore[attr-defined]


def test_names_of_ones_own() -> None:
    lexicon = LEXICON.with_known((KnownInstrument(("Lamplighters' Pact of Lumen", "LPL"), "agreement"),))
    text = "The LPL binds both. The Lamplighters' Pact of Lumen is old."
    (pact,) = find_instruments(document(text), mentions(text), lexicon)
    assert (pact.title, len(pact.spans)) == ("Lamplighters' Pact of Lumen", 2)


@given(st.text(alphabet="AaTreaty of(and)the \n.,’—resolution1(2)", max_size=200))
def test_spans_are_verbatim_whatever_the_text(text: str) -> None:
    for instrument in found(text):
        for span in instrument.spans:
            span.verify(text)
