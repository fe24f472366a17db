"""Instruments that are described and not named ("an extradition treaty", "the agreement on trade in goods")."""

from __future__ import annotations

import re

from servanda.lexicon.instruments import InstrumentLexicon
from servanda.read.named import Named
from servanda.read.passages import Passages, Word, word_set
from servanda.read.status import status_at

_DETERMINERS = word_set("a an the another this that their our its his new")
_POINTERS = word_set("the this that")
_BREAK = word_set(
    "of on for in to with by and or from at under into as than between about towards toward regarding concerning signed "
    "concluded negotiated through including is are was were be will shall has have had any no such each every all some "
    "other peace ceasefire final reached"
)
_NAMED_PARTS = frozenset({"peace", "ceasefire", "final"})
_COMPLEMENT = re.compile(
    r"\s(?:on|concerning|regarding|relating to|for|covering)\s"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|[A-Z][a-z]+day|\d))"
)
_END = re.compile(
    r"[,;:.()\"“”]|\s(?:and\s(?:to|the|will|shall|has|have|is|are|\w+ed)|that|which|who|by|at|in\s(?:the\scontext|order|accordance|line|\d|[A-Z])|with|as|when|while|before|after|will|shall|has|have|had|is|are|was|were|to\s\w+|through|including|during|between|signed|under)\b"
)


def described_at(passages: Passages, lexicon: InstrumentLexicon, head: tuple[int, int]) -> Named | None:
    """The description around a head word in small letters, if the text says what becomes of it or points back with it; else None."""
    begin, finish = passages.around(head[0])
    folded = passages.folded
    words = passages.words(max(begin, head[0] - 90), head[0])
    start, determiner = _modifiers(words, head[0])
    word = folded[head[0] : head[1]]
    kind = lexicon.type_of[word]
    if start == head[0] and determiner in _POINTERS:
        return Named(head[0], head[1], word, word, kind, bare=True, pointing=determiner == "this", described=True)
    if determiner is None or folded[head[1] : head[1] + 1] == "-":
        return None
    end = _complement(folded, head[1], finish)
    name = (start if start < head[0] or determiner not in ("a", "an") else head[0], end)
    status = status_at(folded, (begin, finish), name, lexicon)
    if status == "mentioned" or (status == "under discussion" and name == head):
        return None
    return Named(*name, folded[slice(*name)], word, kind, described=True, status=status)


def _modifiers(words: list[Word], at: int) -> tuple[int, str | None]:
    """Where the words that describe a head at `at` begin, and the determiner before them (None when there is none)."""
    start = at
    for word in reversed(words[-7:]):
        text = word.text.lower()
        if text in _DETERMINERS:
            return start, text
        if not (word.text[0].isalnum() or text == "-") or (text in _BREAK and text not in _NAMED_PARTS):
            return start, None
        if text != "-":
            start = word.start
    return start, None


def _complement(folded: str, at: int, finish: int) -> int:
    """Where the complement of a head that ends at `at` ends ("agreement [on corporate espionage]"); `at` when it has none."""
    opened = _COMPLEMENT.match(folded, at, finish)
    if opened is None:
        return at
    stop = _END.search(folded, opened.end(), finish)
    end = stop.start() if stop else finish
    return end if end - opened.end() <= 90 and folded[opened.end() : end].strip() else at
