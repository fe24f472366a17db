"""Why a reading bears on what is followed, by groups and by the ledger's keys too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.corpus.relevance import Followed
from servanda.model.document import Series
from servanda.model.reading import Reading
from servanda.pipeline import Kept
from servanda_ledger.watch.bearing import EVERYTHING, bears


def between(kept: Kept, *parties: str, series: str = "") -> Reading:
    """A reading of nothing but a header with these parties."""
    header = replace(kept.reading.document, parties=parties, series=Series(series) if series else None)
    return Reading(header)


@pytest.mark.parametrize(
    ("parties", "followed", "why"),
    [
        (("G7",), Followed(parties=("CAN",)), ("party CAN: as a member of G7",)),
        (("G7",), Followed(parties=("CHN",)), ()),
        (("G7", "CHN"), Followed(pairs=(("CAN", "CHN"),)), ("pair CAN and CHN: CHN with G7, of which CAN is a member",)),
        (("G20",), Followed(pairs=(("CAN", "CHN"),)), ()),
        (("CAN", "CHN"), Followed(pairs=(("CAN", "CHN"),)), ("pair CAN and CHN: the document's own parties",)),
        (("CAN",), Followed(pairs=(("CAN", "CHN"),)), ()),
    ],
)
def test_parties_by_their_groups(communique: Kept, parties: tuple[str, ...], followed: Followed, why: tuple[str, ...]) -> None:
    assert bears(between(communique, *parties), followed) == why


def test_where_nothing_is_followed_everything_bears(communique: Kept) -> None:
    assert bears(communique.reading, Followed()) == (EVERYTHING,)


def test_a_dialogue_by_its_key(communique: Kept) -> None:
    reading = between(communique, series="Third Northern Dialogue on Ice")
    assert bears(reading, Followed(series=("The Northern Dialogue on Ice",))) == (
        "series 'The Northern Dialogue on Ice': 'Third Northern Dialogue on Ice'",
    )
    assert bears(reading, Followed(series=("Southern Dialogue on Ice",))) == ()


def test_an_instrument_by_any_way_to_write_it(communique: Kept) -> None:
    followed = Followed(instruments=(("x", ("Freedom of Navigation Treaty of Port Amity",)),))
    assert len(bears(communique.reading, followed)) == 1
    assert bears(communique.reading, Followed(instruments=(("x", ("Treaty on Whales",)),))) == ()
