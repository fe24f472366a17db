"""Where a person's name begins and ends, given the words of its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.lexicon.people import PeopleLexicon
from servanda.read.passages import Passages, Word

_LETTERS = (  # Greek, Cyrillic, Armenian and Hebrew, Arabic, Indic to Tibetan, Burmese, Georgian and Hangul, Khmer, Kana, Han, Hangul
    r"\u0370-\u03ff\u0400-\u052f\u0530-\u05ff\u0600-\u07bf\u0900-\u0fff\u1000-\u109f\u10a0-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
)
_NATIVE = re.compile(rf"\s?\(?(?P<native>[{_LETTERS}](?:[{_LETTERS}·・ -]*[{_LETTERS}])?)\)?")
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `start` to `end`; `words` are its words without initials and suffixes, `after` the index of the word behind it."""

    start: int
    end: int
    words: tuple[str, ...]
    after: int

    @property
    def full(self) -> bool:
        """Whether it has a given name too."""
        return len(self.words) > 1


def name_at(passages: Passages, lexicon: PeopleLexicon, words: list[Word], index: int) -> Name | None:
    """The name that begins with `words[index]`, as long as it goes on; None when that is no name."""
    if index >= len(words) or words[index].text in lexicon.portfolios or not _is_name(passages, lexicon, words[index]):
        return None
    kept: list[str] = []
    at, end = index, words[index].start
    while at < len(words) and len(kept) < _LONGEST:
        text = words[at].text
        if _initial(words, at):
            at, end = at + 2, words[at + 1].end
            continue
        suffix = at + 1 if text == "," and at + 1 < len(words) and words[at + 1].text in ("Jr", "Sr") else at
        if kept and words[suffix].text in lexicon.suffixes:
            at, end = _suffix(words, suffix)
            break
        part = _part(passages, lexicon, words, at)
        if part is None:
            break
        kept.append(part)
        at, end = at + 1, words[at].start + len(part)
        if part != text:
            break
    while kept and kept[-1] in ("Al", "El", "Bin", "Abu"):
        kept.pop()
        at -= 1
        end = words[at - 1].end
    return Name(words[index].start, end, tuple(kept), at) if kept else None


def _initial(words: list[Word], at: int) -> bool:
    """Whether an initial stands at `at`, with its dot and more of the name behind it."""
    word = words[at]
    return len(word.text) == 1 and word.capital and at + 2 < len(words) and words[at + 1].text == "." and words[at + 2].capital


def _part(passages: Passages, lexicon: PeopleLexicon, words: list[Word], at: int) -> str | None:
    """The word at `at` as a part of a name, without the possessive that ends it; None when it is none."""
    word = words[at]
    if word.text in lexicon.particles:
        after = words[at + 1] if at + 1 < len(words) else None
        follows = after is not None and (after.text in lexicon.particles or _is_name(passages, lexicon, after))
        return word.text if follows else None
    if not _is_name(passages, lexicon, word):
        return None
    return word.text.removesuffix("'s").removesuffix("'")


def _suffix(words: list[Word], at: int) -> tuple[int, int]:
    """The index and offset behind the suffix at `at`, with the dot that belongs to it."""
    if at + 1 < len(words) and words[at + 1].text == "." and words[at].text in ("Jr", "Sr"):
        return at + 2, words[at + 1].end
    return at + 1, words[at].end


def _is_name(passages: Passages, lexicon: PeopleLexicon, word: Word) -> bool:
    """Whether a word can be part of a name: a capital, no office, no party, none of the words that are never names."""
    text = word.text.removesuffix("'s")
    if not word.capital or text in lexicon.not_names or text in lexicon.offices or not text[0].isalpha():
        return False
    if any(c.isdigit() or c in "/&" for c in text) or (text.isupper() and len(text) in (2, 3) and "-" not in text):
        return False
    party = passages.party_at(word.start)
    return party is None or party.form in ("leader", "alias")


def name_before(passages: Passages, lexicon: PeopleLexicon, words: list[Word], index: int) -> Name | None:
    """The full name that ends just before `words[index]` (which is the comma behind it); None when there is none."""
    for start in range(max(0, index - _LONGEST), index - 1):
        if start and words[start - 1].capital and _is_name(passages, lexicon, words[start - 1]):
            continue
        name = name_at(passages, lexicon, words, start)
        if name is not None and name.after == index and name.full:
            return name
    return None


def native_after(text: str, at: int) -> tuple[int, int] | None:
    """Where the name in its own script stands right behind the name that ends at `at`."""
    match = _NATIVE.match(text, at)
    return match.span("native") if match else None
