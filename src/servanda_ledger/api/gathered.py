"""Reading what documents together tell of: dialogues, instruments, parties, pairs, meetings, people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from servanda.compare import CompareError
from servanda.model.matrix_wire import matrix_json
from servanda_ledger.api.asked import Asked, Listed, page_of
from servanda_ledger.api.mirrored import page, shape
from servanda_ledger.api.problem import ProblemError, unknown
from servanda_ledger.api.router import router
from servanda_ledger.catalogue.compared import matrix_of
from servanda_ledger.catalogue.dialogues import Dialogue, DialogueLine, dialogue, dialogues
from servanda_ledger.catalogue.instruments import Instrument, InstrumentLine, instrument, instruments
from servanda_ledger.catalogue.meetings import Meeting, MeetingLine, meeting, meetings
from servanda_ledger.catalogue.parties import Pair, Party, PartyLine, pair, parties, party
from servanda_ledger.catalogue.people import Person, PersonLine, people, person

Thing = TypeVar("Thing")


def _known(found: Thing | None, what: str, where: str) -> Thing:
    if found is None:
        raise unknown(what, f"/api/v1/{where}")
    return found


@router.get("/dialogues", response=page(DialogueLine), tags=["dialogues"], summary="Every dialogue, the latest first")
def all_dialogues(request: HttpRequest, response: HttpResponse, asked: Listed) -> dict[str, Any]:
    """Series of meetings of which the book has a text."""
    return page_of(request, response, dialogues(asked.moment()), asked)


@router.get("/dialogues/{key}", response=shape(Dialogue), tags=["dialogues"], summary="One dialogue with its rounds")
def one_dialogue(request: HttpRequest, key: str, asked: Asked) -> Dialogue:
    """A dialogue with every round that a text tells of, and the next one."""
    return _known(dialogue(key, datetime.now(UTC).date(), asked.moment()), "dialogue", "dialogues")


@router.get("/dialogues/{key}/matrix", response=dict[str, Any], tags=["dialogues"], summary="What each round carried")
def matrix(request: HttpRequest, key: str, asked: Asked) -> dict[str, Any]:
    """`servanda.matrix/1`."""
    moment = asked.moment()
    found = _known(dialogue(key, datetime.now(UTC).date(), moment), "dialogue", "dialogues")
    try:
        followed = matrix_of(found, moment)
    except CompareError as error:
        raise ProblemError(422, "not-comparable", str(error)) from error
    if followed is None:
        raise ProblemError(404, "no-matrix", "fewer than two rounds of this dialogue have commitments in the book; add their texts")
    return matrix_json(followed.matrix) | {"left_out": followed.left_out}


@router.get("/instruments", response=page(InstrumentLine), tags=["instruments"], summary="Every instrument")
def all_instruments(request: HttpRequest, response: HttpResponse, asked: Listed) -> dict[str, Any]:
    """Treaties, agreements, resolutions and other texts that documents speak of."""
    return page_of(request, response, instruments(asked.moment()), asked)


@router.get("/instruments/{key}", response=shape(Instrument), tags=["instruments"], summary="One instrument with its life")
def one_instrument(request: HttpRequest, key: str, asked: Asked) -> Instrument:
    """What each party is known to have done with it, with the words that say so, and the commitments that rest on it."""
    return _known(instrument(key, asked.moment()), "instrument", "instruments")


@router.get("/parties", response=page(PartyLine), tags=["parties"], summary="Every party")
def all_parties(request: HttpRequest, response: HttpResponse, asked: Listed) -> dict[str, Any]:
    """Those with the most texts first."""
    return page_of(request, response, parties(asked.moment()), asked)


@router.get("/parties/{code}", response=shape(Party), tags=["parties"], summary="One party")
def one_party(request: HttpRequest, code: str, asked: Asked) -> Party:
    """A party by its code, with those it has texts with."""
    return _known(party(code, asked.moment()), "party", "parties")


@router.get("/pairs/{first}/{second}", response=shape(Pair), tags=["parties"], summary="What two parties have promised each other")
def one_pair(request: HttpRequest, first: str, second: str, asked: Asked) -> Pair:
    """Counts, dialogues, instruments and documents of two parties; their commitments are at /commitments?pair=A,B."""
    if first == second:
        raise ProblemError(422, "bad-value", "a pair is two different parties")
    return _known(pair(first, second, asked.moment()), "pair of parties", "parties")


@router.get("/meetings", response=page(MeetingLine), tags=["meetings"], summary="Every meeting, the latest first")
def all_meetings(request: HttpRequest, response: HttpResponse, asked: Listed) -> dict[str, Any]:
    """Meetings that have a date or a series to tell them by."""
    return page_of(request, response, meetings(asked.moment()), asked)


@router.get("/meetings/{key}", response=shape(Meeting), tags=["meetings"], summary="One meeting")
def one_meeting(request: HttpRequest, key: str, asked: Asked) -> Meeting:
    """A meeting with what each text tells of it."""
    return _known(meeting(key, asked.moment()), "meeting", "meetings")


@router.get("/people", response=page(PersonLine), tags=["people"], summary="People in office, those seen last first")
def all_people(request: HttpRequest, response: HttpResponse, asked: Listed) -> dict[str, Any]:
    """Everybody whom a text names with an office and a party."""
    return page_of(request, response, people(asked.moment()), asked)


@router.get("/people/{key}", response=shape(Person), tags=["people"], summary="Somebody in office")
def one_person(request: HttpRequest, key: str, asked: Asked) -> Person:
    """Somebody with all offices that texts give, the latest first."""
    return _known(person(key, asked.moment()), "person", "people")
