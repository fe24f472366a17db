"""The instruments, decisions and laws that a commitment rests on, carries out or is to bring about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.lexicon.bounds import BasisLexicon, load_basis
from servanda.model.commitment import Basis
from servanda.model.entities import Instrument
from servanda.model.span import Span
from servanda.read.parties import fold
from servanda.read.passages import Word, words_of

_DESCRIBED = re.compile(r"(?:An?|the\sexisting|[Ss]pecial|[Ss]eparate)\s(?:[a-z-]+\s)?(?:agreement|treaty|protocol|convention)\b")
_PROVISIONS = re.compile(r"(?:[Aa]ll\s)?(?:relevant\s)?(?:[Tt]he\s)?(?:relevant\s)?provisions\sof\s")
_ARTICLES = frozenset("the a an this that these those its our their such said any all relevant applicable existing respective new each other both certain".split())
_INTO = re.compile(
    r"(?:\s(?:the|its|our|their|all|any|full|relevant|various))*\s(?:provisions?|terms|principles|goals?|objectives|articles|points|obligations|commitments|requirements|aims|purposes|spirit|letter|targets?|conditions|measures|stipulations|mandate|implementation)"
    r"(?:\s(?:and|or)\s\w+)?(?:\s(?:set\sforth|set\sout|contained|provided(?:\sfor)?|established|enshrined))?\s(?:of|in|under|for)\b"
)
# A legal text's words for itself and its parts say nothing of what a clause rests on.
_OWN = re.compile(
    r"(?:(?:[Aa]rticles?|[Pp]aragraphs?|[Ii]tem)\s[\dIVX]+(?:,?\s(?:and|or|to)\s[\dIVX]+)?\s(?:of|to)\s)?(?:this|(?:the\s)?present|(?:the\s)?following|(?:the\s)?preceding)\s"
    r"(?:[Aa]greement|[Aa]rticle|[Tt]reaty|[Cc]onvention|[Pp]rotocol|[Cc]hapter|[Pp]aragraph|[Rr]esolution|[Rr]ules|[Ss]tatement)\b"
    r"|(?:the\s)?(?:(?:sub-?)?[Pp]aragraphs?|articles?)\s[\dIVX(][\w.()]*(?!\S*\s(?:(?:,|and|or|to)\s[\d]+\s)*(?:of|to)\s)"
)
_STOP = frozenset(
    "shall will is are was were be been has have had may must should would can could which that who whom by as when where while if unless so we they it he she "
    "at from during after before since through including between within into until upon without against under according pursuant because than but no not such".split()
)
_LINKS = frozenset("of on for concerning regarding in to between among with against relating".split())
_NUMBER = re.compile(r"\d[\w.]*|[IVX]+|[A-H]")
_MADE = frozenset("signed dated concluded reached made taken established passed adopted issued entered approved negotiated referred related set provided agreed announced declared".split())
_MADE_BY = frozenset("by at between with on in into to".split())
# What follows a name and is none of it.
_NO_COMPLEMENT = (
    "with respect", "in respect", "in accordance", "in line", "in order", "in advance", "in its entirety", "in their", "in the context", "in a ", "in this",
    "for a period", "for the purpose", "for signature", "to the extent", "to ensure", "with a view", "with the", "with its", "in areas", "to support", "for members", "in full", "to launch",
)  # fmt: skip
_LOOSE = re.compile(r"\s(?:of|on|for|in|to|with|the|and|or|an?|by|at|its|their|between|\"|-)$")


def find_basis(
    text: str, action: Span, sentence: Span, instruments: Sequence[Instrument] = (), lexicon: BasisLexicon | None = None
) -> tuple[Basis, ...]:
    """The words in a commitment's `action`, or in its `sentence` before it, that name what it rests on, in order.

    `instruments` are those found in the whole text: their spans say where long names end, and their ids are given with the words.
    """
    words = lexicon or load_basis()
    begin, end = min(sentence.start, action.start), max(action.end, action.start)
    folded = re.sub(r"\s", " ", fold(text[begin:end]))
    named = [(s.start - begin, s.end - begin, i.id) for i in instruments for s in i.spans if s.end > begin and s.start < end]
    found = _subject(folded, action.start - begin, words, named)
    position = 0
    while match := words.leads.search(folded, position):
        position = match.end()
        if match.end() < action.start - begin and not _leads_in(folded, match, action.start - begin):
            continue
        at = into.end() if (into := _INTO.match(folded, match.end())) else match.end()
        for start, finish in _phrases(folded, at, words, named, match.lastgroup or ""):
            if not any(start < f and s < finish for s, f in found):
                found.append((start, finish))
            position = max(position, match.end())
    found += _spoken_of(folded, action.start - begin, named, found)
    return tuple(_anchored(text, begin, start, finish, named) for start, finish in sorted(found))


def _subject(folded: str, at: int, lexicon: BasisLexicon, named: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """An instrument as the subject of the undertaking itself ("the Pilots Programme shall start on 1 May")."""
    behind = _PROVISIONS.match(folded, at)
    words = words_of(folded, behind.end() if behind else at, min(len(folded), at + 420))
    if len(words) < 2 or not (behind or (words[0].text == "The" and words[1].capital) or _DESCRIBED.match(folded, at)):
        return []
    phrase = _phrase(folded, words, lexicon, named, "makes" if _DESCRIBED.match(folded, at) else "rests")
    return [phrase] if phrase is not None and re.match(r"[\w\s,]{0,90}?\b(?:shall|will|should|would|must|is|are)\b", folded[phrase[1] :]) else []


def _spoken_of(
    folded: str, action: int, named: Sequence[tuple[int, int, str]], found: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
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


def _anchored(text: str, begin: int, start: int, finish: int, named: Sequence[tuple[int, int, str]]) -> Basis:
    ids = [i for s, f, i in named if min(f, finish) - max(s, start) > (f - s) // 2]
    return Basis(Span.of(text, begin + start, begin + finish), ids[0] if ids else None)


def _phrases(folded: str, at: int, lexicon: BasisLexicon, named: Sequence[tuple[int, int, str]], sort: str) -> list[tuple[int, int]]:
    """The noun phrase behind a lead that ends at `at`, and those coordinated with it."""
    found: list[tuple[int, int]] = []
    while True:
        words = words_of(folded, at, min(len(folded), at + 420))
        phrase = _phrase(folded, words, lexicon, named, sort)
        if phrase is None:
            return found
        found.append(phrase)
        link = re.compile(r"\s?,?\s(?:and|or|as well as)\s(?:in accordance with\s|under\s|to\s|with\s)?|,\s(?=(?:the\s)?[A-Z])").match(folded, phrase[1])
        if link is None or len(found) > 4:
            return found
        at = link.end()


def _phrase(folded: str, words: list[Word], lexicon: BasisLexicon, named: Sequence[tuple[int, int, str]], sort: str) -> tuple[int, int] | None:
    """The first noun phrase among `words` that names a basis: start and end in the folded text."""
    index = 0
    while index < len(words) and words[index].text.lower() in _ARTICLES:
        index += 1
    if index >= len(words):
        return None
    first = words[index].text.lower()
    if _OWN.match(folded, words[0].start) or first in ("and", "or") or (first.endswith("ing") and words[index].text.islower()):
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


def _head(
    words: list[Word], index: int, lexicon: BasisLexicon, named: Sequence[tuple[int, int, str]], lead: tuple[str, bool]
) -> int | None:
    """The index of the noun by which the phrase from `index` on is known, not crossing a verb or the end of the phrase."""
    sort, determined = lead
    capitals = words[index].capital
    for at in range(index, min(index + 14, len(words))):
        word = words[at]
        lower = word.text.lower().removesuffix("'s")
        if lower in _STOP or (not word.text[0].isalnum() and word.text not in '-"“”&\'()'):
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
        if capitals and word.text.islower() and not (lower in _LINKS | _ARTICLES and at + 1 < len(words) and (words[at + 1].capital or words[at + 1].text in _ARTICLES)):
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
        word, lower = words[at], words[at].text.lower()
        if word.text == "(":
            close = next((i for i in range(at, min(at + 9, len(words))) if words[i].text == ")"), None)
            if close is None or words[at + 1].text in ("also", "the", "including", "see"):
                break
            at = close
        elif lower in _MADE and at + 1 < len(words) and (words[at + 1].text in _MADE_BY or words[at + 1].text[0].isdigit()):
            at, inside = at + 1, True
        elif lower in _LINKS:
            if folded.startswith(_NO_COMPLEMENT, word.start) or at + 1 >= len(words) or words[at + 1].text in ("which", "whose", "whom") or _infinitive(words, at):
                break
            inside, between = strong or inside or lower not in ("in", "with", "for"), between or lower in ("between", "among")
        elif lower in ("and", "or", ","):
            if not (_dated(words, at) if word.text == "," else _one_name(words, at, head, lexicon) or (between and lower == "and")):
                break
            between = between and lower == ","
        elif word.text in "\"“":
            close = next((i for i in range(at + 1, min(at + 40, len(words))) if words[i].text in "\"”"), None)
            if close is None:
                break
            at = close
        elif word.text in "-&”":
            if word.text == "-" and folded[word.start - 1] == " ":
                break
        elif lower in _STOP or not word.text[0].isalnum() or _loose(words, at, inside):
            break
        elif lower in _ARTICLES and words[at - 1].text.lower() not in _LINKS | {"by", "at", "and"}:
            break
        end, at = words[at].end, at + 1
    while end > words[head].end and (loose := _LOOSE.search(folded, words[head].end, end)):
        end = loose.start()
    return end


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
