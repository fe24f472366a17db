"""What shows what a clause of a report is about: its words, families of cues, tense, place in the report, and who says it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from servanda.lexicon.reporting import load_reporting
from servanda.read.statements import Clause

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*|\d[\d.,]*|[$€£%]")
_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d\b")
_RELATIVE = re.compile(r",?\s(?:who|which|that|whose|where)\s[^,;]*")
_BE = re.compile(r"\b(?:is|are|was|were)\s(?:(?:not|also|still|now|being|either|to)\s(?!be\b))?(\w+)")
_DUE = re.compile(r"\b(?:is|are|was|were) (?:(?:also|next|not|now|at once|each|both|all|either) )?to (?!the\b|a\b)\w+")
_LENGTHS = (6, 9, 25)


def features_of(folded: str, clause: Clause, year: int | None, parties: int) -> Iterator[str]:
    """The names of the features of one clause. `year` is the report's, `parties` how many parties the clause names."""
    words = folded[clause.start : clause.end]
    tokens = _WORD.findall(words.lower())
    yield "bias"
    yield from _position(clause)
    yield from _saying(clause)
    for name, pattern in load_reporting().cues:
        match = pattern.search(words)
        if match is not None:
            yield f"cue:{name}"
            if match.start() < 40:
                yield f"early:{name}"
    yield from _tense(words)
    yield f"parties:{min(parties, 3)}"
    yield f"length:{bisect_left(_LENGTHS, len(tokens))}"
    yield from _years(words, year)
    yield from _words(tokens)


def _tense(words: str) -> Iterator[str]:
    """The tense of the first finite verb outside a relative clause, and what hangs on a form of "be"."""
    verbs = load_reporting().verbs
    main = _RELATIVE.sub(" ", words)
    tense = verbs.tense(main)
    yield f"tense:{tense}"
    if tense in ("being", "been"):
        match = _BE.search(main)
        if match is not None:
            yield f"be:{_form(match.group(1))}"
    if _DUE.search(main):
        yield "tense:due"


def _form(word: str) -> str:
    """What a word behind a form of "be" makes of it."""
    if word == "to":
        return "to"
    return "passive" if word.endswith(("ed", "en")) else "ing" if word.endswith("ing") else "other"


def _position(clause: Clause) -> Iterator[str]:
    role = clause.piece.role
    yield f"role:{role}"
    if role != "sentence":
        return
    place = clause.order / max(clause.count - 1, 1)
    yield f"place:{int(place * 5)}"
    if clause.order <= 3:
        yield "place:opening"
    left = clause.count - 1 - clause.order
    if left < 5:
        yield f"left:{left}"
    elif place > 0.6:
        yield "place:late"
    if clause.first:
        yield "first-of-paragraph"
    if clause.part:
        yield "later-part"


def _saying(clause: Clause) -> Iterator[str]:
    yield f"said:{clause.rule}"
    if clause.speaker is not None and not clause.quoted:
        yield "said:by-somebody"


def _years(words: str, year: int | None) -> Iterator[str]:
    for match in _YEAR.finditer(words):
        if year is not None:
            given = int(match.group())
            yield "year:past" if given < year - 1 else "year:future" if given > year else "year:near"


def _words(tokens: list[str]) -> Iterator[str]:
    shaped = ["#" if token[0].isdigit() else token for token in tokens]
    for token in set(shaped):
        yield f"w:{token}"
    for n, token in enumerate(shaped[:2]):
        yield f"begin{n}:{token}"
    for pair in {f"{a} {b}" for a, b in pairwise(shaped)}:
        yield f"b:{pair}"
