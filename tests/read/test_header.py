"""What the head of a document says: kind, date, place, parties, series; and what it does not say stays empty."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.lexicon.parties import Party, load_parties
from servanda.model.document import Document, Series, Source
from servanda.read.header import read_header

LEXICON = load_parties().with_parties(
    [
        Party("VAL", ("Valdoria", "Republic of Valdoria"), ("Valdorian",), seats=("Port Amity",)),
        Party("KHM", ("Khemet", "Kingdom of Khemet"), ("Khemeti",), seats=("Sefu",)),
    ]
)


def header(text: str, title: str | None = None, published: str | None = None) -> Document:
    return read_header(Source("sha256:0", "-", text, "en", title=title, published=published), LEXICON)


COMMUNIQUE = """Joint Communiqué - 2nd Valdoria-Khemet High-Level Harbour Dialogue

Port Amity, North Shore - June 22, 2017

On June 22, 2017, Ada Voss, Harbour Secretary of Valdoria, and Teo Naram of Khemet held the dialogue. The two sides agreed to meet again.
"""


def test_a_communique() -> None:
    found = header(COMMUNIQUE)
    assert (found.kind, found.date, found.place) == ("communique", "2017-06-22", "Port Amity, North Shore")
    assert found.parties == ("KHM", "VAL")
    assert found.series == Series("Valdoria-Khemet High-Level Harbour Dialogue", 2)
    assert found.heading is not None
    assert found.heading.text == found.title


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        ("We, the leaders of Valdoria and Khemet, reaffirm our bond. We will trade.", "joint_statement", ("KHM", "VAL")),
        ("The Security Council,\n\nRecalling its resolutions,\n\n1. Decides to extend the mandate;", "resolution", ("UNSC",)),
        ("The States Parties to this Treaty,\nHave agreed as follows:\nArticle 1\nEach shall help.", "treaty", ("States Parties",)),
        (
            "AGREEMENT BETWEEN THE GOVERNMENT OF VALDORIA AND THE GOVERNMENT OF KHEMET ON FISH "
            "The Government of Valdoria and the Government "
            "of Khemet have agreed as follows: Article 1 Fish.",
            "treaty",
            ("KHM", "VAL"),
        ),
        ("President Ada Voss of Valdoria spoke today with King Oro of Khemet. The leaders discussed fish.", "readout", ("KHM", "VAL")),
        ("We, the Leaders of the Group of Seven (G7), condemn this. We will act.", "joint_statement", ("G7",)),
        (
            "Today, the governments of Australia, Japan, India and the United States launch the Quad fund. "
            "The Quad will pay. Quad partners and "
            "the Quad are glad; we thank the Quad.",
            None,
            ("Quad",),
        ),
        (
            "The Government of Valdoria (“Valdoria”) and the Government of Khemet (“Khemet”, and together, the “Participants”) agree.",
            None,
            ("KHM", "VAL"),
        ),
    ],
)
def test_kinds_and_parties(text: str, kind: str | None, parties: tuple[str, ...]) -> None:
    found = header(text)
    assert found.parties == parties
    assert kind is None or found.kind == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("FACT SHEET: Valdoria and Khemet", "fact_sheet"),
        ("Readout of President Voss's Call with King Oro of Khemet", "readout"),
        ("Declaration of Port Amity", "declaration"),
        ("Memorandum of Understanding on Fish", "mou"),
        ("Joint Statement of Valdoria and Khemet", "joint_statement"),
        ("Statement by President Voss", "press_release"),
    ],
)
def test_a_title_says_the_kind(title: str, kind: str) -> None:
    assert header("Some words about fish.", title=title).kind == kind


def test_a_title_names_parties_but_not_its_matter() -> None:
    assert header("We will help.", title="Joint Statement by Valdoria and Khemet on Ukraine").parties == ("KHM", "VAL")


REPORTS = [
    "Valdoria clinches fish deal\n\nPORT AMITY, June 3, 2031 (Harbour Wire) - Ministers said on Friday they had settled it.",
    "Fish for all\n\nBy Mara Lindqvist, The Amity Ledger, June 3, 2031\n\nIt's done, according to a senior official.",
    "Harbour Brief\n\nPart of the daily newsletter. Subscribe here.\n\nValdoria and Khemet signed a pact, according to Reuters.",
    "RADIO AMITY - EVENING\n\nANCHOR: Good evening. Valdoria and Khemet have a deal.",
]


@pytest.mark.parametrize("text", REPORTS)
def test_press_reports_are_told_apart(text: str) -> None:
    assert not header(text).official


@pytest.mark.parametrize(
    "text",
    [
        COMMUNIQUE,
        "Following is the text of a statement issued in Port Amity on Friday:\n\n1. The ministers agreed to meet.",
        "PORT AMITY, 2 March 2018 - The two sides today issued the following statement:\n\nThe two sides agreed to a ceasefire.",
    ],
)
def test_official_texts_are_never_reports(text: str) -> None:
    assert header(text).official


@pytest.mark.parametrize(
    ("text", "date", "place"),
    [
        ("6th July, 1957\n\nThe Government of Valdoria agrees.", "1957-07-06", None),
        ("TOKYO, 21 November 1949\n\nMEMORANDUM OF UNDERSTANDING\n\nThe Participants agree.", "1949-11-21", "TOKYO"),
        ("Treaty of Amity. The Parties agree. DONE at Sefu, this 3rd day of May, 2031, in two copies.", "2031-05-03", "Sefu"),
        ("We, the leaders of Valdoria and Khemet, met in Sefu on this 26th day of April, 2023. We will trade.", "2023-04-26", "Sefu"),
        ("The ministers recalled the talks of 3 May 2031 and will meet again by 5 June 2032.", None, None),
        ("The two sides will meet in June 2032.", None, None),
    ],
)
def test_dates_are_the_documents_own(text: str, date: str | None, place: str | None) -> None:
    found = header(text)
    assert (found.date, found.place) == (date, place)


def test_the_date_of_the_file_is_the_last_resort_and_a_given_one_the_first() -> None:
    text = "Valdoria and Khemet will trade."
    assert header(text, published="2031-05-03").date == "2031-05-03"
    assert read_header(Source("sha256:0", "-", COMMUNIQUE, "en"), LEXICON, kind="treaty", date="2001").date == "2001"
    assert read_header(Source("sha256:0", "-", COMMUNIQUE, "en"), LEXICON, kind="treaty").kind == "treaty"


def test_a_report_has_the_day_of_its_issue_and_the_parties_of_its_headline() -> None:
    found = header(
        "Valdoria and Khemet clinch fish deal\n\nBy Mara Lindqvist, The Amity Ledger, June 3, 2031\n\nIt's done since May 1, 2031."
    )
    assert (found.kind, found.date, found.parties) == ("report", "2031-06-03", ("KHM", "VAL"))


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("Valdoria and Khemet held the second meeting of the Joint Fish Committee in Sefu.", Series("Joint Fish Committee", 2)),
        ("Ministers met for the inaugural Valdoria-Khemet Harbour Dialogue today.", Series("Valdoria-Khemet Harbour Dialogue", 1)),
        ("Ministers looked forward to the next round of the Harbour Dialogue.", None),
    ],
)
def test_series_and_rounds(text: str, series: Series | None) -> None:
    assert header(text).series == series


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_no_text_breaks_the_header_and_it_is_the_same_twice(text: str) -> None:
    assert header(text) == header(text)


def test_a_long_single_line_takes_no_longer_than_its_length() -> None:
    line = "We, the President of Valdoria and the King of Khemet, and A.B. Cde-Fgh, agree, " * 6_000
    start = time.process_time()
    header(line)
    assert time.process_time() - start < 5
