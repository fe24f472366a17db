"""Cutting what a sentence of a report says into the clauses that can each be true or false by themselves.

No parser: cuts stand at conjunctions and commas where a finite verb, told by its form, stands on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.lexicon.reporting import load_reporting

_MODAL = (
    r"(?:will|shall|would|should|may|might|can|could|must|is|are|was|were|has|have|had|to"
    r"|agreed|pledged|vowed|promised|forswore|undertook|stays?|holds?|drew|drawn)"
)
_PLEDGING = r"(?:vowing|pledging|promising|undertaking|committing|agreeing|swearing|capping)"

_CUT = re.compile(
    rf"""(?P<stop>;\s+(?:(?:and|but|while)\s)?)
    |(?P<comma>,\s+(?:and|but|while|whereas|though|although|yet|nor|as\swell\sas|after)\s)
    |(?P<shared>,?\s(?:and|but)\s(?={_MODAL}\s))
    |(?P<that>,?\sand\sthat\s)
    |(?P<plain>\s(?:and|but|while)\s(?!above\b)(?=(?:the|a|an|both|each|its|their|they|it|all|in|on|[A-Z])(?:\w|\b)))
    |(?P<pledge>,?\s(?={_PLEDGING}\s))
    |(?P<which>,\swhich(?=,?\s))
    |(?P<colon>:\s+)""",
    re.VERBOSE,
)
_LEADING = re.compile(r"(?:Although|Though|While|Whereas|When|As|After)\s")
_CONNECTIVE = re.compile(
    r"(?:(?:And|But|Yet|So|Nor is|In return|On top of (?:them|that|this)|Elsewhere|Also (?:today|this week)|In other news|In exchange"
    r"|Still to come|Next stop|Meanwhile|First|Next)(?:,|:)?\s|Although\s|Though\s|While\s|When\s)"
)
_EFFECT = re.compile(r",?\s(?:[^,]*,\s|according[^,]*,\s)?(?:resulted|led|caused|prompted|produced|brought|meant|sent|cut|reduced)\b")
_QUOTED = re.compile(r'"[^"]*"|\([^()]*\)')
_NEAR = 90  # code points in which a clause of its own shows its verb
_WIDE = 400  # and of what is looked at beside a cut
_SHORTEST = 12


def has_verb(words: str) -> bool:
    """Whether words hold a finite verb, told by its form: auxiliaries, common verbs of the genre, and "-ed"."""
    return load_reporting().verbs.finite.search(words) is not None


def _allowed(kind: str, left: str, right: str) -> bool:
    """Whether a cut of `kind` leaves a clause on both sides."""
    if len(left) < _SHORTEST or len(right) < _SHORTEST:
        return False
    if kind == "colon":
        return len(right.split()) >= 4
    if kind == "stop":
        return True
    if not has_verb(left):
        return False
    if kind in ("pledge", "shared", "that"):
        return True
    if kind == "which":
        return _EFFECT.match(right) is not None
    head = right[:_NEAR]
    if kind == "plain":
        head = re.split(r"[,;:]", head, maxsplit=1)[0]
        verb = load_reporting().verbs.finite.search(head)
        return (
            verb is not None
            and re.search(r"\b(?:that|which|who|where|when|if|as)\s", head[: verb.start()]) is None
            and _coordinate(left)
            and not _names(left, right)
        )
    return has_verb(head)


def _coordinate(left: str) -> bool:
    """Whether a bare "and" behind these words can begin a clause: not inside "between X and" or "both X and"."""
    return re.search(r"\b(?:between|both)\s[^,]*$|,\s(?:[A-Z][\w.'-]*\s?){1,4}$", left) is None


def _names(left: str, right: str) -> bool:
    """Whether an "and" between these stands between two names."""
    return right[0].isupper() and left.rsplit(None, 1)[-1][0].isupper()


def split_clauses(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of what stands between `start` and `end` of a folded text, in order: offsets without final punctuation."""
    cuts: list[tuple[int, int]] = []
    covered = [m.span() for m in _QUOTED.finditer(folded, start, end)]
    here = start
    for left, right in _cut_places(folded, start, end, covered):
        if left >= here and _allowed(*_kind_and_sides(folded, (here, end), (left, right))):
            cuts.append((here, left))
            here = right
    cuts.append((here, end))
    return [clause for cut in cuts if (clause := trimmed(folded, *cut))]


def leading_clause(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence with a clause before its main one ("Although the pact ..., the minister ...") as two, else as it is."""
    if _LEADING.match(folded, start, end):
        comma = folded.find(", ", start, end)
        if comma > 0 and has_verb(folded[start:comma]) and has_verb(folded[comma : comma + _NEAR]):
            return [(start, comma), (comma + 2, end)]
    return [(start, end)]


def _kind_and_sides(folded: str, whole: tuple[int, int], cut: tuple[int, int]) -> tuple[str, str, str]:
    match = _CUT.match(folded, cut[0], whole[1])
    left = folded[max(whole[0], cut[0] - _WIDE) : cut[0]]
    right = folded[cut[1] : min(whole[1], cut[1] + _WIDE)]
    return (match.lastgroup or "") if match else "comma", left, right


def _cut_places(folded: str, start: int, end: int, covered: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where a cut could stand: offsets of the words between two clauses."""
    for match in _CUT.finditer(folded, start, end):
        if not any(a < match.start() < b for a, b in covered):
            yield match.start(), match.end()


def trimmed(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """The clause without connectives before it and punctuation around it; None when nothing is left."""
    while start < end and folded[start] in " \n,;:.-":
        start += 1
    connective = _CONNECTIVE.match(folded, start, end)
    if connective is not None and end - connective.end() >= _SHORTEST:
        start = connective.end()
    while end > start and folded[end - 1] in " \n,;:.!?-":
        end -= 1
    return (start, end) if start < end else None
