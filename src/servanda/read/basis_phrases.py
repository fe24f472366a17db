"""The noun phrases by which a text names an instrument, decision or law: where they begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.lexicon.bounds import BasisLexicon
from servanda.read.passages import Word, word_set, words_of

# Where an instrument known from the whole text stands, and its id.
Place = tuple[int, int, str]

_ARTICLES = word_set(
    "the a an this that these those its our their such said any all relevant applicable existing respective new each other both certain"
)
# A legal text's words for itself and its parts say nothing of what a clause rests on.
_OWN = re.compile(
    r"(?:(?:[Aa]rticles?|[Pp]aragraphs?|[Ii]tem)\s[\dIVX]+(?:,?\s(?:and|or|to)\s[\dIVX]+)?\s(?:of|to)\s)?(?:this|(?:the\s)?present|(?:the\s)?following|(?:the\s)?preceding)\s"
    r"(?:[Aa]greement|[Aa]rticle|[Tt]reaty|[Cc]onvention|[Pp]rotocol|[Cc]hapter|[Pp]aragraph|[Rr]esolution|[Rr]ules|[Ss]tatement)\b"
    r"|(?:the\s)?(?:(?:sub-?)?[Pp]aragraphs?|articles?)\s[\dIVX(][\w.()]*(?!\S*\s(?:(?:,|and|or|to)\s[\d]+\s)*(?:of|to)\s)"
)
_STOP = word_set(
    "shall will is are was were be been has have had may must should would can could which that who whom by as when where "
    "while if unless so we they it he she at from during after before since through including between within into until "
    "upon without against under according pursuant because than but no not such"
)
_LINKS = word_set("of on for concerning regarding in to between among with against relating")
_NUMBER = re.compile(r"\d[\w.]*|[IVX]+|[A-H]")
_MADE = word_set(
    "signed dated concluded reached made taken established passed adopted issued entered approved negotiated referred "
    "related set provided agreed announced declared"
)
_MADE_BY = word_set("by at between with on in into to")
# What follows a name and is none of it.
_NO_COMPLEMENT = re.compile(
    r"with (?:respect|a view|the|its)|in (?:respect|accordance|line|order|advance|its entirety|their|the context|a|this|areas|full)\b"
    r"|for (?:a period|the purpose|signature|members)|to (?:the extent|ensure|support|launch)\b"
)
_CARRY = re.compile(r"(?:\b(?:apply|applying|implement|implementing|arising from|compliance with|advance of|as part of)\s)$")
_LOOSE = re.compile(r"\s(?:of|on|for|in|to|with|the|and|or|an?|by|at|its|their|between|\"|-)$")
_AND = re.compile(r"\s?,?\s(?:and|or|as well as)\s(?:in accordance with\s|under\s|to\s|with\s)?|,\s(?=(?:the\s)?[A-Z])")


def phrases(folded: str, at: int, lexicon: BasisLexicon, named: Sequence[Place], sort: str) -> list[tuple[int, int]]:
    """The noun phrase behind a lead that ends at `at`, and those coordinated with it."""
    found: list[tuple[int, int]] = []
    while True:
        words = words_of(folded, at, min(len(folded), at + 420))
        phrase = phrase_in(folded, words, lexicon, named, sort)
        if phrase is None:
            return found
        found.append(phrase)
        link = _AND.match(folded, phrase[1])
        if link is None or len(found) > 4:
            return found
        at = link.end()


def phrase_in(folded: str, words: list[Word], lexicon: BasisLexicon, named: Sequence[Place], sort: str) -> tuple[int, int] | None:
    """The first noun phrase among `words` that names a basis: start and end in the folded text."""
    index = 0
    while index < len(words) and words[index].text.lower() in _ARTICLES:
        index += 1
    if index >= len(words):
        return None
    first = words[index].text.lower()
    if (
        (_OWN.match(folded, words[0].start) and not _CARRY.search(folded[max(0, words[0].start - 24) : words[0].start]))
        or first in ("and", "or")
        or (first.endswith("ing") and words[index].text.islower())
    ):
        return None
    determined = index > 0 and words[index - 1].text.lower() in ("this", "the", "said", "such", "these")
    head = _head(words, index, lexicon, named, (sort, determined))
    if head is None:
        return None
    start = words[index].start
    covering = [f for s, f, _ in named if s <= words[head].start < f or (s == start and f > start)]
    end = max((*covering, _complement(folded, words, head, lexicon)))
    if head == index and determined and words[index - 1].text.lower() in ("this", "said", "such", "the") and not covering:
        start = words[index - 1].start
    return start, end


def _head(words: list[Word], index: int, lexicon: BasisLexicon, named: Sequence[Place], lead: tuple[str, bool]) -> int | None:
    """The index of the noun by which the phrase from `index` on is known, not crossing a verb or the end of the phrase."""
    sort, determined = lead
    capitals = words[index].capital
    for at in range(index, min(index + 14, len(words))):
        word = words[at]
        lower = word.text.lower().removesuffix("'s")
        if lower in _STOP or (not word.text[0].isalnum() and word.text not in "-\"“”&'()"):
            return None
        if lower == "part" and not (at + 1 < len(words) and words[at + 1].text.isupper()):
            continue
        if lower in lexicon.strong and (word.capital or _counts(words, at, index, sort, determined)):
            return at
        if lower in lexicon.named and word.capital and not word.text.isupper():
            return at
        two = " ".join(w.text.lower() for w in words[at : at + 3])
        if any(two == n or two.startswith(n + " ") for n in lexicon.lower):
            length = max(len(n.split()) for n in lexicon.lower if two == n or two.startswith(n + " "))
            return at + length - 1
        if sort != "makes" and any(s <= word.start < f for s, f, _ in named):
            return at
        if lower in _LINKS and not capitals:
            return None
        if (
            capitals
            and word.text.islower()
            and not (lower in _LINKS | _ARTICLES and at + 1 < len(words) and (words[at + 1].capital or words[at + 1].text in _ARTICLES))
        ):
            return None
    return None


def _counts(words: list[Word], at: int, index: int, sort: str, determined: bool) -> bool:
    """Whether a noun with a small letter is a basis: pointed at, described, or to be made."""
    numbered = at + 1 < len(words) and _NUMBER.fullmatch(words[at + 1].text) is not None
    if words[at].text in ("order", "resolution", "decision", "part"):
        return numbered or (determined and at == index)
    return determined or at > index or sort == "makes" or numbered


def _complement(folded: str, words: list[Word], head: int, lexicon: BasisLexicon) -> int:
    """Where the phrase ends whose head is at `head`: over numbers, brackets, capitals, "of ..." and "concluded by ..."."""
    end, at, inside, between = words[head].end, head + 1, False, False
    if words[head].text.endswith("'s"):
        return end - 2
    strong = words[head].text.lower() in lexicon.strong
    while at < len(words):
        lower = words[at].text.lower()
        if lower in _LINKS:
            if _no_complement(folded, words, at):
                break
            inside = inside or strong or lower not in ("in", "with", "for")
            between = between or lower in ("between", "among")
        elif lower in ("and", "or", ","):
            listed = _dated(words, at) if lower == "," else _one_name(words, at, head, lexicon)
            if not listed and not (between and lower == "and"):
                break
            between = between and lower == ","
        else:
            step = _over(folded, words, at, inside)
            if step is None:
                break
            inside = inside or lower in _MADE
            at = step
        end, at = words[at].end, at + 1
    while end > words[head].end and (loose := _LOOSE.search(folded, words[head].end, end)):
        end = loose.start()
    return end


def _over(folded: str, words: list[Word], at: int, inside: bool) -> int | None:
    """The index of the last word of what goes on with a phrase at `at`: a bracket, a quotation, a participle, a word; None when it ends."""
    word, lower = words[at], words[at].text.lower()
    if word.text == "(":
        if at + 1 < len(words) and words[at + 1].text in ("also", "the", "including", "see"):
            return None
        return next((i for i in range(at, min(at + 9, len(words))) if words[i].text == ")"), None)
    if word.text in '"“':
        return next((i for i in range(at + 1, min(at + 40, len(words))) if words[i].text in '"”'), None)
    if lower in _MADE and at + 1 < len(words) and (words[at + 1].text in _MADE_BY or words[at + 1].text[0].isdigit()):
        return at + 1
    if word.text in "-&”":
        return None if word.text == "-" and folded[word.start - 1] == " " else at
    if lower in _STOP or not word.text[0].isalnum() or _loose(words, at, inside):
        return None
    return None if lower in _ARTICLES and words[at - 1].text.lower() not in _LINKS | {"by", "at", "and"} else at


def _no_complement(folded: str, words: list[Word], at: int) -> bool:
    """Whether the link at `at` leads away from the name ("in accordance with", "on which", "to train")."""
    if at + 1 >= len(words) or words[at + 1].text in ("which", "whose", "whom"):
        return True
    return _NO_COMPLEMENT.match(folded, words[at].start) is not None or _infinitive(words, at)


def _infinitive(words: list[Word], at: int) -> bool:
    """Whether the "to" at `at` begins a purpose ("the Programme to train pilots")."""
    after = words[at + 1].text
    return words[at].text == "to" and after.islower() and after not in _ARTICLES and words[at - 1].text != "related"


def _loose(words: list[Word], at: int, inside: bool) -> bool:
    """Whether a word in small letters stands behind a name and not in its complement."""
    word = words[at]
    if not word.text.islower() or inside or word.text in ("above", "below"):
        return False
    return not (word.text in _ARTICLES and at + 1 < len(words) and words[at + 1].capital)


def _dated(words: list[Word], at: int) -> bool:
    """Whether a comma stands inside a date ("April 2, 2025") or before one ("..., of 15 April 2031")."""
    after = words[at + 1].text if at + 1 < len(words) else ""
    return (len(after) == 4 and after.isdigit() and words[at - 1].text.isdigit()) or after in ("signed", "dated")


def _one_name(words: list[Word], at: int, head: int, lexicon: BasisLexicon) -> bool:
    """Whether "and" joins words of one name: capitals, or numbers, with no other basis behind it."""
    before, after = words[at - 1], words[at + 1] if at + 1 < len(words) else words[at]
    if (before.text[0].isdigit() or before.text == ")") and after.text[0].isdigit():
        return True
    if after.text.islower() and after.text in lexicon.strong and before.text.lower() in lexicon.strong:
        return True
    if not (before.capital and after.capital):
        return False
    for word in words[at + 1 : at + 8]:
        if word.text.lower() in lexicon.strong | lexicon.named and word.capital:
            return False
        if not (word.capital or word.text in ("of", "the", "-", "and")):
            break
    return at > head + 1
