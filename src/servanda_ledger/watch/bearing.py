"""Why a reading bears on what is followed: as `servanda.corpus.relevance` says, and by what the ledger knows besides.

A party is also met by a group that it belongs to. A pair is met when one of the two stands by itself and the other, in the same place, by
its group; a group that both belong to does not bring the two together. Dialogues and instruments are also known by the ledger's keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from servanda.corpus.relevance import Followed, bears_on
from servanda.lexicon.parties import load_parties
from servanda.model.entities import Instrument
from servanda.model.reading import Reading
from servanda_ledger.book.keys import series_key
from servanda_ledger.catalogue.instrument_names import identity

EVERYTHING = "nothing is followed, so every document is kept"


def bears(reading: Reading, followed: Followed) -> tuple[str, ...]:
    """Why a reading bears on what is followed, a line each; empty when it does not. Where nothing is followed, everything does."""
    if followed == Followed():
        return (EVERYTHING,)
    found = bears_on(reading, followed)
    return found or tuple(dict.fromkeys(_besides(reading, followed)))


def _besides(reading: Reading, followed: Followed) -> Iterator[str]:
    if followed.parties or followed.pairs:
        yield from _by_groups(reading, followed)
    if followed.series:
        yield from _by_series(reading, followed.series)
    if followed.instruments:
        yield from _by_instruments(reading, followed)


def _by_groups(reading: Reading, followed: Followed) -> Iterator[str]:
    places = list(dict.fromkeys(frozenset(each) for each in _named(reading)))
    for party in followed.parties:
        for group in _groups(party):
            if any(group in place for place in places):
                yield f"party {party}: as a member of {group}"
                break
    for pair in followed.pairs:
        for own, other in (pair, pair[::-1]):
            met = next((group for group in _groups(other) for place in places if own in place and group in place), None)
            if met is not None:
                yield f"pair {pair[0]} and {pair[1]}: {own} with {met}, of which {other} is a member"
                break


def _named(reading: Reading) -> Iterator[tuple[str, ...]]:
    yield reading.document.parties
    for commitment in reading.commitments:
        yield commitment.parties
    for claim in reading.claims:
        yield claim.parties
    for meeting in reading.meetings:
        yield meeting.parties


@cache
def _groups(party: str) -> tuple[str, ...]:
    """The groups that a party belongs to."""
    return tuple(each.code for each in load_parties().parties if party in each.members)


def _by_series(reading: Reading, names: tuple[str, ...]) -> Iterator[str]:
    own = reading.document.series
    said = [(series_key(own.name), own.name)] if own else []
    said += [(series_key(meeting.name), meeting.name) for meeting in reading.meetings]
    for name in names:
        found = next((shown for key, shown in said if key and key == series_key(name)), None)
        if found is not None:
            yield f"series {name!r}: {found!r}"


def _by_instruments(reading: Reading, followed: Followed) -> Iterator[str]:
    document = reading.document.source.id
    for _, titles in followed.instruments:
        found = next((i.title for i in reading.instruments if any(_same(i, title, document) for title in titles)), None)
        if found is not None:
            yield f"instrument {titles[0]!r}: {found!r}"


def _same(instrument: Instrument, title: str, document: str) -> bool:
    """Whether a title, said of an instrument of this type and between these parties, would mean this one."""
    said = identity(instrument.title, instrument.type, instrument.parties, document)
    return not said.own and said.key == identity(title, instrument.type, instrument.parties, document).key
