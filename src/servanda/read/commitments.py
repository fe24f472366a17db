"""Composing commitments: the network points at words, rules of the codebook say what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.lexicon.operators import Operators
from servanda.lexicon.parties import PartyLexicon
from servanda.model.commitment import Commitment
from servanda.model.document import Document
from servanda.model.entities import Instrument
from servanda.model.segments import Segment
from servanda.model.span import Span
from servanda.model.wire import stable_id
from servanda.read.basis import find_basis
from servanda.read.bound import bound_parties
from servanda.read.cast import Cast
from servanda.read.deadlines import find_deadline
from servanda.read.limits import find_limits
from servanda.read.obligation import obligation_of
from servanda.read.places import find_place
from servanda.read.roles import Bounds, Roles, Sentences, operator_of, subject_of
from servanda.read.tagger.decode import Found, actions, spans
from servanda.read.tagger.network import Labelled, Network

BEGIN_BIAS = -0.5  # a little against splitting, and
THRESHOLD = 0.3  # how sure the network must be: both chosen on texts kept aside (see docs/accuracy.md)

_OPENING = re.compile(r"[\s\"“”'‘’(\[,;:•·*–—-]+")
_CLOSING = re.compile(r"(?:[\s.,;:•·*–—-]+|(?<=\W)(?:and|or)(?=\s*$))+$")


@dataclass(frozen=True, slots=True)
class Context:
    """What was found in a document before its commitments are."""

    document: Document
    segments: Sequence[Segment]
    cast: Cast
    instruments: Sequence[Instrument]
    operators: Operators
    parties: PartyLexicon


def find_commitments(context: Context, network: Network) -> tuple[Commitment, ...]:
    """The commitments of an official text, in order."""
    text = context.document.text
    labelled = [network.label(window) for window in network.encoder.windows(text, context.segments)]
    found = [action for window in labelled for action in _trimmed(text, window)]
    roles = Roles(
        [(f.start, f.end) for f in found],
        *([_whole_words(text, *span) for window in labelled for span in spans(window, role)] for role in ("operator", "subject")),
    )
    sentences = Sentences.of(text, context.segments)
    return tuple(_compose(context, sentences, roles, action) for action in found)


def _trimmed(text: str, window: Labelled) -> list[Found]:
    """The actions of a window, whole words only, without the punctuation around them."""
    kept = []
    for found in actions(window, BEGIN_BIAS, THRESHOLD):
        start, end = _whole_words(text, found.start, found.end)
        if (opening := _OPENING.match(text, start, end)) and opening.end() < end:
            start = opening.end()
        if (closing := _CLOSING.search(text[start:end])) and closing.start() > 0:
            end = start + closing.start()
        if end - start > 2:
            kept.append(Found(start, end, found.confidence, found.kind, found.polarity))
    return kept


def _whole_words(text: str, start: int, end: int) -> Bounds:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _compose(context: Context, sentences: Sentences, roles: Roles, found: Found) -> Commitment:
    document, text = context.document, context.document.text
    where = (found.start, found.end)
    action = document.span(*where)
    sentence = document.span(*sentences.around(where))
    operator_at, operator_rule = operator_of(text, where, roles, sentences, context.operators)
    operator = document.span(*operator_at) if operator_at else None
    subject_at = subject_of(where, operator_at, roles, sentences)
    subject = document.span(*subject_at) if subject_at else None
    obligation, obligation_rule = obligation_of(document, operator, action, context.operators)
    parties, party_rule = bound_parties(document, context.cast, subject, action, sentence)
    deadline = find_deadline(text, where, (sentence.start, sentence.end), document.date)
    place_at = find_place(text, where, context.parties) if found.kind == "meet" else None
    basis = find_basis(text, action, sentence, context.instruments)
    return Commitment(
        id=stable_id("c", document.source.id, action.start, action.end),
        action=action,
        sentence=sentence,
        parties=parties,
        polarity=found.polarity,
        obligation=obligation,
        kind=found.kind,
        operator=operator,
        subject=subject,
        deadline=deadline.value if deadline else None,
        deadline_words=document.span(deadline.start, deadline.end) if deadline else None,
        place=document.span(*place_at) if place_at else None,
        basis=basis,
        limits=find_limits(text, action, sentence, basis),
        why=(f"action:tagger:{found.confidence:.2f}", operator_rule, obligation_rule, f"parties:{party_rule}", f"kind:tagger:{found.kind}"),
    )
