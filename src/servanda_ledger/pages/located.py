"""Finding where words that somebody typed, pasted or selected stand in a text; what is found is verbatim the text's own."""

from __future__ import annotations

import re

from servanda.model.segments import segments
from servanda.model.span import Span


def located(text: str, words: str, near: int, at: int | None = None) -> Span | None:
    """The span of `text` that says `words`, white space aside; None when the text does not say them.

    `at` is where they are said to stand; without it, or when they do not stand there, it is the occurrence nearest to `near`.
    """
    parts = words.split()
    if not parts:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    if at is not None and 0 <= at <= len(text):
        found = pattern.match(text, at) or pattern.match(text, _past_space(text, at))
        if found is not None:
            return Span.of(text, *found.span())
    places = [match.span() for match in pattern.finditer(text)]
    nearest = min(places, key=lambda place: abs(place[0] - near), default=None)
    return None if nearest is None else Span.of(text, *nearest)


def sentence_of(text: str, span: Span) -> Span:
    """The sentence around some words; all of them where the words run over several."""
    touched = [s for s in segments(text) if s.start < span.end and span.start < s.end]
    start = min([span.start, *(s.start for s in touched)])
    end = max([span.end, *(s.end for s in touched)])
    return Span.of(text, start, end)


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
