"""Runs: parties that a text names together ("Valdoria, Khemet, and Ostra"; "President Voss of Valdoria and King Oro of Khemet")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from servanda.read.parties import Mention

_SMALL = (
    "and|the|of|on|for|to|behalf|together|support|participation|leadership|armed|forces|formations|heads?|state|host|as|well|with|by|its|their|both|along|together|or|one|hand|other|part|in|own|respective|representatives?|"
    "leaders?|governments?|presidents?|prime|ministers?|republic|kingdom|commonwealth|officials|partners?|members?|members|states|delegations?|side|"
    "including|between|among|from|also|bin|al|van|von|de|der|den|da|dos"
)
_JOIN = re.compile(rf"(?:[\s,;:()\"“”'&/+.-]|(?<![\w])(?:{_SMALL})(?![\w])|(?<![\w])[A-ZÀ-Þ][\w.'-]*+|(?<=')s\b)*+")
_LINK = re.compile(r"[,;&/-]|--|\band\b|\bwith\b|\+", re.I)
_STRONG = re.compile(r"[;&/+(-]|\b(?:and|with|as well as)\b", re.I)
_STOP = re.compile(r"[a-z)]\.\s+[A-Z]")
_WIDEST = 160


@dataclass(frozen=True, slots=True)
class Run:
    """Parties named together at `start` to `end`; `codes` in the order of the text, each once."""

    start: int
    end: int
    codes: tuple[str, ...]


def runs(folded: str, mentions: Iterable[Mention]) -> list[Run]:
    """The mentions gathered into runs; places ("in Port Amity") join none."""
    found: list[Run] = []
    group: list[Mention] = []
    codes: set[str] = set()
    for mention in mentions:
        if mention.form == "seat" and folded[max(0, mention.start - 3) : mention.start] in ("in ", "at "):
            continue
        if group and not _joined(folded[group[-1].end : mention.start], mention, codes):
            found.extend(_finish(folded, group))
            group, codes = [], set()
        group.append(mention)
        codes.update(mention.codes)
    found.extend(_finish(folded, group))
    return found


def _finish(folded: str, group: list[Mention]) -> list[Run]:
    """A group as one run, or its mentions apart when only commas hold them together ("in Valdoria, Khemet ...")."""
    codes = tuple(dict.fromkeys(c for m in group for c in m.codes))
    if len(codes) > 1 and not _STRONG.search("\x00".join(folded[a.end : b.start] for a, b in pairwise(group))):
        return [Run(m.start, m.end, m.codes) for m in group if m.codes]
    return [Run(group[0].start, group[-1].end, codes)] if codes else []


def _joined(gap: str, mention: Mention, codes: set[str]) -> bool:
    """Whether a mention goes on with the run before it, over the words between."""
    if len(gap) > _WIDEST or "\n\n" in gap or _STOP.search(gap) or _JOIN.fullmatch(gap) is None:
        return False
    return bool(_LINK.search(gap)) or codes.issuperset(mention.codes) or not gap.strip(' ("“')


def spoken_as(codes: Iterable[str], groups: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """`codes` sorted; members give way to one of the `groups`, when all of them are there, or one beside others who are not of it."""
    left = set(codes)
    for code, members in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        if len(members) < 3:
            continue
        if members <= left:
            left = (left - members) | {code}
        elif code in left and len(members & left) == 1 and len(left - members) > 1:
            left -= members
    return tuple(sorted(left))
