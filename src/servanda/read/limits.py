"""What narrows a commitment: conditions, exceptions, required intent, law and manner prescribed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.lexicon.bounds import LimitLexicon, load_limits
from servanda.model.commitment import Basis
from servanda.model.span import Span
from servanda.read.parties import fold

_NEXT_VERB = r"(?:shall|will|should|may|must)"
_CLAUSE_END = re.compile(
    r"[;.](?=\s|$)|:(?=\s)|\s-\s|\)(?=[\s.;,])"
    rf"|,\s(?={_NEXT_VERB}\b)"
    r"|,\s(?=(?:and|but|or)\s(?:to|will|shall|should|the|that|we|they|it|each|both|in|as|also|further|reaffirm|agree|who|which|\w+s)\b)"
    r"|,\s(?=(?:which|who|including|with|as well|while|so as|in order|thereby|the\s(?:two|parties|contracting)|each|both|any|such|we)\b)"
    r"|,\s(?=(?:they|it)\b)"
    r"|\s(?=and\s(?:unless|shall|will|to\s\w+|requests?|further|expresses)\b)"
)
_ASIDE_END = re.compile(r"[;.:](?=\s|$)|,(?=\s(?!and\b|or\b|as expected|on the other)|$)|\s-\s|\)(?=[\s.;,])")
_PHRASE_END = re.compile(
    r"[;.,:](?=\s|$)|\s-\s|\)(?=[\s.;,])"
    r"|\s(?=(?:and|or)\s(?:to|will|shall|should|the\s\w+\s(?:will|shall)|that|we|they|it|in accordance|requests?|further|expresses)\b)"
    rf"|\s(?=(?:which|who|including|while|{_NEXT_VERB}|in order to|so as to|with a view|through|by\s\w+ing)\b)"
    r"|\s(?=(?<!referred\s)to\s(?!the\b|a\b|an\b|all\b|any\b|our\b|their\b|its\b|be\b)[a-z]+(?!ed\b)\b)"
)
_OPENING_END = re.compile(
    r",\s(?=(?:the|each|both|any|all|an?|no|neither|either|such|these|those|this|that|we|they|it|its|their|our|[A-Z]|to|must|will|shall)\b"
    r"|(?:[\w-]+\s){1,8}?(?:shall|will|should|must|would|may)\b)"
)
_RESTS = re.compile(
    r"(?:in (?:full )?(?:accordance|conformity|compliance|line|keeping) with|pursuant to|on the basis of|within the framework of|"
    r"consistent with|in the conditions)",
    re.I,
)
_WIDEST = 1_500  # code points before the action that can narrow it
_LEAST = 3


def find_limits(
    text: str, action: Span, sentence: Span, bases: Sequence[Basis] = (), lexicon: LimitLexicon | None = None
) -> tuple[Span, ...]:
    """The words of a commitment that narrow it: in its `action`, or in its `sentence` before it, in order, none inside another.

    What names an instrument it rests on ("in accordance with the Treaty"; the `bases`) is a basis and no limit.
    """
    words = lexicon or load_limits()
    begin, end = max(min(sentence.start, action.start), action.start - _WIDEST), action.end
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
    found = [f for f in found if not (_RESTS.match(folded, f[0]) and any(f[0] <= b.span.start - begin <= f[0] + 45 for b in bases))]
    return tuple(Span.of(text, begin + s, begin + e) for s, e in found)


def _governed(folded: str, inside: int) -> int:
    """From where words before the action can narrow it: its own clause, behind the last semicolon or earlier undertaking."""
    before = folded[:inside]
    ends = [m.end() for m in re.finditer(r"[;]\s|,\sand\s(?:to|will|shall)\s", before)]
    return max((*ends, inside - 160, 0))


def _opening(folded: str, inside: int, lexicon: LimitLexicon) -> tuple[int, int] | None:
    """A condition with which the sentence opens ("If the port is closed, ..."), when the action stands behind it."""
    start = re.match(
        r"(?:\W|\d+\.|\([a-z\d]+\)|(?:and|but|provided,?\showever,?|it\sis\sagreed|(?:[\w\s]{0,40}\b(?:agree[ds]?|undertakes?|announced|understood|states))\sthat)\s|,)*",
        folded,
        re.I,
    )
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
        aside = ends is _CLAUSE_END and re.search(r"[,;:]\s$|^\W*$|\.\s$", folded[max(0, match.start() - 2) : match.start()])
        stop = (_ASIDE_END if aside else ends).search(folded, match.end())
        end = stop.start() if stop else len(folded)
        best = (match.start(), end)
    if best is None:
        return None
    return best[0], best[1] - (len(folded[best[0] : best[1]]) - len(folded[best[0] : best[1]].rstrip(" ,;:.-")))
