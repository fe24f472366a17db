"""What narrows a commitment: conditions, exceptions, required intent, law and manner prescribed."""

from __future__ import annotations

import re

from servanda.lexicon.bounds import LimitLexicon, load_limits
from servanda.model.span import Span
from servanda.read.parties import fold

_CLAUSE_END = re.compile(
    r"[;.](?=\s|$)|:(?=\s)|,\s(?=(?:and|but|or)\s(?:to|will|shall|should|the|that|we|they|it|each|both|in|as|further|also|further|reaffirm|agree|who|which|\w+s)\b)"
    r"|,\s(?=(?:which|who|including|with|as well|while|so as|in order|thereby|the\s(?:two|parties|contracting)|each|both|any|such|we|they|it)\b)|\s(?=and\s(?:unless|shall|will|to\s\w+|requests?|further|expresses)\b)|\s-\s|\)(?=[\s.;,])"
)
_PHRASE_END = re.compile(
    r"[;.,:](?=\s|$)|\s-\s|\)(?=[\s.;,])|\s(?=(?:and|or)\s(?:to|will|shall|should|the\s\w+\s(?:will|shall)|that|we|they|it|in accordance|requests?|further|expresses)\b)"
    r"|\s(?=(?:which|who|including|while|shall|will|should|must|may|in order to|so as to|with a view|through|by\s\w+ing|to\s(?!the\b|a\b|an\b|all\b|any\b|our\b|their\b|its\b|be\b)[a-z]+(?!ed\b))\b)"
)
_OPENING_END = re.compile(
    r",\s(?=(?:the|each|both|any|all|a|an|no|neither|either|such|these|those|this|that|we|they|it|its|their|our|to|must|will|shall|consider|make|provide|and|other|only|same|[A-Z]|ad|technical|"
    r"consultations|reasonable|procedures|roads|representatives|corrective|upon|in|industry|exclusion|there|respons\w+|take\w*|agree\w*|as|if)\b)"
)
_LEAST = 3


def find_limits(text: str, action: Span, sentence: Span, lexicon: LimitLexicon | None = None) -> tuple[Span, ...]:
    """The words of a commitment that narrow it: in its `action`, or in its `sentence` before it, in order, none inside another."""
    words = lexicon or load_limits()
    begin, end = min(sentence.start, action.start), action.end
    folded = re.sub(r"\s", " ", fold(text[begin:end]))
    inside = action.start - begin
    found: list[tuple[int, int]] = []
    opening = _opening(folded, inside, words)
    if opening is not None:
        found.append(opening)
    position = opening[1] if opening else _governed(folded, inside)
    while position < len(folded):
        limit = _next(folded, position, words)
        if limit is None:
            break
        position = max(limit[1], position + 1)
        if folded[limit[0] : limit[1]].strip(" ,") and limit[1] - limit[0] > _LEAST:
            found.append(limit)
    return tuple(Span.of(text, begin + s, begin + e) for s, e in found)


def _governed(folded: str, inside: int) -> int:
    """From where words before the action can narrow it: its own clause, behind the last semicolon or earlier undertaking."""
    before = folded[:inside]
    ends = [m.end() for m in re.finditer(r"[;]\s|,\sand\s(?:to|will|shall)\s", before)]
    return max((*ends, inside - 160, 0))


def _opening(folded: str, inside: int, lexicon: LimitLexicon) -> tuple[int, int] | None:
    """A condition with which the sentence opens ("If the port is closed, ..."), when the action stands behind it."""
    start = re.match(r"(?:\W|\d+\.|\([a-z\d]+\)|(?:and|but|provided,?\showever,?|it\sis\sagreed|(?:[\w\s]{0,40}\b(?:agree[ds]?|undertakes?|announced|understood|states))\sthat)\s|,)*", folded, re.I)
    at = start.end() if start else 0
    if at >= inside or lexicon.opening.match(folded, at) is None:
        at = 0
        if lexicon.opening.match(folded, at) is None:
            return None
    end = _OPENING_END.search(folded, at + 4, len(folded))
    if end is None or end.start() > inside + 1:
        return None
    return at, end.start()


def _next(folded: str, position: int, lexicon: LimitLexicon) -> tuple[int, int] | None:
    """The first limit at or behind `position`: where it begins and ends."""
    best: tuple[int, int] | None = None
    if match := lexicon.whole.search(folded, position):
        best = match.span()
    for pattern, ends in ((lexicon.clause, _CLAUSE_END), (lexicon.phrase, _PHRASE_END)):
        match = pattern.search(folded, position)
        if match is None or (best is not None and match.start() >= best[0]):
            continue
        stop = ends.search(folded, match.end())
        end = stop.start() if stop else len(folded)
        best = (match.start(), end)
    if best is None:
        return None
    return best[0], best[1] - (len(folded[best[0] : best[1]]) - len(folded[best[0] : best[1]].rstrip(" ,;:.-")))
