"""What the particulars of an entry about what came of commitments must be (see `book.shapes`)."""

from __future__ import annotations

from servanda.model.labels import one_of
from servanda.model.when import parse_when
from servanda_ledger.book.shapes import Asked, ShapeError, evidence_stands, items, register, strings, words_stand
from servanda_ledger.follow.actions import ACTIONS
from servanda_ledger.follow.decisions import OUTCOMES
from servanda_ledger.follow.ladder import STATUSES
from servanda_ledger.follow.propose import FULFILS, RELATIONS

_RELATIONS = (*RELATIONS.values(), FULFILS)


def register_checks() -> None:
    """Have the book ask for these."""
    register("candidates.proposed", _proposed)
    register("candidate.settled", _settled)
    register("status.decided", _status)
    register("action.recorded", _action)
    register("event.dated", _event)


def _proposed(asked: Asked) -> None:
    against = asked.body["against"]
    if not isinstance(against, list) or not all(isinstance(each, str) for each in against):
        raise ShapeError("against is no list of documents")
    for each in items(asked.body, "candidates"):
        strings(each, "id", "commitment", "commitment_document", "relation")
        one_of(each["relation"], _RELATIONS, "relation")
        words_stand(each["left"], each["commitment_document"], asked)
        words_stand(each["right"], asked.entry.subject, asked)
        for facet in items(each, "facets"):
            strings(facet, "facet", "why")
            for side, document in (("left", each["commitment_document"]), ("right", asked.entry.subject)):
                if facet[side] is not None:
                    words_stand(facet[side], document, asked)


def _settled(asked: Asked) -> None:
    strings(asked.body, "candidate")
    one_of(asked.body["outcome"], OUTCOMES, "outcome")


def _status(asked: Asked) -> None:
    body = asked.body
    strings(body, "commitment", "on", "candidate")
    strings({"successor": ""} | body, "successor")
    one_of(body["status"], STATUSES, "status")
    _date(body["on"])
    for each in items(body, "evidence"):
        evidence_stands(each, asked)


def _action(asked: Asked) -> None:
    body = asked.body
    strings(body, "instrument", "key", "party", "date")
    one_of(body["action"], ACTIONS, "action")
    _date(body["date"])
    if asked.entry.subject != f"instrument:{body['key']}":
        raise ShapeError("it is filed under another instrument")
    evidence_stands(body["evidence"], asked)


def _event(asked: Asked) -> None:
    body = asked.body
    strings(body, "event", "name", "date")
    _date(body["date"])
    if not body["date"] or asked.entry.subject != f"event:{body['event']}":
        raise ShapeError("it is filed under another event, or without a day")
    evidence_stands(body["evidence"], asked)


def _date(value: str) -> None:
    if value:
        parse_when(value)
