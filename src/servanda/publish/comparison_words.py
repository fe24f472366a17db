"""A comparison in plain English: what a relation means in each mode, headings, and one sentence that counts."""

from __future__ import annotations

from collections import Counter

from servanda.model.comparison import Comparison, Facet, Mode, Relation
from servanda.publish.printable import one_line
from servanda.publish.words import count

MODE: dict[Mode, str] = {
    "rounds": "Two rounds compared",
    "accounts": "Two accounts of one event",
    "coverage": "A report held against the official text",
}
RELATION: dict[Mode, dict[Relation, str]] = {
    "rounds": {"same": "carried over", "more": "strengthened", "less": "weakened", "differs": "changed"},
    "accounts": {"same": "same", "more": "right says more", "less": "right says less", "differs": "differs"},
    "coverage": {
        "same": "faithful",
        "more": "says more than the text",
        "less": "says less than the text",
        "differs": "differs from the text",
    },
}
# The same of several: "2 differ from the text".
_VERBS = {"says": "say", "differs": "differ"}
ONLY_LEFT: dict[Mode, str] = {"rounds": "Dropped", "accounts": "Only in the left text", "coverage": "Not borne out by the official text"}
ONLY_RIGHT: dict[Mode, str] = {"rounds": "New", "accounts": "Only in the right text", "coverage": "Left out by the report"}
BESIDE = "Beside the official text: not judged"
SIDES: dict[Mode, tuple[str, str]] = {
    "rounds": ("Earlier text", "Later text"),
    "accounts": ("Left text", "Right text"),
    "coverage": ("Report", "Official text"),
}
# What a person must look at first.
ORDER: tuple[Relation, ...] = ("differs", "more", "less", "same")


def relation_words(comparison: Comparison, relation: Relation) -> str:
    """What a relation means in this comparison."""
    return RELATION[comparison.mode][relation]


def counted(comparison: Comparison) -> str:
    """One sentence that counts the verdicts."""
    relations = Counter(p.relation for p in comparison.pairs)
    parts = [_several(relations[r], relation_words(comparison, r)) for r in ORDER if relations[r]]
    lost = sum(a.unsupported for a in comparison.only_left) if comparison.mode == "coverage" else len(comparison.only_left)
    if lost:
        parts.append(f"{lost} {'unsupported' if comparison.mode == 'coverage' else ONLY_LEFT[comparison.mode].lower()}")
    if comparison.only_right:
        parts.append(f"{len(comparison.only_right)} {ONLY_RIGHT[comparison.mode].lower()}")
    pairs = count(len(comparison.pairs), "pair") if comparison.pairs else "No pairs"
    return f"{pairs}: {', '.join(parts)}." if parts else "Nothing to compare."


def _several(number: int, words: str) -> str:
    verb, _, rest = words.partition(" ")
    if number > 1 and verb in _VERBS:
        words = f"{_VERBS[verb]} {rest}".strip()
    return f"{number} {words}"


def facet_words(facet: Facet) -> str:
    """One difference on one line: the facet, then the words of both sides."""
    left = f"“{one_line(facet.left.text)}”" if facet.left else "nothing"
    right = f"“{one_line(facet.right.text)}”" if facet.right else "nothing"
    return f"{facet.facet}: {left} against {right}"
