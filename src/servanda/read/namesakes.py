"""Putting the mentions of one and the same instrument together: other spellings, acronyms, short forms."""

from __future__ import annotations

import re
from collections import defaultdict

from servanda.lexicon.instruments import InstrumentLexicon
from servanda.read.named import Named
from servanda.read.passages import word_set
from servanda.read.resolutions import number_of

_SAME = (
    (re.compile(r"\b(?:united nations|u\.n\.)(?!\w)"), "un"),
    (re.compile(r"\b(?:united states of america|united states|u\.s\.|usa)(?!\w)"), "us"),
    (re.compile(r"\bu\.k\.|united kingdom"), "uk"),
    (re.compile(r"communique\b"), "communiqué"),
    (re.compile(r"\bco-operation"), "cooperation"),
)
_TOKEN = re.compile(r"[^\W_]+")
_SMALL = word_set("the a an of on for and to in its")


def key_of(title: str) -> tuple[str, ...]:
    """The words of a title that tell it from others."""
    words = title.lower().replace("’", "'")
    for pattern, same in _SAME:
        words = pattern.sub(same, words)
    return tuple(w for w in _TOKEN.findall(words) if w not in _SMALL)


class NameBook:
    """The instruments of one document as their mentions are met, in the order of the text."""

    def __init__(self, lexicon: InstrumentLexicon, own: Named | None = None) -> None:
        self._known = lexicon.known_by_name
        self._groups: dict[tuple[str, ...], list[Named]] = {}
        self._short: dict[str, tuple[str, ...]] = {}
        self._by_head: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._own = self._key(own) if own else None
        if own:
            self._open(self._key(own), own)

    @property
    def own(self) -> list[Named]:
        """The mentions of the document's own instrument, if it is one."""
        return self._groups.get(self._own, []) if self._own else []

    def add(self, named: Named) -> None:
        """Take in a mention: with the instrument it is known to mean, as a new one, or not at all when that cannot be told."""
        if named.pointing or named.bare:
            key = self._short.get(named.title) or self._meant(named)
            if key is not None:
                self._groups[key].append(named)
            return
        key = self._short.get(named.title) or self._key(named)
        self._open(key, named)
        if named.short:
            self._short.setdefault(named.short, key)

    def groups(self) -> list[list[Named]]:
        """The mentions of each instrument; a shorter name goes with the one longer name that it shortens."""
        by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for key in self._groups:
            for word in set(key):
                by_word[word].append(key)
        for key in sorted(self._groups, key=len):
            likely = min((by_word[w] for w in key), key=len)
            longer = [k for k in likely if len(k) > len(key) > 1 and k in self._groups and self._shortens(key, k)]
            if len(longer) == 1:
                self._groups[longer[0]] = sorted((*self._groups[longer[0]], *self._groups.pop(key)), key=lambda n: n.start)
                if self._own == key:
                    self._own = longer[0]
        return list(self._groups.values())

    def _key(self, named: Named) -> tuple[str, ...]:
        if named.type == "resolution":
            return ("resolution", number_of(named.title))
        known = self._known.get(named.title.replace("’", "'"))
        return key_of(known.names[0] if known else named.title)

    def _open(self, key: tuple[str, ...], named: Named) -> None:
        self._groups.setdefault(key, []).append(named)
        self._by_head[named.head.lower()].add(key)

    def _meant(self, named: Named) -> tuple[str, ...] | None:
        """What "the Treaty" or "this Treaty" means: the document itself, or the only instrument so called before it."""
        own_head = self._groups[self._own][0].head.lower() if self._own else None
        if own_head is not None and named.head.lower() == own_head and not named.described:
            return self._own
        if named.pointing and not named.described:
            return None
        called = self._by_head[named.head.lower()]
        if not called and named.described:
            called = {
                k
                for k, members in self._groups.items()
                if members[0].type in ("agreement", "treaty") and named.type in ("agreement", "treaty")
            }
        return next(iter(called)) if len(called) == 1 else None

    def _shortens(self, key: tuple[str, ...], longer: tuple[str, ...]) -> bool:
        first, other = self._groups[key][0], self._groups[longer][0]
        if first.type != other.type or first.type == "resolution" or first.described != other.described:
            return False
        rest = iter(longer)
        return all(word in rest for word in key)
