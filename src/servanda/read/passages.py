"""One text laid out for the finders: folded text, sentences, words, and the parties named in them. Made once, shared by all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from servanda.model.segments import Segment, segments
from servanda.read.parties import Mention, fold

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:-\w[\w'-]*)*|\w+(?:['&/.-]\w+)*(?:'(?=\s|$))?|[^\w\s]")


class Word(NamedTuple):
    """A word or a mark of punctuation at `start` to `end`."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


class Passages:
    """The sentences of a text in its folded text (same length, typographic marks made plain) and the mentions of parties."""

    __slots__ = ("_ends", "_mention_starts", "_starts", "folded", "mentions", "segments", "text")

    def __init__(self, text: str, mentions: Sequence[Mention], parts: Sequence[Segment] | None = None) -> None:
        self.text = text
        self.folded = fold(text.replace("—", "\0")).replace("\0", "—")  # a dash between clauses joins no words
        self.mentions = mentions
        self.segments = segments(text) if parts is None else parts
        self._starts = [s.start for s in self.segments]
        self._ends = [s.end for s in self.segments]
        self._mention_starts = [m.start for m in mentions]

    def around(self, offset: int) -> tuple[int, int]:
        """The sentence that holds `offset`, without its list marker: start and end. Between sentences, nothing at `offset`."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or self._ends[index] <= offset:
            return offset, offset
        segment = self.segments[index]
        return (segment.marker_end if segment.marker_end <= offset else segment.start), segment.end

    def words(self, start: int, end: int) -> list[Word]:
        """The words and marks from `start` to `end`."""
        return words_of(self.folded, start, end)

    def party_at(self, offset: int) -> Mention | None:
        """The mention of a party that covers `offset`."""
        index = bisect_right(self._mention_starts, offset) - 1
        if index >= 0 and self.mentions[index].end > offset:
            return self.mentions[index]
        return None

    def parties_in(self, start: int, end: int) -> list[Mention]:
        """The mentions of parties that begin between `start` and `end`."""
        return list(self.mentions[bisect_left(self._mention_starts, start) : bisect_left(self._mention_starts, end)])


def word_set(listed: str) -> frozenset[str]:
    """The words of a list that is written as one string with blanks between."""
    return frozenset(listed.split())


def words_of(folded: str, start: int, end: int) -> list[Word]:
    """The words and marks of a folded text from `start` to `end`."""
    return [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded, start, end)]


def codes_of(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The codes that mentions name, each once, in the order of the text."""
    return tuple(dict.fromkeys(code for m in mentions for code in m.codes))
