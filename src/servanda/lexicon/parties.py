"""Names of parties: states, organisations and groups, as texts write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, Protocol

import ahocorasick_rs

from servanda.lexicon.tables import DATA, Entry, LexiconError, entries, read_toml

Form = Literal["name", "adjective", "organ", "seat", "leader", "alias", "trap"]


@dataclass(frozen=True, slots=True)
class Party:
    """A party and the words for it.

    `organs` are bodies that act for it ("the White House"), `seats` metonyms ("Beijing"), `leaders` people whose name alone names it;
    `members` the codes of a group's members; `voice` is false when a group's members are bound and not its name.
    """

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    group: bool = False
    voice: bool = True

    def is_group_called(self, words: str) -> bool:
        """Whether this is a group and `words` one of its names (a state may have the same code as a group's short name)."""
        return self.group and words.upper() in {name.upper() for name in self.names}


@dataclass(frozen=True, slots=True)
class Word:
    """What a pattern stands for: the codes it names and in which form."""

    codes: tuple[str, ...]
    form: Form


class NamesParties(Protocol):
    """Something that brings parties of its own (a file of own names)."""

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties it names."""


@dataclass(frozen=True)
class PartyLexicon:
    """All parties that are known, ready for a single pass over a text. Later parties win over earlier ones for the same words."""

    parties: tuple[Party, ...]
    traps: tuple[str, ...] = ()
    person_like: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()
    american_states: frozenset[str] = frozenset()

    @cached_property
    def by_code(self) -> dict[str, Party]:
        """Parties by their code."""
        return {p.code: p for p in self.parties}

    @cached_property
    def words(self) -> dict[str, Word]:
        """Every pattern, written as it is matched (straight apostrophes), with what it stands for."""
        found: dict[str, Word] = {}
        for form, field in (("leader", "leaders"), ("adjective", "adjectives"), ("seat", "seats"), ("organ", "organs"), ("name", "names")):
            for party in self.parties:
                codes = (party.code,) if party.voice else party.members
                for words in getattr(party, field):
                    found.update((w, Word(codes, form)) for w in _written(words, form))  # type: ignore[arg-type]
        found.update((w, Word((), "trap")) for words in self.traps for w in _written(words, "trap"))
        return found

    @cached_property
    def matcher(self) -> tuple[ahocorasick_rs.AhoCorasick, tuple[Word, ...]]:
        """The automaton over all patterns, and what each of them stands for."""
        words = self.words
        automaton = ahocorasick_rs.AhoCorasick(list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        return automaton, tuple(words.values())

    @property
    def codes(self) -> frozenset[str]:
        """Every code."""
        return frozenset(self.by_code)

    def with_own(self, own: NamesParties) -> PartyLexicon:
        """This lexicon with the parties of one's own."""
        return self.with_parties(own.parties) if own.parties else self

    def with_parties(self, more: Iterable[Party]) -> PartyLexicon:
        """This lexicon with further parties, which win where words or codes are the same."""
        more = tuple(more)
        replaced = {p.code for p in more}
        kept = (p for p in self.parties if p.code not in replaced)
        return PartyLexicon((*kept, *more), self.traps, self.person_like, self.given_names, self.american_states)


def _written(words: str, form: Form) -> tuple[str, ...]:
    """The ways `words` stand in texts: as they are, and in capitals when that cannot be an English word."""
    words = words.replace("’", "'")
    if form in ("name", "trap") and len(words) > 3 and words.upper() != words:
        return (words, words.upper())
    return (words,)


def _state(entry: Entry) -> Party:
    entry.only("code", "names", "adjectives", "organs", "seats", "leaders")
    return Party(
        code=entry.words("code"),
        names=entry.list("names", required=True),
        adjectives=entry.list("adjectives"),
        organs=entry.list("organs"),
        seats=entry.list("seats"),
        leaders=entry.list("leaders"),
    )


def _group(entry: Entry) -> Party:
    entry.only("code", "names", "organs", "seats", "leaders", "members", "voice")
    party = Party(
        code=entry.words("code"),
        names=entry.list("names", required=True),
        organs=entry.list("organs"),
        seats=entry.list("seats"),
        leaders=entry.list("leaders"),
        members=entry.list("members"),
        group=True,
        voice=entry.flag("voice", True),
    )
    if not party.voice and not party.members:
        raise LexiconError(f"{entry.where}: expected members, as voice = false binds them and not the group")
    return party


@lru_cache(maxsize=2)
def load_parties(language: str = "en") -> PartyLexicon:
    """The parties shipped for a language. Raises `LexiconError` when the data is malformed."""
    folder = DATA / language
    states, groups, traps = folder / "parties.toml", folder / "groups.toml", folder / "party_traps.toml"
    parties = [_state(e) for e in entries(states, read_toml(states), "party")]
    parties += [_group(e) for e in entries(groups, read_toml(groups), "group")]
    codes = {p.code for p in parties}
    for party in parties:
        unknown = [m for m in party.members if m not in codes]
        if unknown:
            raise LexiconError(f"{groups}: {party.code} has a member {unknown[0]!r} that is no party's code")
    trap = Entry(str(traps), read_toml(traps)).only("phrases", "people", "given_names", "american_states")
    return PartyLexicon(
        tuple(parties),
        trap.list("phrases"),
        frozenset(trap.list("people")),
        frozenset(trap.list("given_names")),
        frozenset(trap.list("american_states")),
    )
