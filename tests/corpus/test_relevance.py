"""What bears on what is followed, and the reasons that are given."""

import hashlib

from servanda.corpus.relevance import Followed, bears_on
from servanda.model.claim import Claim
from servanda.model.commitment import Basis, Commitment
from servanda.model.document import Document, Series, Source
from servanda.model.entities import Instrument, Meeting
from servanda.model.reading import Reading
from servanda.model.span import Span

TEXT = (
    "Aldoria and Brennia agreed at the Third Aldoria-Brennia Shipping Dialogue to open all harbours, under the Port Vey Agreement. "
    "Cardovia welcomed the Café Accord. 双方同意加强合作。"
)


def said(words: str) -> Span:
    return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def reading(parties: tuple[str, ...] = ("ALD", "BRE"), series: Series | None = None) -> Reading:
    source = Source("sha256:" + hashlib.sha256(TEXT.encode()).hexdigest(), "a.txt", TEXT, "en")
    promise = Commitment(
        id="c1",
        action=said("open all harbours"),
        sentence=said(TEXT.partition(". ")[0]),
        parties=parties,
        polarity="do",
        obligation="firm",
        kind="act",
        basis=(Basis(said("the Port Vey Agreement")),),
    )
    claim = Claim("k1", said("Cardovia welcomed the Café Accord"), "commitment", parties=("CAR", "ALD"))
    meeting = Meeting(
        "m1", "Third Aldoria-Brennia Shipping Dialogue", (said("Third Aldoria-Brennia Shipping Dialogue"),), parties=("ALD", "BRE")
    )
    accord = Instrument("i1", "Café Accord", "agreement", (said("Café Accord"),))
    document = Document(source, "report", parties=(), series=series)
    return Reading(document, (promise,), (claim,), (meeting,), (accord,))


def test_nothing_followed_nothing_said() -> None:
    assert bears_on(reading(), Followed()) == ()
    assert (
        bears_on(reading(), Followed(("DOR",), (("ALD", "DOR"),), ("Dialogue on Grain",), (("i9", ("Karst Treaty",)),), ("wheat",))) == ()
    )


def test_parties_and_pairs() -> None:
    assert bears_on(reading(), Followed(parties=("ALD", "CAR"))) == ("party ALD: commitment c1", "party CAR: claim k1")
    assert bears_on(reading(), Followed(pairs=(("BRE", "ALD"),))) == ("pair BRE and ALD: commitment c1",)
    assert bears_on(reading(), Followed(pairs=(("BRE", "CAR"),))) == ()  # both are named, and never together
    assert bears_on(reading(parties=("BRE",)), Followed(pairs=(("ALD", "BRE"),))) == (
        "pair ALD and BRE: meeting 'Third Aldoria-Brennia Shipping Dialogue'",
    )


def test_series() -> None:
    followed = Followed(series=("Aldoria–Brennia Shipping Dialogue",))
    (why,) = bears_on(reading(), followed)
    assert why == "series 'Aldoria–Brennia Shipping Dialogue': meeting 'Third Aldoria-Brennia Shipping Dialogue'"
    (why,) = bears_on(reading(series=Series("Aldoria-Brennia Shipping Dialogue", 3)), followed)
    assert why.endswith("the document is a round of it")
    assert bears_on(reading(), Followed(series=("", "Ship"))) == ()


def test_instruments_by_any_of_their_titles() -> None:
    assert bears_on(reading(), Followed(instruments=(("i7", ("Agreement of 2020 on Harbours", "Port Vey Agreement")),))) == (
        "instrument i7: 'the Port Vey Agreement'",
    )
    assert bears_on(reading(), Followed(instruments=(("i8", ("CAFE ACCORD",)), ("i9", ("Accords", ""))))) == (
        "instrument i8: 'Café Accord'",
    )


def test_searches() -> None:
    def found(search: str) -> bool:
        return bool(bears_on(reading(), Followed(searches=(search,))))

    assert found("harbours cardovia")
    assert found('"open all harbours"')
    assert found("“Open All” cafe")
    assert found("加强合作")
    assert not found('"all open harbours"')
    assert not found("harbour")
    assert not found("harbours wheat")
    assert not found('harbours -"port vey"')
    assert found("harbours -wheat")
    assert not found("-wheat")
    assert not found(' "" ')


def test_each_reason_is_given_once_in_the_order_of_what_is_followed() -> None:
    followed = Followed(("BRE", "ALD", "BRE"), (("ALD", "BRE"),), searches=("harbours", "harbours"))
    assert [why.partition(":")[0] for why in bears_on(reading(), followed)] == [
        "party BRE",
        "party ALD",
        "pair ALD and BRE",
        "search 'harbours'",
    ]
