"""From differences to a verdict: same, more, less, differs."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.compare import fields, reported, wording
from servanda.compare.gaps import Gap
from servanda.compare.unit import Unit
from servanda.model.comparison import FACETS, Facet, Pair, Passage, Relation

_FEW = 0.12  # content words left over on both sides, as a share, that are no difference of substance between two paraphrases
_LITERAL = 0.75


def between_texts(a: Unit, b: Unit) -> list[Gap]:
    """How two official passages differ."""
    near = wording.closeness(a, b) >= wording.CLOSE
    gaps = [
        *fields.polarity(a, b, near=near),
        *fields.obligation(a, b),
        *fields.parties(a, b),
        *fields.dates(a, b, strict=True),
        *fields.numbers(a, b, strict=near),
        *wording.limits(a, b),
        *wording.basis(a, b),
    ]
    return _in_order([*gaps, *wording.wording(a, b, gaps)])


def against_text(claim: Unit, text: Unit, everybody: frozenset[str], official: str) -> list[Gap]:
    """How a report's claim differs from the official words; `official` is the whole text, folded."""
    near = wording.closeness(claim, text) >= wording.CLOSE
    gaps = [
        # Who says that an agreement was made says nothing of what it forbids.
        *(() if reported.of_agreeing(claim) else fields.polarity(claim, text, near=near)),
        *fields.numbers(claim, text, strict=False),
        *fields.dates(claim, text, strict=False),
        *reported.obligation(claim, text),
        *reported.parties(claim, text, everybody),
        *reported.place(claim, text, official),
        *reported.act(claim, text),
        *reported.limits(claim, text),
    ]
    if wording.closeness(claim, text) >= _LITERAL:
        # The report has copied the sentence: then every content word that it put in counts, and none that it left out.
        gaps += wording.put_in(claim, text, gaps)
    return _in_order(gaps)


def _in_order(gaps: Iterable[Gap]) -> list[Gap]:
    kept: dict[tuple[object, ...], Gap] = {}
    for gap in gaps:
        kept.setdefault((gap.facet, gap.a, gap.b), gap)
    return sorted(kept.values(), key=lambda g: FACETS.index(g.facet))


def relation_of(gaps: list[Gap], *, of_a: bool) -> Relation:
    """What `a` says against `b` (`of_a`), or `b` against `a`."""
    if not gaps:
        return "same"
    sides = {gap.stronger for gap in gaps}
    if len(sides) > 1 or None in sides:
        return "differs"
    return "more" if sides == {"a" if of_a else "b"} else "less"


def pair_of(a: Unit, b: Unit, gaps: list[Gap], *, of_a: bool, why: tuple[str, ...]) -> Pair:
    """The pair that two units and their differences make; `a` is the left one."""
    return Pair(
        Passage(a.id, a.span),
        Passage(b.id, b.span),
        relation_of(gaps, of_a=of_a),
        tuple(Facet(g.facet, g.a, g.b, g.why) for g in gaps),
        why,
    )
