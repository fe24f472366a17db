"""Composing commitments: the network points at words, rules of the codebook say what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.lexicon.operators import Operators
from servanda.lexicon.parties import PartyLexicon
from servanda.model.commitment import Basis, Commitment
from servanda.model.document import Document
from servanda.model.entities import Instrument
from servanda.model.labels import CONDUCTS, Conduct
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
from servanda.read.roles import Bounds, Roles, Sentences, operator_of, subject_of, within
from servanda.read.tagger.conduct import SHARE, Conducts
from servanda.read.tagger.decode import Found, actions, spans
from servanda.read.tagger.network import Labelled
from servanda.read.tagger.weights import Weights

BEGIN_BIAS = -1.5  # a little against splitting, and
THRESHOLD = 0.82  # how sure the network must be: both chosen on texts kept aside (see docs/accuracy.md)

_ORGAN = re.compile(r"^\W*(The (?:Security Council|General Assembly|Council|Conference|Assembly)),", re.MULTILINE)
_PRONOUN = re.compile(r"(?:we|they|it|he|she|our|their|its|both|each)\b", re.IGNORECASE)
_HEAD = 1500  # code points in which a resolution names its organ
_JOINED = re.compile(r",?\s(?:and\s)?(?:the\s)?|,\s(?:the\s)?")
_LISTED = 200  # code points that a list of parties may stand before a subject
_LIGHT = re.compile(r"(?:\w+ ){0,3}to", re.IGNORECASE)
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


def find_commitments(context: Context, weights: Weights) -> tuple[Commitment, ...]:
    """The commitments of an official text, in order."""
    text = context.document.text
    labelled = [weights.network.label(window) for window in weights.network.encoder.windows(text, context.segments)]
    trimmed = [(window, _trimmed(text, window)) for window in labelled]
    found = _joined(text, [action for _, actions in trimmed for action in actions])
    roles = Roles.of(
        [(f.start, f.end) for f in found],
        *([_whole_words(text, *span) for window in labelled for span in spans(window, role)] for role in ("operator", "subject", "basis")),
    )
    sentences = Sentences.of(text, context.segments)
    return tuple(_compose(context, sentences, roles, action, _conduct(text, action, weights.conducts)) for action in found)


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
            kept.append(Found(start, end, found.confidence, found.kinds, found.polarity))
    return kept


def _bases(context: Context, roles: Roles, action: Span, sentence: Span) -> tuple[Basis, ...]:
    """What the rules find, and what the network alone finds in the action or in its sentence before it."""
    ruled = find_basis(context.document.text, action, sentence, context.instruments)
    start = min(sentence.start, action.start)
    taught = [
        Basis(context.document.span(*bounds))
        for bounds in within(roles.bases, start, action.end)
        if not any(bounds[0] < b.span.end and b.span.start < bounds[1] for b in ruled)
    ]
    return tuple(sorted((*ruled, *taught), key=lambda basis: basis.span))


def _joined(text: str, found: Sequence[Found]) -> list[Found]:
    """Actions in order, where one that breaks off behind a light verb ("endeavour to") goes on with the next."""
    joined: list[Found] = []
    for action in found:
        if joined and _LIGHT.fullmatch(text, joined[-1].start, joined[-1].end) and not text[joined[-1].end : action.start].strip():
            action = Found(joined.pop().start, action.end, action.confidence, action.kinds, action.polarity)
        joined.append(action)
    return [action for action in joined if not _LIGHT.fullmatch(text, action.start, action.end)]


def _conduct(text: str, found: Found, conducts: Conducts) -> Conduct:
    """The likeliest conduct by the network and the linear model together."""
    return CONDUCTS[int((found.kinds + SHARE * conducts.scores(text, found.start, found.end)).argmax())]


def _whole_words(text: str, start: int, end: int) -> Bounds:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _compose(context: Context, sentences: Sentences, roles: Roles, found: Found, kind: Conduct) -> Commitment:
    document, text = context.document, context.document.text
    where = (found.start, found.end)
    action = document.span(*where)
    sentence = document.span(*sentences.around(where))
    operator_at, operator_rule = operator_of(text, where, roles, sentences, context.operators)
    operator = document.span(*operator_at) if operator_at else None
    subject_at = subject_of(text, where, operator_at, roles, sentences)
    if subject_at is None and document.kind == "resolution" and operator and operator.end <= action.start:
        subject_at = _organ(text)  # "The Security Council, ... 3. Decides ..."
    subject = document.span(*_with_partners(context.cast, text, subject_at)) if subject_at else None
    obligation, obligation_rule = obligation_of(document, operator, action, context.operators)
    parties, party_rule = bound_parties(document, context.cast, subject, action, sentence)
    deadline = find_deadline(text, where, (sentence.start, sentence.end), document.date)
    place_at = find_place(text, where, context.parties) if kind == "meet" else None
    basis = _bases(context, roles, action, sentence)
    return Commitment(
        id=stable_id("c", document.source.id, action.start, action.end),
        action=action,
        sentence=sentence,
        parties=parties,
        polarity=found.polarity,
        obligation=obligation,
        kind=kind,
        operator=operator,
        subject=subject,
        deadline=deadline.value if deadline else None,
        deadline_words=document.span(deadline.start, deadline.end) if deadline else None,
        place=document.span(*place_at) if place_at else None,
        basis=basis,
        limits=find_limits(text, action, sentence, basis),
        why=(f"action:tagger:{found.confidence:.2f}", operator_rule, obligation_rule, f"parties:{party_rule}", f"kind:judged:{kind}"),
    )


def _organ(text: str) -> Bounds | None:
    """The organ that a resolution opens with."""
    found = _ORGAN.search(text, 0, _HEAD)
    return found.span(1) if found else None


def _with_partners(cast: Cast, text: str, subject: Bounds) -> Bounds:
    """A subject with the parties listed right before it: "Valdoria, [the Republic of Marenia]"."""
    start, end = subject
    if _PRONOUN.match(text, start):
        return subject
    for mention in reversed(cast.between(max(0, start - _LISTED), start)):
        if _JOINED.fullmatch(text, mention.end, start):
            start = mention.start
    return start, end
