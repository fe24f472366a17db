"""What is held against what: a commitment, a claim or a plain sentence, with its content words and the cues in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from servanda.lexicon.comparing import load_comparing
from servanda.lexicon.parties import load_parties
from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.document import Document
from servanda.model.span import Span

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['-][^\W\d_]+)*")
_PLAIN = str.maketrans(
    dict.fromkeys("’ʼ‘", "'") | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-") | dict.fromkeys("\r\n\t\u00a0\u2009\u202f", " ")
)
_ENDINGS = (
    "ations", "ation", "ments", "ment", "ingly", "ings", "ing", "ities", "ity", "ness", "ions", "ion", "ally", "ies", "ers", "er", "ed",
    "es", "ly", "al", "s", "e",
)  # fmt: skip
_SHORTEST = 4
_BARE = re.compile(r"'s?$|[^\w'.-]|(?<!\w\.\w)\.$")


def fold(text: str) -> str:
    """`text` in lower case with plain apostrophes, dashes and blanks, code point for code point."""
    lower = text.lower()
    if len(lower) != len(text):  # some capitals have a small form of two code points
        lower = "".join(small if len(small := c.lower()) == 1 else c for c in text)
    return lower.translate(_PLAIN)


def stem(word: str) -> str:
    """A word without its ending, so that "cooperating" meets "cooperation"; rough, and the same for both sides."""
    word = word.removesuffix("'s").replace("-", "").replace("ise", "ize").replace("our", "or")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2:-1] else word


@lru_cache(maxsize=1)
def party_words() -> frozenset[str]:
    """States' names and capitals of one word, folded: both texts are full of them, so they say little of what is meant."""
    known = load_parties()
    named = (fold(words) for p in known.parties if not p.group for words in (*p.names, *p.adjectives, *p.seats))
    return frozenset(words for words in named if " " not in words)


def without_parties(text: str, own: frozenset[str]) -> str:
    """`text` without the names of states: else every sentence that names both parties would be like every other."""
    kept = [w for w in text.split() if (bare := _BARE.sub("", fold(w))) not in party_words() and bare not in own]
    return " ".join(kept) if len(kept) > 2 else text


@dataclass(frozen=True, slots=True)
class Word:
    """A content word at code points `start` to `end`, its stem, and how much it weighs when passages are matched.

    `party` says that it names a state.
    """

    start: int
    end: int
    stem: str
    weight: float
    party: bool = False


@dataclass(frozen=True)
class Unit:
    """A passage with its context.

    `span` is what is compared, `sentence` the words around it; of `commitment` and `claim` one is set, or none for a plain sentence. `own`
    are words for parties that the lexicon does not know, `neighbours` the other commitments of the sentence.
    """

    id: str
    document: Document
    span: Span
    sentence: Span
    commitment: Commitment | None = None
    claim: Claim | None = None
    own: frozenset[str] = frozenset()
    neighbours: tuple[Span, ...] = ()
    memo: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    grams: Any = field(default=None, compare=False, repr=False)
    values: dict[tuple[int, int], Any] = field(default_factory=dict, compare=False, repr=False)
    _cues: dict[str, Span | None] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def folded(self) -> str:
        """The sentence, folded; offsets count from `sentence.start`."""
        return fold(self.sentence.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The content words of the span, in order."""
        known = load_comparing()
        found = []
        base = self.sentence.start
        for m in _WORD.finditer(self.folded, self.span.start - base, self.span.end - base):
            word = m.group()
            if word in known.stop:
                continue
            capital = self.document.text[base + m.start()].isupper() and m.start() > self.span.start - base
            party = word in party_words() or word.removesuffix("'s") in self.own
            weight = 0.35 if known.weak.fullmatch(word) or party else 1.6 if word[0].isdigit() else 1.4 if capital else 1.0
            found.append(Word(base + m.start(), base + m.end(), stem(word), weight, party))
        return tuple(found)

    @cached_property
    def weights(self) -> dict[str, float]:
        """The stems of the span, each with its weight."""
        return {w.stem: w.weight for w in self.words}

    @property
    def bounds(self) -> tuple[int, int]:
        """Where cues are looked for: the span, from its binding words on when these stand before it in the sentence."""
        start = self.span.start
        if self.commitment is not None and self.commitment.operator is not None and self.sentence.contains(self.commitment.operator):
            start = min(start, self.commitment.operator.start)
        return start, self.span.end

    def cue(self, name: str, *, own: bool = True) -> Span | None:
        """The first words of a list of `comparing.toml` in the span (`own`), or from its binding words on, harmless idioms passed over."""
        key = f"{name}{own}"
        if key not in self._cues:
            start, end = (self.span.start, self.span.end) if own else self.bounds
            self._cues[key] = self.search(load_comparing().cues[name], start, end)
        return self._cues[key]

    def search(self, words: re.Pattern[str], start: int, end: int) -> Span | None:
        """The first match between two places of the document that is not part of a harmless idiom."""
        base = self.sentence.start
        start, end = max(start - base, 0), min(end - base, len(self.folded))
        harmless = [m.span() for m in load_comparing().cues["harmless"].finditer(self.folded, start, end)]
        for m in words.finditer(self.folded, start, end):
            if not any(a <= m.start() < b for a, b in harmless):
                return self.at(base + m.start(), base + m.end())
        return None

    def at(self, start: int, end: int) -> Span:
        """Words of the document."""
        return self.document.span(start, end)
