"""Which operator and which subject belong to an action, among those that the network found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.lexicon.operators import Operators
from servanda.model.segments import Segment
from servanda.read.tagger.encode import lead_ins

Bounds = tuple[int, int]
_NEAR = 12  # code points between an operator inside an action and the subject before it, at most


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a text, and for each the one whose colon introduces the list it stands in."""

    segments: Sequence[Segment]
    starts: Sequence[int]
    leads: Sequence[int | None]

    @classmethod
    def of(cls, text: str, segments: Sequence[Segment]) -> Sentences:
        """The sentences of `text`."""
        return cls(segments, [s.start for s in segments], lead_ins(text, segments))

    def at(self, offset: int) -> int:
        """The number of the sentence that `offset` stands in."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def around(self, action: Bounds) -> Bounds:
        """The sentence or sentences that an action stands in."""
        first, last = self.at(action[0]), self.at(action[1] - 1)
        return min(self.segments[first].start, action[0]), max(self.segments[last].end, action[1])


@dataclass(frozen=True, slots=True)
class Roles:
    """What the network found besides actions, each in order of the text."""

    actions: Sequence[Bounds]
    operators: Sequence[Bounds]
    subjects: Sequence[Bounds]


def operator_of(text: str, action: Bounds, roles: Roles, sentences: Sentences, words: Operators) -> tuple[Bounds | None, str]:
    """The binding words of an action and how they were found.

    First those the network found: before the action in its sentence (and in no other action), inside the action (a passive's modal), in
    the lead-in of its list; then, by the list of operators, the last words before the action, inside it, or in the lead-in.
    """
    here = sentences.at(action[0])
    sentence = sentences.segments[here]
    free = [o for o in roles.operators if not any(a[0] <= o[0] and o[1] <= a[1] for a in roles.actions if a != action)]
    before = _last(free, sentence.start, action[0])
    if before:
        return before, "operator:before"
    inside = next((o for o in free if action[0] <= o[0] and o[1] <= action[1]), None)
    if inside:
        return inside, "operator:inside"
    lead = sentences.leads[here]
    if lead is not None:
        opening = sentences.segments[lead]
        found = _last(free, opening.start, opening.end) or _listed(text, (opening.start, opening.end), words, last=True)
        if found:
            return found, "operator:lead-in"
    listed = _listed(text, (sentence.start, action[0]), words, last=True) or _listed(text, action, words, last=False)
    return listed, "operator:listed" if listed else "operator:none"


def subject_of(action: Bounds, operator: Bounds | None, roles: Roles, sentences: Sentences) -> Bounds | None:
    """The words naming who is bound: the last subject before the operator in its sentence, else one inside the action's opening, else the lead-in's."""
    here = sentences.at(action[0])
    sentence = sentences.segments[here]
    anchor = operator if operator and operator[0] < action[0] else action
    home = sentences.segments[sentences.at(anchor[0])]
    found = _last(roles.subjects, home.start, anchor[0] + 1)
    if found:
        return found
    inside = next((s for s in roles.subjects if action[0] <= s[0] and s[1] <= action[1]), None)
    if inside:
        return inside
    between = _last(roles.subjects, sentence.start, action[0])
    if between:
        return between
    lead = sentences.leads[here]
    if lead is None:
        return None
    opening = sentences.segments[lead]
    return _last(roles.subjects, opening.start, opening.end)


def _last(spans: Sequence[Bounds], start: int, end: int) -> Bounds | None:
    """The last of `spans` that begins between `start` and `end` and ends by `end`, where a little overhang is forgiven."""
    inside = [s for s in spans if start <= s[0] < end and s[1] <= end + _NEAR]
    return inside[-1] if inside else None


def _listed(text: str, where: Bounds, words: Operators, *, last: bool) -> Bounds | None:
    found = words.find(text, *where)
    if not found:
        return None
    start, end, _ = found[-1 if last else 0]
    return start, end
