"""How alike two passages are, in numbers: what proposes a pair. Every feature is the same when the two change places."""

from __future__ import annotations

import math
import re
from collections import Counter

from servanda.compare.unit import Unit, party_words
from servanda.compare.values import moments, quantities

_OTHER = re.compile(r"\W+")

FEATURES = (
    "bias", "cosine", "cosine2", "overlap", "contained", "names", "numbers", "numbers_clash", "conduct", "polarity", "parties", "basis",
    "length", "letters",
)  # fmt: skip


def edge(a: Unit, b: Unit, cosine: float) -> tuple[float, ...]:
    """The features of a possible pair, in the order of `FEATURES`; `cosine` is that of their sentence vectors."""
    wa, wb = a.weights, b.weights
    shared = wa.keys() & wb.keys()
    both = sum(min(wa[s], wb[s]) for s in shared)
    total_a, total_b = sum(wa.values()) or 1.0, sum(wb.values()) or 1.0
    names = sum(1 for s in shared if wa[s] > 1 and wb[s] > 1)
    na, nb = _numbers(a), _numbers(b)
    ca, cb = a.commitment, b.commitment
    same_conduct = 0.0 if ca is None or cb is None else 1.0 if ca.kind == cb.kind else -1.0
    same_polarity = 0.0 if ca is None or cb is None else 1.0 if ca.polarity == cb.polarity else -1.0
    if ca is None or cb is None:
        same_polarity = 1.0 if refuses(a) == refuses(b) else -1.0
    same_parties = 0.0 if ca is None or cb is None else 1.0 if set(ca.parties) & set(cb.parties) else -1.0
    basis = 0.0
    if ca is not None and cb is not None and ca.basis and cb.basis:
        words = [{w for x in c.basis for w in x.span.text.lower().split() if len(w) > 4} for c in (ca, cb)]
        basis = 1.0 if len(words[0] & words[1]) > 1 else 0.0
    return (
        1.0,
        cosine,
        max(cosine - 0.5, 0.0),
        both / math.sqrt(total_a * total_b),
        both / min(total_a, total_b),
        min(names, 4) / 2,
        min(len(na & nb), 2.0),
        1.0 if na and nb and not na & nb else 0.0,
        same_conduct,
        same_polarity,
        same_parties,
        basis,
        abs(math.log(total_a / total_b)),
        _letters_alike(a, b),
    )


def refuses(unit: Unit) -> bool:
    """Whether any words of a passage deny or end something."""
    return unit.cue("negative", own=False) is not None or unit.cue("refusing", own=False) is not None


def _letters_alike(a: Unit, b: Unit) -> float:
    """How many runs of four letters two passages share, 0 to 1: words that only their endings tell apart."""
    ga, gb = _grams(a), _grams(b)
    return sum((ga & gb).values()) / math.sqrt((ga.total() or 1) * (gb.total() or 1))


def _grams(unit: Unit) -> Counter[str]:
    if unit.grams is None:
        text = " ".join(w for w in _OTHER.split(unit.span.text.lower()) if w not in party_words() and w not in unit.own)
        object.__setattr__(unit, "grams", Counter(text[n : n + 4] for n in range(len(text) - 3)))
    grams: Counter[str] = unit.grams
    return grams


def _numbers(unit: Unit) -> frozenset[str]:
    if "numbers" not in unit.memo:
        unit.memo["numbers"] = frozenset(
            [f"{q.value:g}" for q in quantities(unit) if q.value > 3 or q.unit not in ("", "side")]
            + [str(m.year) for m in moments(unit) if m.year]
        )
    return unit.memo["numbers"]
