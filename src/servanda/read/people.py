"""People a text names: their office and party as it gives them, and every mention of each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import ahocorasick_rs

from servanda.lexicon.people import PeopleLexicon, load_people
from servanda.model.document import Document
from servanda.model.entities import Person
from servanda.model.span import Span
from servanda.read.names import native_after
from servanda.read.offices import Introduced, introductions
from servanda.read.parties import Mention
from servanda.read.passages import Passages


@dataclass(slots=True)
class _Somebody:
    """One person as the places that name them are met."""

    words: tuple[str, ...]
    met: list[Introduced] = field(default_factory=list)
    cores: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)

    def add(self, found: Introduced) -> None:
        self.met.append(found)
        self.cores.add(found.core)
        if found.code:
            self.codes.add(found.code)


def find_people(
    document: Document, mentions: Sequence[Mention], lexicon: PeopleLexicon | None = None, passages: Passages | None = None
) -> tuple[Person, ...]:
    """The people named in `document` with an office or honorific, in order; `mentions` are the parties named in it."""
    words = lexicon or load_people()
    laid = passages or Passages(document.text, mentions)
    met: dict[tuple[int, int], Introduced] = {}
    for found in introductions(laid, words):
        if not _shouted(laid, found):
            known = met.get((found.name.start, found.name.end))
            if known is None or (
                found.office is not None and (known.office is None or found.office[1] - found.office[0] > known.office[1] - known.office[0])
            ):
                met[found.name.start, found.name.end] = found
    people = _gather(sorted(met.values(), key=lambda m: (not m.name.full, m.name.start)))
    bare = _bare(laid, people)
    found_people = [_person(laid, p, bare[n]) for n, p in enumerate(people)]
    return tuple(sorted(found_people, key=lambda p: p.spans[0].start))


def _shouted(laid: Passages, found: Introduced) -> bool:
    """Whether it stands in a line of capitals, where names cannot be told."""
    begin, finish = laid.around(found.name.start)
    return laid.folded[begin:finish].isupper()


def _gather(met: Sequence[Introduced]) -> list[_Somebody]:
    """The people behind all introductions: full names first, then what shortens them."""
    people: list[_Somebody] = []
    by_word: dict[str, list[_Somebody]] = defaultdict(list)
    for found in met:
        likely = list({id(p): p for w in found.name.words for p in by_word[w]}.values())
        somebody = _same(likely, found)
        if somebody is None:
            somebody = _Somebody(found.name.words)
            people.append(somebody)
            for word in {part for w in somebody.words for part in (w, w.rpartition("-")[2])}:
                by_word[word].append(somebody)
        somebody.add(found)
    return people


def _same(people: Sequence[_Somebody], found: Introduced) -> _Somebody | None:
    """Who of `people` is meant: the same name, a part of it, or the same surname in the same office."""
    words = found.name.words
    likely: list[_Somebody] = []
    for somebody in people:
        if somebody.words == words:
            return somebody
        if len(words) == 1:
            fits = any(words[0] == w or w.endswith(f"-{words[0]}") for w in somebody.words)
        else:
            shorter, longer = sorted((set(words), set(somebody.words)), key=len)
            fits = shorter <= longer or (words[-1] == somebody.words[-1] and found.core in somebody.cores)
        if fits and not _of_others(somebody, found):
            likely.append(somebody)
    if len(likely) > 1:
        likely = [p for p in likely if found.core in p.cores] or [p for p in likely if p.words[-1] == words[-1]] or likely
    return likely[0] if likely else None


def _of_others(somebody: _Somebody, found: Introduced) -> bool:
    """Whether the words beside the names give different parties."""
    return found.code is not None and bool(somebody.codes) and found.code not in somebody.codes


def _bare(laid: Passages, people: Sequence[_Somebody]) -> dict[int, list[tuple[int, int]]]:
    """The other places where a full name stands by itself, by the number of the person."""
    owners = {laid.folded[m.name.start : m.name.end]: n for n, p in enumerate(people) for m in p.met if m.name.full}
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    if not owners:
        return found
    taken = {m.name.start for p in people for m in p.met}
    automaton = ahocorasick_rs.AhoCorasick(list(owners), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    numbers = list(owners.values())
    for index, start, end in automaton.find_matches_as_indexes(laid.folded):
        whole = not (start and laid.folded[start - 1].isalnum()) and not laid.folded[end : end + 1].isalnum()
        if whole and start not in taken:
            found[numbers[index]].append((start, end))
    return found


def _person(laid: Passages, somebody: _Somebody, bare: Sequence[tuple[int, int]]) -> Person:
    names = sorted({*((m.name.start, m.name.end) for m in somebody.met), *bare})
    longest = max(len(m.name.words) for m in somebody.met)
    first = min((m for m in somebody.met if len(m.name.words) == longest), key=lambda m: m.name.start)
    natives = [n for s, e in names if (n := native_after(laid.text, e)) is not None]
    text = laid.text
    offices = [_trimmed(laid, m.office) for m in somebody.met if m.office is not None]
    office = max(offices, key=lambda o: o[1] - o[0]) if offices else None
    spans = sorted({*names, *natives})
    return Person(
        re.sub(r"\s+", " ", text[first.name.start : first.name.end]),
        tuple(Span.of(text, s, e) for s, e in spans),
        text[slice(*natives[0])] if natives else None,
        re.sub(r"\s+", " ", text[slice(*office)]) if office else None,
        _party(laid, somebody),
    )


def _trimmed(laid: Passages, office: tuple[int, int]) -> tuple[int, int]:
    """An office without the state it begins with ("Valdorian Prime Minister"), which is the person's party."""
    party = laid.party_at(office[0])
    if party is not None and party.start == office[0] and party.end < office[1] and len(party.codes) == 1 and len(party.codes[0]) == 3:
        start = party.end
        while not laid.folded[start].isalpha() or laid.folded[start - 1 : start + 2] in ("'s ", "'s"):
            start += 1
        return start, office[1]
    return office


def _party(laid: Passages, somebody: _Somebody) -> str | None:
    """The party beside the name, or the one whose leader the person is known to be."""
    codes = Counter(m.code for m in somebody.met if m.code)
    if codes:
        return codes.most_common(1)[0][0]
    for met in somebody.met:
        for offset in (met.name.start, met.name.end - 1):
            mention = laid.party_at(offset)
            if mention is not None and mention.form in ("leader", "alias") and len(mention.codes) == 1:
                return mention.codes[0]
    return None
