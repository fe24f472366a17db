"""Who is who in one document: parties by name, by terms the text defines, and by the people who speak for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

import ahocorasick_rs

from servanda.lexicon.offices import load_offices
from servanda.lexicon.parties import PartyLexicon
from servanda.read.parties import Mention, find_parties, fold

_OFFICE = load_offices().pattern
_NAME = r"(?:[A-ZÀ-Þ“\"][\w.'”\"-]+|bin|al|de|da|dos|von|van|der|den|del|la|el|ibn)"
_NAMES = rf"{_NAME}(?:\s{_NAME}){{0,5}}"
_OFFICE_PHRASE = rf"(?:{_OFFICE})(?:\s(?:of|for|and|to|the|{_OFFICE}|[A-Z][\w&'-]+))*?"

# "President Ada Voss of [Valdoria]"; "the Prime Minister of [Valdoria]"
_OFFICE_BEFORE = re.compile(
    rf"(?:^|(?<=\W))(?P<office>{_OFFICE})(?:\s(?P<name>{_NAMES}))?,?\s(?:of|for)\s(?:the\s)?(?:Government\sof\s(?:the\s)?)?$"
)
# "[Valdoria]'s Minister of Trade Ada Voss"; "[Valdorian] President Ada Voss"
_OFFICE_AFTER = re.compile(rf"(?:'s|s')?\s(?P<phrase>{_OFFICE_PHRASE})\s(?P<name>(?!of\b|for\b){_NAMES})")
_BARE_OFFICE_AFTER = re.compile(rf"(?:'s)?\s(?P<office>{_OFFICE})\b")
# "the Prime Minister of [Valdoria], the Right Hon. Ada Voss"
_NAME_AFTER = re.compile(rf"\)?,?\s(?:the\s)?(?:(?:{_OFFICE})\s)*(?P<name>{_NAMES})")
# "Ada Voss, Prime Minister of [Valdoria]"
_NAME_BEFORE = re.compile(rf"(?P<name>{_NAMES}),\s(?:the\s)?(?P<office>{_OFFICE})(?:\s[\w'-]+){{0,12}}?\s(?:of|for)\s(?:the\s)?$")

_QUOTE = "[\"“”']"
_TERM = re.compile(
    rf"\s?,?\s?(?:\(\s?(?:(?:hereinafter|hereafter|henceforth)[^()\"“”]{{0,40}}?)?(?:the\s)?{_QUOTE}(?:the\s)?(?P<quoted>[^\"“”()]{{1,50}}?){_QUOTE}"
    rf"|\(\s?(?:(?:hereinafter|hereafter|henceforth)[,\s]+(?:referred\sto\sas|called)?\s?)?(?:the\s)?(?P<plain>[A-Z][\w.&+-]*(?:\s[A-Z][\w.&+-]*){{0,3}})\s?(?:\)|,?\sor\s)"
    rf"|(?:hereinafter|hereafter|henceforth)\s(?:referred\sto\sas|called)?\s?(?:the\s)?{_QUOTE}?(?:the\s)?(?P<after>[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){{0,3}}))"
)
_COLLECTIVE = re.compile(r"(?i)\b(?:part(?:y|ies)|participants?|sides?|signator(?:y|ies)|states|governments|countries|members|partners)\b")


# "the Commission" for an organisation whose full name ends or begins with that word
_HEAD = re.compile(r"\b(Commission|Community|Committee|Organi[sz]ation|Agency|Forum|Association|Fund|Bank|Secretariat)\b")


@dataclass(frozen=True, slots=True)
class Cast:
    """Every mention of a party in a document, in order; the offices that stand for a party in it; the groups named, with their members."""

    mentions: tuple[Mention, ...]
    offices: dict[str, str] = field(default_factory=dict)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    starts: tuple[int, ...] = ()

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie inside `start` to `end`."""
        left = bisect_left(self.starts, start)
        right = bisect_left(self.starts, end)
        return tuple(m for m in self.mentions[left:right] if m.end <= end)


@dataclass(slots=True)
class _Learned:
    """Words that a text ties to a party, as they are met."""

    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    heads: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)

    def person(self, name: str | None, code: str) -> None:
        for word in re.findall(r"[\w'-]+", name or ""):
            if len(word) > 2 and word[0].isupper():
                self.people.setdefault(word, code)

    def office(self, office: str, code: str) -> None:
        self.offices.setdefault(office.lower(), code)


def _learn(folded: str, mention: Mention, learned: _Learned) -> None:
    """Take from the words around a mention who is tied to it."""
    if term := _TERM.match(folded, mention.end, mention.end + 120):
        words = (term["quoted"] or term["plain"] or term["after"] or "").strip(" ,.")
        if words and not _COLLECTIVE.search(words):
            learned.terms.setdefault(words, mention.codes)
    if len(mention.codes) != 1 or mention.form == "leader":
        return
    if mention.form == "name" and " " in folded[mention.start : mention.end] and (head := _HEAD.search(folded, mention.start, mention.end)):
        learned.heads.setdefault(head[1], set()).add(mention.codes)
    _learn_people(folded, mention, learned)


def _learn_people(folded: str, mention: Mention, learned: _Learned) -> None:
    """Take the people and offices of a party from the words around its name."""
    code, before = mention.codes[0], folded[max(0, mention.start - 110) : mention.start]
    if mention.form != "adjective" and (found := _OFFICE_BEFORE.search(before)):
        learned.person(found["name"], code)
        learned.office(found["office"], code)
        if not found["name"]:
            for near in (_NAME_AFTER.match(folded, mention.end, mention.end + 80), _NAME_BEFORE.search(before)):
                learned.person(near["name"] if near else None, code)
    elif after := _OFFICE_AFTER.match(folded, mention.end, mention.end + 120):
        learned.person(after["name"], code)
        for office in re.findall(_OFFICE, after["phrase"]):
            learned.office(office, code)
    elif bare := _BARE_OFFICE_AFTER.match(folded, mention.end, mention.end + 40):
        learned.office(bare["office"], code)


def _aliases(folded: str, learned: _Learned, lexicon: PartyLexicon) -> Iterator[Mention]:
    """Mentions by learned words: defined terms anywhere, names of people behind an office or honorific."""
    terms = {w: c for w, c in learned.terms.items() if w not in lexicon.words}
    if terms:
        words = list(terms)
        automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        for index, start, end in automaton.find_matches_as_indexes(folded):
            if not (start and folded[start - 1].isalnum()) and not (folded[end : end + 1].isalnum()):
                yield Mention(start, end, terms[words[index]], "alias")
    heads = {head: codes for head, codes in learned.heads.items() if len(codes) == 1 and head not in terms}
    if heads:
        for found in re.finditer(rf"\b[Tt]he ({'|'.join(heads)})\b(?! (?:of|on|for))", folded):
            yield Mention(found.start(1), found.end(1), next(iter(heads[found[1]])), "alias")
    people = {n: c for n, c in learned.people.items() if n not in lexicon.words}
    if people:
        names = "|".join(sorted(map(re.escape, people), key=len, reverse=True))
        for found in re.finditer(rf"(?<!\w)(?:{_OFFICE})\s(?:{_NAME}\s){{0,5}}(?P<name>{names})(?!\w)", folded):
            yield Mention(found.start(), found.end(), (people[found["name"]],), "leader")


def _office_of_leaders(folded: str, mentions: list[Mention], learned: _Learned) -> None:
    """Offices that stand before known leaders ("President Voss"): "the President" is theirs unless said otherwise earlier."""
    behind = re.compile(rf"(?P<office>{_OFFICE})\s(?:{_NAME}\s){{0,3}}$")
    for mention in mentions:
        if mention.form == "leader" and len(mention.codes) == 1:
            words = folded[max(0, mention.start - 60) : mention.start]
            found = behind.search(words) or re.match(rf"(?P<office>{_OFFICE})\s", folded[mention.start : mention.end])
            if found:
                learned.offices.setdefault(found["office"].lower(), mention.codes[0])


def read_cast(text: str, lexicon: PartyLexicon) -> Cast:
    """All mentions of parties in `text`, with what the text itself ties to them: defined terms, people, offices."""
    folded = fold(text)
    named = find_parties(text, 0, len(text), lexicon)
    learned = _Learned()
    for mention in named:
        _learn(folded, mention, learned)
    _office_of_leaders(folded, named, learned)
    taken: list[Mention] = []
    for mention in sorted((*named, *_aliases(folded, learned, lexicon)), key=lambda m: (m.start, -m.end)):
        if not taken or mention.start >= taken[-1].end:
            taken.append(mention)
    groups = {
        code: frozenset(lexicon.by_code[code].members)
        for m in taken
        for code in m.codes
        if code in lexicon.by_code and lexicon.by_code[code].is_group_called(folded[m.start : m.end])
    }
    return Cast(tuple(taken), dict(learned.offices), groups, tuple(m.start for m in taken))
