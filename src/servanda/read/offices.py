"""People as texts introduce them: an office and a name side by side, in either order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.lexicon.people import PeopleLexicon
from servanda.read.names import Name, name_at, name_before
from servanda.read.parties import Mention
from servanda.read.passages import Passages, Word, word_set

_DETERMINERS = word_set("the a an his her its their our former")
_LINKS = word_set("of to for at on in and the")
_NO_OFFICE = word_set(
    "of to for at on in by with from as that which who when while but or nor and is are was were has have had between among "
    "through including met told said today yesterday after before during under both also then with"
)
_STYLED = word_set("the The Dr . Hon Honorable Honourable Right Rt H.E Sir Dame Mr Mrs Ms His Her Excellency Sheikh")
_NOT_SPECIFIC = word_set("Today Yesterday Both And As When Since Under Following")
_STYLES = frozenset({"Sheikh", "Shaikh"})
_LEADING = word_set(
    "White Former Deputy Acting Senior Principal Special Assistant Vice Chief Under Associate Interim Caretaker Alternate "
    "First Permanent Executive"
)


@dataclass(frozen=True, slots=True)
class Introduced:
    """A person as one place of the text names them; `office` is where the office stands, `code` the party the words beside it name."""

    name: Name
    office: tuple[int, int] | None
    code: str | None
    core: str


def introductions(passages: Passages, lexicon: PeopleLexicon) -> Iterator[Introduced]:
    """Every place where an office or an honorific stands beside a name."""
    for match in lexicon.anchor.finditer(passages.folded):
        begin, finish = passages.around(match.start())
        if begin == finish:
            continue
        before = passages.words(max(begin, match.start() - 160), match.start())
        after = passages.words(match.end(), min(finish, match.end() + 260))
        core = re.sub(r"\s", " ", match.group()).removesuffix("s" if match["plural"] or match["many"] else "")
        office = (_office_start(passages, lexicon, before, match, begin), match.end())
        yield from _beside(passages, lexicon, (before, after), office, (core, match["common"] is not None, match["plural"] is not None))


def _beside(
    passages: Passages, lexicon: PeopleLexicon, around: tuple[list[Word], list[Word]], office: tuple[int, int], kind: tuple[str, bool, bool]
) -> Iterator[Introduced]:
    """The person, or with a plural the people, whom the office at `office` introduces."""
    before, after = around
    core, common, plural = kind
    name = name_at(passages, lexicon, after, 0)
    if name is not None:
        if not (name.full or (core in lexicon.plain and not common)):
            return
        code = _code_of(passages, office) or _code_behind(passages, after, name.after)
        yield Introduced(name, None if plural else _shown(lexicon, core, office), code, core)
        if plural:
            yield from _further(passages, lexicon, after, name, core)
        return
    found = _behind_portfolio(passages, lexicon, after, office, common)
    if found is None and core not in lexicon.honorifics and not plural:
        found = _set_off(passages, lexicon, (before, after), office, common)
    if found is not None:
        whole = (office[0], found[1])
        yield Introduced(found[0], None if core in lexicon.honorifics else whole, _code_of(passages, whole), core)


def _shown(lexicon: PeopleLexicon, core: str, office: tuple[int, int]) -> tuple[int, int] | None:
    """The office without the honorific it ends in ("Vice President Dr."); None when nothing is left of it."""
    if core not in lexicon.honorifics and core not in _STYLES:
        return office
    bare = (office[0], office[1] - len(core) - 1)
    if bare[1] > bare[0]:
        return bare
    return office if core in _STYLES else None


def _set_off(
    passages: Passages, lexicon: PeopleLexicon, around: tuple[list[Word], list[Word]], office: tuple[int, int], common: bool
) -> tuple[Name, int] | None:
    """The full name before or behind an office and a comma, and where the office ends."""
    before, after = around
    end = _office_end(passages, lexicon, after, office[1])
    comma = next((i for i in range(len(before) - 1, -1, -1) if before[i].start < office[0] and before[i].text not in _DETERMINERS), None)
    closed = end > office[1] or not after or not after[0].capital
    name = None
    if comma is not None and closed and before[comma].text == ",":
        name = name_before(passages, lexicon, before, comma)
    if name is None and not common and after:
        name = _named_behind(passages, lexicon, after, end)
    return (name, end) if name is not None else None


def _further(passages: Passages, lexicon: PeopleLexicon, words: list[Word], name: Name, core: str) -> Iterator[Introduced]:
    """The other names behind an office in the plural ("Presidents Voss and Oro")."""
    at = name.after
    while at < len(words) and words[at].text in (",", "and"):
        at += 1
        if at < len(words) and words[at].text == "and":
            at += 1
        more = name_at(passages, lexicon, words, at)
        if more is None:
            return
        yield Introduced(more, None, _code_behind(passages, words, more.after), core)
        at = more.after


def _office_start(passages: Passages, lexicon: PeopleLexicon, words: list[Word], match: re.Match[str], begin: int) -> int:
    """Where the office begins whose last word is the anchor: over the words that specify it, its party's name included."""
    start = match.start()
    for at in range(len(words) - 1, max(-1, len(words) - 9), -1):
        word = words[at]
        party = passages.party_at(word.start)
        if party is not None and party.form in ("name", "adjective") and not _own_council(passages, party):
            return party.start
        if _to_another(words, at, start == match.start()):
            continue
        if word.text in ("and", "&", "-"):
            if not (at and start < match.start() and _pairs(lexicon, words[at - 1], words[at + 1])):
                break
        elif word.capital:
            if not _specifies(lexicon, word, word.start == begin):
                break
            start = word.start
        elif word.text == "former" or (match["common"] and word.text.isalpha() and word.text not in _NO_OFFICE | _DETERMINERS):
            start = word.start
        else:
            break
    return start


def _to_another(words: list[Word], at: int, bare: bool) -> bool:
    """Whether the word at `at` is of "to the" between two offices ("Adviser to the President")."""
    if words[at].text == "the":
        return bare and at > 1 and words[at - 1].text == "to" and words[at - 2].capital
    return words[at].text == "to" and at > 0 and words[at - 1].capital and at + 1 < len(words) and words[at + 1].text == "the"


def _pairs(lexicon: PeopleLexicon, before: Word, after: Word) -> bool:
    """Whether "and" between two words stands inside an office ("Foreign and Security Adviser")."""
    if before.text in _NO_OFFICE or before.text in (",", ")") or before.capital != after.capital:
        return False
    return not before.capital or before.text in lexicon.portfolios | lexicon.offices


def _specifies(lexicon: PeopleLexicon, word: Word, first: bool) -> bool:
    """Whether a word with a capital before an office belongs to it; `first` in its sentence it must be known to."""
    known = word.text in lexicon.portfolios | _LEADING
    if (first and not known) or word.text.endswith("'s") or word.text in _NOT_SPECIFIC:
        return False
    return known or word.text not in lexicon.not_names or word.text in ("General", "National", "International")


def _office_end(passages: Passages, lexicon: PeopleLexicon, words: list[Word], at: int) -> int:
    """Where an office ends that goes on behind its first word ("... of the Rivers Commission of Valdoria")."""
    end, index = at, 0
    while index < len(words):
        word = words[index]
        if word.text in _LINKS:
            step = index
            while step < len(words) and words[step].text in _LINKS and step - index < 3:
                step += 1
            if step >= len(words) or not words[step].capital:
                break
            if word.text == "and" and not _of_one_office(lexicon, words, step):
                break
            if word.text == "in" and passages.party_at(words[step].start) is None:
                break
            index = step
        elif not word.capital or end == at:
            break
        party = passages.party_at(words[index].start)
        end = words[index].end
        index += 1
        while party is not None and index < len(words) and words[index].start < party.end:
            end = words[index].end
            index += 1
    return end - 2 if passages.folded[at:end].endswith("'s") else end


def _of_one_office(lexicon: PeopleLexicon, words: list[Word], index: int) -> bool:
    """Whether the capitals behind "and" go on with an office ("Political and Legal Affairs Commission") and are no second person's."""
    if words[index].text in lexicon.offices:
        return False
    for word in words[index : index + 5]:
        if word.text in lexicon.portfolios | lexicon.not_names:
            return True
        if not word.capital:
            return False
    return False


def _behind_portfolio(
    passages: Passages, lexicon: PeopleLexicon, words: list[Word], office: tuple[int, int], common: bool
) -> tuple[Name, int] | None:
    """The full name behind "of Foreign Affairs" or "of Valdoria", and where the office before it ends."""
    if not words or common or not (words[0].text in ("of", "for", "and", "to") or words[0].text in lexicon.portfolios):
        return None
    index, end = 0, office[1]
    while index < len(words):
        word = words[index]
        party = passages.party_at(word.start)
        if party is not None and party.form in ("name", "adjective") and index:
            while index < len(words) and words[index].start < party.end:
                end = words[index].end
                index += 1
            continue
        if word.text in lexicon.portfolios:
            end = word.end
        elif word.text not in ("of", "for", "and", "the", "&", "to"):
            break
        index += 1
    name = name_at(passages, lexicon, words, index)
    return (name, end) if name is not None and name.full and end > office[1] else None


def _named_behind(passages: Passages, lexicon: PeopleLexicon, words: list[Word], end: int) -> Name | None:
    """The full name set off behind an office ("the Prime Minister of Valdoria, the Hon. Ada Voss,")."""
    index = next((i for i, w in enumerate(words) if w.start >= end), len(words))
    if index >= len(words) or words[index].text != ",":
        return None
    index += 1
    while index < len(words) and words[index].text in _STYLED:
        index += 1
    name = name_at(passages, lexicon, words, index)
    if name is None or not name.full:
        return None
    closed = (
        name.after >= len(words) or words[name.after].text in ",.;)" or words[name.after].text in ("and", "met", "on", "in", "to", "at")
    )
    return name if closed else None


def _code_of(passages: Passages, office: tuple[int, int]) -> str | None:
    """The party named inside an office's words, or as possessive right before them."""
    inside = [
        m for m in passages.parties_in(*office) if m.form in ("name", "adjective") and len(m.codes) == 1 and not _own_council(passages, m)
    ]
    if inside:
        return inside[0].codes[0] if inside[0].start == office[0] else inside[-1].codes[0]
    if re.search(r"'s?\s$", passages.folded[max(0, office[0] - 3) : office[0]]):
        before = passages.party_at(max(0, office[0] - 4)) or passages.party_at(max(0, office[0] - 3))
        if before is not None and len(before.codes) == 1 and before.form != "seat":
            return before.codes[0]
    return None


def _own_council(passages: Passages, mention: Mention) -> bool:
    """Whether "Security Council" is a state's own."""
    return passages.folded[mention.start : mention.start + 8] == "Security"


def _code_behind(passages: Passages, words: list[Word], index: int) -> str | None:
    """The party behind a name ("Prime Minister Voss of Valdoria")."""
    at = index
    while at < len(words) and words[at].text in ("of", "the", "from", "(") and at - index < 3:
        at += 1
    if at == index or at >= len(words):
        return None
    party = passages.party_at(words[at].start)
    if party is None and at + 2 < len(words) and words[at].text in ("Republic", "Kingdom", "State", "Government", "Commonwealth"):
        later = passages.parties_in(words[at].start, words[at].start + 40)
        party = later[0] if later else None
    return party.codes[0] if party is not None and len(party.codes) == 1 and party.form == "name" else None
