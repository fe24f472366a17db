"""What users write into a search box, taken apart: words, "phrases", -exclusions, OR, prefix*. Whatever makes no sense counts as words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from servanda_ledger.search.words import COMMON, Word, folded, stems, stems_from, words

_PIECE = re.compile(r'(?P<not>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')
_MOST = 32  # terms that are looked for; the rest of a very long query says little


@dataclass(frozen=True, slots=True)
class Term:
    """Stems that stand one after another. Of a `prefix`, the last is the beginning of a word, in small letters."""

    stems: tuple[str, ...]
    prefix: bool = False

    def variants(self) -> tuple[Term, ...]:
        """The term, and for a prefix the terms with stems that are shorter than it."""
        if not self.prefix:
            return (self,)
        return (self, *(Term((*self.stems[:-1], stem)) for stem in stems_from(self.stems[-1])))

    def begins(self, ahead: Sequence[Word]) -> bool:
        """Whether these words begin with the term."""
        last = len(self.stems) - 1
        if last >= len(ahead) or any(ahead[place].stem != self.stems[place] for place in range(last)):
            return False
        return ahead[last].stem.startswith(self.stems[last]) if self.prefix else ahead[last].stem == self.stems[last]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: one term of every group, and none of the `excluded`."""

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups or self.excluded)

    def terms(self) -> tuple[Term, ...]:
        """Every term that a result may show, prefixes with their variants."""
        return tuple(variant for group in self.groups for term in group for variant in term.variants())


def parse(text: str) -> Sought:
    """Take a query apart. Never fails."""
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    alternative = False
    for match in _PIECE.finditer(text):
        plain = match["plain"]
        if plain == "OR" and not match["not"] and groups:
            alternative = True
            continue
        term = _term(match["phrase"] if plain is None else plain, prefix=(plain or "").endswith("*"))
        if term is None:
            continue
        if match["not"]:
            excluded.append(term)
        elif alternative:
            groups[-1].append(term)
        else:
            groups.append([term])
        alternative = False
        if len(groups) + len(excluded) >= _MOST:
            break
    telling = [g for g in groups if not all(len(t.stems) == 1 and t.stems[0] in COMMON for t in g)]
    return Sought(tuple(tuple(dict.fromkeys(g)) for g in telling or groups), tuple(dict.fromkeys(excluded)))


def _term(piece: str, *, prefix: bool) -> Term | None:
    found = stems(piece)
    if not found:
        return None
    if prefix:
        last = list(words(piece))[-1]
        found[-1] = folded(piece[last.start : last.end])
    return Term(tuple(found), prefix)
