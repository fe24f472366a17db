"""Finding the names of parties in a text: one pass, longest match, whole words."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.lexicon.parties import Form, PartyLexicon

# Same length on both sides: offsets into the folded text are offsets into the text.
_FOLD = str.maketrans(
    dict.fromkeys("’ʼ‘", "'") | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-") | dict.fromkeys("\r\t\u00a0\u2009\u202f", " ")
)


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words from `start` to `end` that name the parties `codes`; `form` says how (a seat such as a capital is the weakest)."""

    start: int
    end: int
    codes: tuple[str, ...]
    form: Form


def fold(text: str) -> str:
    """`text` with typographic apostrophes, dashes and blanks made plain, code point for code point; lines are kept."""
    return text.translate(_FOLD)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the match stands as whole words."""
    if start and text[start - 1].isalnum():
        return False
    return end >= len(text) or not text[end].isalnum() or not text[end - 1].isalnum()


def _word_before(text: str, start: int) -> str:
    """The word right before `start`, if only a space stands between."""
    if not start or text[start - 1] != " ":
        return ""
    left = text.rfind(" ", max(0, start - 40), start - 1) + 1
    return text[left : start - 1]


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether a match of two letters stands amid words in capitals, where "US" is as likely a pronoun."""
    around = text[max(0, start - 12) : start] + text[end : end + 12]
    letters = [c for c in around if c.isalpha()]
    return len(letters) > 5 and all(c.isupper() for c in letters)


def _is_person(text: str, start: int, end: int, lexicon: PartyLexicon) -> bool:
    """Whether a name that people also bear is a person's here ("Michael Jordan"), or an American state's ("Athens, Georgia")."""
    words = text[start:end]
    before = _word_before(text, start)
    if before in lexicon.given_names:
        return True
    if words not in lexicon.american_states:
        return False
    town = before[:-1] if before.endswith(",") else ""
    listed = text[end : end + 2] == ", " and text[end + 2 : end + 3].isupper()
    return bool(town) and town[:1].isupper() and town not in lexicon.words and not listed


def find_parties(text: str, start: int, end: int, lexicon: PartyLexicon) -> list[Mention]:
    """The parties named in `text` from `start` to `end`, in order, none overlapping. Offsets count in `text`."""
    folded = fold(text[start:end]).replace("\n", " ")
    automaton, words = lexicon.matcher
    found = []
    for index, left, right in automaton.find_matches_as_indexes(folded):
        word = words[index]
        if word.form == "trap" or not _whole(folded, left, right):
            continue
        surface = folded[left:right]
        if surface in lexicon.person_like and _is_person(folded, left, right, lexicon):
            continue
        if surface == "US" and _shouted(folded, left, right):
            continue
        found.append(Mention(start + left, start + right, word.codes, word.form))
    return found
