"""Where the name of an instrument begins and ends ("Agreement between A and B on Sharing and Return of Forfeited Assets")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.lexicon.instruments import InstrumentLexicon
from servanda.lexicon.offices import load_offices
from servanda.read.passages import Passages, Word, word_set

_LINKS = word_set("of on for concerning regarding between among against establishing relating respecting to with in under governing")
_LINKS |= {w.capitalize() for w in _LINKS} | {"amending", "creating"}
_ARTICLES = word_set("the a an its their all and or de du des la el")
_NUMBER = re.compile(r"No|[IVX]{1,4}|\d{1,4}|1\.5")
_NUMBERED = re.compile(r"(?:Treaty|Protocol|Convention)$")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)|(?:19|20)\d\d|\d[A-Z]\w*")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_CALENDAR = frozenset(_MONTH.split("|")) | word_set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTH}),?\s\d{{4}}"
_DATE = re.compile(rf"\s(?:of|dated|dated on)\s(?:the\s)?(?:{_DAY}|(?:{_MONTH})\s(?:\d{{1,2}},\s)?\d{{4}}|\d{{4}})\b")
_ACRONYM = re.compile(
    r"\s\((?:the\s|hereinafter\s|\"|“|'|the\s[\"“])*(?P<short>[A-Z][\w&/.-]*[A-Z0-9][\w-]*|[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,4})[\"”']?\)"
)
_OFFICE = frozenset(w for w in (*load_offices().offices, *load_offices().honorifics) if " " not in w) - {"General"} | {"Prime", "Vice"}
_POINTING = re.compile(r"\b(?:[Tt]his|[Pp]resent|[Ss]aid)\s$")
_STOP = word_set("The This These Those That It We They He She In At By As And But Our Their Its Both If When While President")
_TAIL_LINKS = word_set("on concerning regarding relating for")
_TAIL_STOP = word_set(
    "shall will is are was were has have had may must should would can could which that who whom to by as when where while "
    "signed entered done order accordance line at with from during after before since under through including between "
    "within into until if unless so we they it he she this these those our their"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A name at `start` to `end`; `full_end` takes in a bracketed short form and a date, `short` is that short form.

    `head` is the word that makes it an instrument, `bare` says that it stands alone ("the Treaty").
    """

    start: int
    end: int
    full_end: int
    head: str
    bare: bool
    short: str | None = None


def title_at(passages: Passages, lexicon: InstrumentLexicon, head: tuple[int, int]) -> Title | None:
    """The name around the head word at `head`, or None when the word is none there ("Treaty Bodies", "Convention Centre")."""
    begin, finish = passages.around(head[0])
    if begin == finish:
        return None
    folded = passages.folded
    if _POINTING.search(folded, max(begin, head[0] - 9), head[0]):
        return Title(*head, head[1], folded[slice(*head)], True)
    left = passages.words(max(begin, head[0] - 200), head[0])
    right = passages.words(head[1], min(finish, head[1] + 400))
    start = _left(passages, lexicon, left, head[0], begin)
    end = _right(passages, lexicon, right, head[1])
    if end is None:
        return None
    short, full_end = None, end
    bracket = _ACRONYM.match(folded, end)
    if bracket and _is_short(bracket["short"], passages.words(start, head[1] + 30), lexicon):
        short, full_end = bracket["short"], bracket.end()
        if end == head[1]:
            more = passages.words(full_end, min(finish, full_end + 400))
            longer = _right(passages, lexicon, more, full_end)
            if longer is not None and longer > full_end:
                end = full_end = longer
    if date := _DATE.match(folded, full_end):
        full_end = date.end()
        end = full_end if short is None else end
    return Title(start, end, full_end, folded[head[0] : head[1]], start == head[0] and end == head[1], short)


def _is_short(words: str, title: list[Word], lexicon: InstrumentLexicon) -> bool:
    """Whether words in brackets behind a name are a short form of it and no document's symbol or other aside."""
    if " " in words or words in lexicon.type_of:
        return any(word in lexicon.type_of for word in words.split())
    initials = {w.text[0] for w in title[:4]} | {w.text[0] for w in title if w.text in lexicon.type_of}
    return "/" not in words and not words.startswith("COP") and sum(c.isupper() for c in words) > 1 and words[0] in initials


def _proper(word: Word) -> bool:
    return word.capital or _ORDINAL.fullmatch(word.text) is not None


def _left(passages: Passages, lexicon: InstrumentLexicon, words: list[Word], at: int, begin: int) -> int:
    """Where a name begins whose head stands at `at`: over capitals to its left, joined by "and" or a dash."""
    start = at
    index = len(words) - 1
    while index >= 0:
        word = words[index]
        if _proper(word) and word.text not in lexicon.outside and (word.text not in lexicon.type_of or word.end + 1 == start):
            if _foreign(passages, lexicon, word) or (word.start == begin and word.text.endswith("ing")):
                break
            start = word.start
        elif word.text in ("and", "&", "-", "/", "of") and start < at and index and _joins_left(passages, lexicon, words, index, start):
            index -= 1
            start = words[index].start
        else:
            break
        index -= 1
    return start


def _foreign(passages: Passages, lexicon: InstrumentLexicon, word: Word) -> bool:
    """Whether a word left of a head belongs to somebody else: another's possessive, a day, an office."""
    if word.text.endswith(("'s", "s'")):
        return word.text not in lexicon.possessives
    return word.text in _CALENDAR or word.text in _OFFICE


def _joins_left(passages: Passages, lexicon: InstrumentLexicon, words: list[Word], index: int, start: int) -> bool:
    """Whether the word before "and" is of the same name ("Trade and Investment Agreement"), and no other thing named before it."""
    before = words[index - 1]
    if not before.capital or before.text in lexicon.outside or before.text in lexicon.type_of or _foreign(passages, lexicon, before):
        return False
    party = passages.party_at(before.start)
    if before.text in lexicon.separate or (words[index].text == "of" and party is not None):
        return False
    return party is None or (passages.party_at(start) is not None and words[index].text != "/")


def _right(passages: Passages, lexicon: InstrumentLexicon, words: list[Word], at: int) -> int | None:
    """Where a name ends whose head ends at `at`; None when the head only modifies the word behind it."""
    end, index = at, 0
    if not words:
        return end
    first = words[0]
    if _NUMBER.fullmatch(first.text) and (not first.text.isdigit() or _NUMBERED.search(passages.folded, at - 12, at)):
        index = 2 if first.text == "No" and len(words) > 1 and words[1].text == "." else 1
        if first.text == "No" and index < len(words) and words[index].text.isdigit():
            index += 1
        end = words[index - 1].end
    elif first.capital and first.text not in _LINKS and first.text not in _STOP:
        return end if first.text in ("Article", "Articles", "Annex") or first.text in lexicon.outside else None
    between = index < len(words) and words[index].text.lower() in ("between", "among")
    listed = between
    while index < len(words):
        taken = _step(passages, lexicon, words, index, (end > at, listed))
        if taken == index:
            break
        party = passages.party_at(words[taken - 1].start)
        while party is not None and taken < len(words) and words[taken].start < party.end:
            taken += 1
        listed = words[index].text.lower() in ("between", "among") or (listed and words[index].text not in _TAIL_LINKS)
        end, index = words[taken - 1].end, taken
    tail = _tail(words, index, between or (end == at and lexicon.type_of.get(passages.folded[at - 9 : at]) != "other"))
    return words[tail - 1].end if tail > index else end


def _step(passages: Passages, lexicon: InstrumentLexicon, words: list[Word], index: int, state: tuple[bool, bool]) -> int:
    """The index behind what goes on with the name at `index`; `state`: whether it has a complement, and whether that lists parties."""
    begun, listed = state
    word = words[index]
    if begun and _proper(word) and word.text not in _STOP:
        return index if word.text in _CALENDAR or word.text in lexicon.type_of else index + 1
    if word.text in _LINKS or (begun and word.text in ("and", "or", "&", "-")):
        after = index + 1
        while after < len(words) and words[after].text in _ARTICLES | _LINKS and after - index < 4:
            after += 1
        if after >= len(words) or not _proper(words[after]) or words[after].text in _STOP:
            return index
        return after + 1 if _goes_on(passages, lexicon, words, (index, after), listed) else index
    if begun and word.text == "," and _enumerates(passages, lexicon, words, index, listed):
        return index + 2
    if begun and word.text in ('"', "“") and index + 1 < len(words) and words[index + 1].capital:
        return index + 2
    return index


def _goes_on(passages: Passages, lexicon: InstrumentLexicon, words: list[Word], at: tuple[int, int], listed: bool) -> bool:
    """Whether the capital word at `at[1]` belongs to the name behind the link at `at[0]`."""
    link, word = words[at[0]].text.lower(), words[at[1]]
    party = passages.party_at(word.start)
    if word.text in _CALENDAR or (word.text in _OFFICE and word.text != "General"):
        return False
    if link in ("and", "or", "&", "-"):
        return (listed or party is None) and not _head_ahead(lexicon, words, at[1])
    if link == "in":
        return party is None or party.form == "name"
    if link == "with":
        return party is None or party.form == "name"
    if link == "on":
        return not word.text.isdigit()
    return link != "under" or word.text not in lexicon.type_of


def _head_ahead(lexicon: InstrumentLexicon, words: list[Word], index: int) -> bool:
    """Whether the capitals from `index` on lead to another instrument's head ("... and the Comprehensive Test Ban Treaty")."""
    for at, word in enumerate(words[index : index + 9], index + 1):
        if word.text in lexicon.type_of and word.capital:
            return at >= len(words) or not words[at].capital
        if not (_proper(word) or word.text in ("of", "and", "the", "-", "on", "for", "&")):
            return False
    return False


def _enumerates(passages: Passages, lexicon: InstrumentLexicon, words: list[Word], index: int, listed: bool) -> bool:
    """Whether the comma at `index` goes on with a list inside a name ("to Prevent, Suppress and Punish")."""
    later = any(w.text == "," for w in words[max(0, index - 5) : index])
    for at in range(index + 1, min(index + 12, len(words))):
        word = words[at]
        if word.text in ("and", "or") and (at > index + 1 or later):
            after = at + 1
            while after < len(words) and words[after].text in ("the", "on", "their"):
                after += 1
            fits = after < len(words) and words[after].capital and words[after].text not in _STOP
            return fits and not _head_ahead(lexicon, words, index + 1)
        party = passages.party_at(word.start) is not None
        if word.text == "," or (listed and word.text == "the"):
            continue
        if not word.capital or word.text in _STOP or word.text in _CALENDAR or word.text in _OFFICE or party != listed:
            return False
    return False


def _tail(words: list[Word], index: int, allowed: bool) -> int:
    """The end of a complement in small letters ("on the basic principles of transit"), or `index` when there is none."""
    if not allowed or index + 1 >= len(words) or words[index].text not in _TAIL_LINKS:
        return index
    at = index + 1
    if words[index].text == "for" and words[at].text not in ("the", "cooperation", "co-operation"):
        return index
    while at < len(words) and at - index < 14:
        word = words[at]
        if word.text in _TAIL_STOP or not (word.text[0].isalpha()) or word.text in _CALENDAR:
            break
        if word.text in ("and", "or", "in") and (at + 1 >= len(words) or not words[at + 1].text.islower() or _verbal(words[at + 1].text)):
            break
        at += 1
    while at > index + 1 and words[at - 1].text in ("of", "the", "and", "or", "in", "a", "an", "on", "for"):
        at -= 1
    return at if at > index + 1 else index


def _verbal(word: str) -> bool:
    return word.endswith("ed") or word in ("order", "accordance", "line", "of", "the", "a", "an", "its", "their") or word in _TAIL_STOP
