"""The instruments, decisions and laws that a commitment rests on, carries out or is to bring about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.lexicon.bounds import BasisLexicon, load_basis
from servanda.model.commitment import Basis
from servanda.model.entities import Instrument
from servanda.model.span import Span
from servanda.read.basis_phrases import Place, phrase_in, phrases
from servanda.read.parties import fold
from servanda.read.passages import words_of

_WIDEST = 1_500  # code points before the action that can lead up to it
_DESCRIBED = re.compile(r"(?:An?|the\sexisting|[Ss]pecial|[Ss]eparate)\s(?:[a-z-]+\s)?(?:agreement|treaty|protocol|convention)\b")
_PROVISIONS = re.compile(r"(?:[Aa]ll\s)?(?:relevant\s)?(?:[Tt]he\s)?(?:relevant\s)?provisions\sof\s")
_INTO = re.compile(
    r"(?:\s(?:the|its|our|their|all|any|full|relevant|various))*\s(?:provisions?|terms|principles|goals?|objectives|articles|points|obligations|commitments|requirements|aims|purposes|spirit|letter|targets?|conditions|measures|stipulations|mandate|implementation)"
    r"(?:\s(?:and|or)\s\w+)?(?:\s(?:set\sforth|set\sout|contained|provided(?:\sfor)?|established|enshrined))?\s(?:of|in|under|for)\b"
)


def find_basis(
    text: str, action: Span, sentence: Span, instruments: Sequence[Instrument] = (), lexicon: BasisLexicon | None = None
) -> tuple[Basis, ...]:
    """The words in a commitment's `action`, or in its `sentence` before it, that name what it rests on, in order.

    `instruments` are those found in the whole text: their spans say where long names end, and their ids are given with the words.
    """
    words = lexicon or load_basis()
    begin, end = max(min(sentence.start, action.start), action.start - _WIDEST), action.end
    folded = re.sub(r"\s", " ", fold(text[begin:end]))
    named = [(s.start - begin, s.end - begin, i.id) for i in instruments for s in i.spans if s.end > begin and s.start < end]
    found = _subject(folded, action.start - begin, words, named)
    position = 0
    while match := words.leads.search(folded, position):
        position = match.end()
        if match.end() < action.start - begin and not _leads_in(folded, match, action.start - begin):
            continue
        at = into.end() if (into := _INTO.match(folded, match.end())) else match.end()
        for start, finish in phrases(folded, at, words, named, match.lastgroup or ""):
            if not any(start < f and s < finish for s, f in found):
                found.append((start, finish))
            position = max(position, match.end())
    found += _spoken_of(folded, action.start - begin, named, found)
    return tuple(_anchored(text, begin, start, finish, named) for start, finish in sorted(found))


def _subject(folded: str, at: int, lexicon: BasisLexicon, named: Sequence[Place]) -> list[tuple[int, int]]:
    """An instrument as the subject of the undertaking itself ("the Pilots Programme shall start on 1 May")."""
    behind = _PROVISIONS.match(folded, at)
    words = words_of(folded, behind.end() if behind else at, min(len(folded), at + 420))
    if len(words) < 2 or not (behind or (words[0].text == "The" and words[1].capital) or _DESCRIBED.match(folded, at)):
        return []
    phrase = phrase_in(folded, words, lexicon, named, "makes" if _DESCRIBED.match(folded, at) else "rests")
    return (
        [phrase]
        if phrase is not None and re.match(r"[\w\s,]{0,90}?\b(?:shall|will|should|would|must|is|are)\b", folded[phrase[1] :])
        else []
    )


def _spoken_of(folded: str, action: int, named: Sequence[Place], found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Instruments named in the action itself that no lead governs: what it is about, it carries out."""
    more: list[tuple[int, int]] = []
    for start, finish, _ in named:
        if start < action or finish > len(folded) or " " not in folded[start:finish] or folded[start:finish].islower():
            continue
        if not any(start < f and s < finish for s, f in (*found, *more)):
            more.append((start, finish))
    return more


def _leads_in(folded: str, match: re.Match[str], action: int) -> bool:
    """Whether words before the action lead up to it: they rest on something, in the same clause."""
    if action - match.end() < 5:
        return True
    return match.lastgroup == "rests" and re.search(r"[;]|\.\s", folded[match.end() : action]) is None


def _anchored(text: str, begin: int, start: int, finish: int, named: Sequence[Place]) -> Basis:
    ids = [i for s, f, i in named if min(f, finish) - max(s, start) > (f - s) // 2]
    return Basis(Span.of(text, begin + start, begin + finish), ids[0] if ids else None)
