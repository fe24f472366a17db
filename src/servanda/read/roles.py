"""Which operator and which subject belong to an action, among those that the network found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.lexicon.operators import Operators
from servanda.model.segments import Segment
from servanda.read.tagger.encode import lead_ins

Bounds = tuple[int, int]
_NESTED = 4  # lists within lists that are looked up
_CLAUSE = 90  # code points that a subject may stretch
_BROKEN_OFF = re.compile(r"\b(?:the|a|an|that|which|who|of)$", re.IGNORECASE)
# The agent of a passive: "shall be borne by the Governments of both countries".
_AGENT = re.compile(
    r"\bby ((?:the )?(?:[a-z]+ (?:[a-z]+ of the )?){0,2}[A-Z][\w.'’-]*(?:,? (?:(?:of|and|the|for|&) )*[A-Z][\w.'’-]*)*"
    r"(?: (?:authorities|governments?|sides?))?)"
)
_OWNER = re.compile(r"(?:^|\b)(our|their|its)\b(?:\s[\w-]+){0,3}\s?$", re.IGNORECASE)
_VERB = re.compile(r"\s(?:also\s)?(?:has|have|had|is|are|was|were|will|shall|must|should)\b")
_STOP = re.compile(r"[;:.]")
_CLAUSE_SUBJECT = re.compile(
    r"(?:^|[,;]\s|\b(?:and|that|where|while)\s|(?<=[.\n])|[\"“])\s*"
    r"((?:we|they|it|he|she|the (?:two )?[\w'’ -]{3,50}|(?:both|our|each) [\w'’ -]{3,40}))"
    r"\s+(?:(?:also|therefore|further|jointly|hereby|both|all|have|has|had|are|is|were|was|then|now|\w+ly)\s+)*$",
    re.IGNORECASE,
)
_NEAR = 12  # code points between an operator inside an action and the subject before it, at most


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a text; for each the one whose colon introduces the list it stands in, and the one that its bullets follow."""

    segments: Sequence[Segment]
    starts: Sequence[int]
    leads: Sequence[int | None]
    openers: Sequence[int | None]

    @classmethod
    def of(cls, text: str, segments: Sequence[Segment]) -> Sentences:
        """The sentences of `text`."""
        return cls(segments, [s.start for s in segments], lead_ins(text, segments), openers(segments))

    def at(self, offset: int) -> int:
        """The number of the sentence that `offset` stands in."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def above(self, number: int) -> Iterator[Segment]:
        """The sentences that introduce sentence `number`, from the nearest list outwards."""
        lead = self.leads[number]
        if lead is None:
            lead = self.openers[number]
        for _ in range(_NESTED):
            if lead is None:
                return
            yield self.segments[lead]
            outer = self.leads[lead]
            lead = self.openers[lead] if outer is None else outer

    def around(self, action: Bounds) -> Bounds:
        """The sentence or sentences that an action stands in."""
        first, last = self.at(action[0]), self.at(action[1] - 1)
        return min(self.segments[first].start, action[0]), max(self.segments[last].end, action[1])


def openers(segments: Sequence[Segment]) -> list[int | None]:
    """For each item of a list the sentence right before the list, whether or not it ends in a colon."""
    found: list[int | None] = []
    opener: int | None = None
    listed = False
    for number, segment in enumerate(segments):
        if segment.item and segment.line_start:
            if not listed:
                opener = number - 1 if number else None
            listed = True
        elif segment.line_start:
            listed = False
        found.append(opener if listed else None)
    return found


@dataclass(frozen=True, slots=True)
class Roles:
    """What the network found besides actions, each in order of the text; `free` are the operators that stand in no action."""

    operators: Sequence[Bounds]
    free: Sequence[Bounds]
    subjects: Sequence[Bounds]
    bases: Sequence[Bounds]

    @classmethod
    def of(cls, actions: Sequence[Bounds], operators: Sequence[Bounds], subjects: Sequence[Bounds], bases: Sequence[Bounds]) -> Roles:
        """What was found, with the operators that stand in no action as `free`."""
        free = []
        for operator in operators:
            before = bisect_right(actions, (operator[0], operator[1])) - 1
            if not any(a[0] <= operator[0] and operator[1] <= a[1] for a in actions[max(before, 0) : before + 2]):
                free.append(operator)
        return cls(operators, free, subjects, bases)


def within(spans: Sequence[Bounds], start: int, end: int) -> list[Bounds]:
    """Those of `spans`, which are in order, that lie inside `start` to `end`."""
    return [span for span in spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))] if span[1] <= end]


def operator_of(text: str, action: Bounds, roles: Roles, sentences: Sentences, words: Operators) -> tuple[Bounds | None, str]:
    """The binding words of an action and how they were found.

    First those the network found: before the action in its sentence (and in no other action), inside the action (a passive's modal), in
    the lead-in of its list; then, by the list of operators, the last words before the action, inside it, or in the lead-in.
    """
    here = sentences.at(action[0])
    sentence = sentences.segments[here]
    before = _last(roles.free, sentence.start, action[0])
    if before:
        return before, "operator:before"
    inside = _first_inside(roles.operators, action)
    if inside:
        return inside, "operator:inside"
    if sentences.leads[here] is None and (listed := _listed(text, (sentence.start, action[0]), words, last=True)):
        return listed, "operator:listed"
    for opening in sentences.above(here):
        found = _last(roles.free, opening.start, opening.end) or _listed(text, (opening.start, opening.end), words, last=True)
        if found:
            return found, "operator:lead-in"
    listed = _listed(text, (sentence.start, action[0]), words, last=True) or _listed(text, action, words, last=False)
    return listed, "operator:listed" if listed else "operator:none"


def subject_of(text: str, action: Bounds, operator: Bounds | None, roles: Roles, sentences: Sentences) -> Bounds | None:
    """The words naming who is bound.

    First those the network found: before the operator in its sentence, in the action, before the action. Then the words of the clause
    that the operator follows, whose commitment it is, the agent of a passive. Last the subject of the lead-in of its list.
    """
    here = sentences.at(action[0])
    sentence = sentences.segments[here]
    anchor = operator if operator and operator[0] < action[0] else action
    home = sentences.segments[sentences.at(anchor[0])]
    found = _last(roles.subjects, home.start, anchor[0] + 1)
    if found:
        return _whole(text, found, anchor[0])
    inside = _first_inside(roles.subjects, action)
    if inside:
        return inside
    between = _last(roles.subjects, sentence.start, action[0])
    if between:
        return between
    if operator and operator[0] < action[0]:
        clause = _clause_subject(text, home.marker_end, operator[0]) or _owner(text, home.marker_end, operator)
        if clause:
            return clause
    if operator and operator[0] >= action[0] and (agent := _AGENT.search(text, operator[1], action[1])):
        return agent.span(1)
    for opening in sentences.above(here):
        bound = _last(roles.free, opening.start, opening.end)
        above = _last(roles.subjects, opening.start, opening.end) or _clause_subject(
            text, opening.marker_end, bound[0] if bound else opening.end
        )
        if above:
            return above
    return None


def _whole(text: str, subject: Bounds, operator: int) -> Bounds:
    """A subject that broke off behind an article or before a relative clause goes on to the operator."""
    rest = text[subject[1] : operator]
    if _BROKEN_OFF.search(text[subject[0] : subject[1]]) and 0 < len(rest.strip()) <= _CLAUSE and not _STOP.search(rest):
        return subject[0], operator - (len(rest) - len(rest.rstrip()))
    return subject


def _clause_subject(text: str, start: int, operator: int) -> Bounds | None:
    """A pronoun or a phrase with an article that stands right before the operator, at the start of its clause."""
    found = _CLAUSE_SUBJECT.search(text, max(start, operator - _CLAUSE), operator)
    if found is None:
        return None
    verb = _VERB.search(text, found.start(1), found.end(1))
    return found.start(1), verb.start() if verb else found.end(1)


def _owner(text: str, start: int, operator: Bounds) -> Bounds | None:
    """Whose commitment it is, where the operator is a noun: "our shared commitment"."""
    found = _OWNER.search(text, max(start, operator[0] - _CLAUSE), operator[0]) or _OWNER.match(text, *operator)
    return found.span(1) if found else None


def _last(spans: Sequence[Bounds], start: int, end: int) -> Bounds | None:
    """The last of `spans` that begins between `start` and `end` and ends by `end`, where a little overhang is forgiven."""
    for span in reversed(spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]):
        if span[1] <= end + _NEAR:
            return span
    return None


def _first_inside(spans: Sequence[Bounds], bounds: Bounds) -> Bounds | None:
    """The first of `spans` that lies inside `bounds`."""
    for span in spans[bisect_left(spans, (bounds[0], 0)) : bisect_left(spans, (bounds[1], 0))]:
        if span[1] <= bounds[1]:
            return span
    return None


def _listed(text: str, where: Bounds, words: Operators, *, last: bool) -> Bounds | None:
    found = words.find(text, *where)
    if not found:
        return None
    start, end, _ = found[-1 if last else 0]
    return start, end
