"""A press report against the official text: each claim that can be judged gets its counterpart, or is found unsupported."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np

from servanda.compare import reported
from servanda.compare.align import Scores
from servanda.compare.borne import Candidate, borne_out
from servanda.compare.likeness import FEATURES, Side, likeness, scored
from servanda.compare.prepared import Prepared
from servanda.compare.trained import Trained, load_trained
from servanda.compare.unit import Unit
from servanda.compare.units import JUDGED
from servanda.compare.verdict import against_text, pair_of
from servanda.model.comparison import Alone, Comparison, Pair, Passage

_APART = re.compile(r"[.!?\n]|.{40}", re.DOTALL)  # what stands between two claims that are not one sentence
_CREDIT = re.compile(
    r"[. \t]{0,3}(?:\(?(?:Photo|Picture|Image|File photo)\b[^\n]*|\(?[A-Z][\w.&'’ -]{1,30}/ ?[A-Z][\w.&'’ -]{1,40}\)?)[ .]*(?:\n|$)"
)
_AT = {name: n for n, name in enumerate(FEATURES)}
_SENTENCE_LESS = 0.9  # log-odds by which a commitment is preferred for a claim about one
_COMMITMENT_LESS = 2.0  # and a sentence for a claim about an event or a scope


def compare_coverage(report: Prepared, official: Prepared) -> Comparison:
    """The claims of a report held against an official text: what the report says against it."""
    trained = load_trained()
    pairs: list[Pair] = []
    alone: list[Alone] = []
    found = candidates(report, official, trained)
    surely = borne_out(report.units, found, official, trained)
    for claim in report.units:
        about = claim.claim.about if claim.claim is not None else None
        passage = Passage(claim.id, claim.span)
        if about not in JUDGED or _captions(claim):
            alone.append(Alone(passage, about))
            continue
        best = found.get(claim.id)
        sure = surely.get(claim.id, 0.0)
        if best is None or sure < trained.support_bar:
            alone.append(Alone(passage, about, unsupported=True))
            continue
        gaps = against_text(claim, best.unit, official.everybody, official.folded)
        pairs.append(pair_of(claim, best.unit, gaps, of_a=True, why=(f"match:{sure:.2f}",)))
    told = [p.right.span for p in pairs]
    left_out = [u for u in official.units if not any(s.contains(u.span) or u.span.contains(s) for s in told)]
    return Comparison(
        report.reading,
        official.reading,
        "coverage",
        tuple(pairs),
        tuple(alone),
        tuple(Alone(Passage(u.id, u.span)) for u in left_out),
        _notes(report, official, pairs),
    )


def candidates(report: Prepared, official: Prepared, trained: Trained) -> dict[str, Candidate]:
    """For each claim that can be judged the passage of the official text that comes nearest."""
    judged = [(n, u) for n, u in enumerate(report.units) if u.claim is not None and u.claim.about in JUDGED and not _captions(u)]
    if not judged:
        return {}
    rows = [n for n, _ in judged]
    claims = [u for _, u in judged]
    passages = [*official.units, *official.sentences]
    if not passages:
        return {}
    vectors = np.concatenate([official.vectors, official.sentence_vectors])
    sides = Side(claims, report.vectors[rows]), Side(passages, vectors)
    made = likeness(*sides, both=False)
    scores = scored(made @ np.array(trained.claims), *sides)
    split = len(official.units)
    heading = official.reading.document.heading
    headings = [n for n, u in enumerate(passages) if n >= split and heading is not None and heading.contains(u.span)]
    for n, claim in enumerate(claims):
        if _promises(claim):
            scores[n, headings] = 0.0
    found = {claim.id: _best(claim, passages, scores[n], made[n], split) for n, claim in enumerate(claims)}
    for claim, after in pairwise(report.units):
        if after.id in found and _agreeing(claim, after):
            found[claim.id] = _where_agreed(found[claim.id], found[after.id], official)
    return found


def _captions(claim: Unit) -> bool:
    """Whether a claim tells what is seen in a picture: on the same line follows the credit ("Amity Courier/Petra Holm")."""
    return _CREDIT.match(claim.document.text, claim.span.end) is not None


def _promises(claim: Unit) -> bool:
    return claim.claim is not None and claim.claim.about == "commitment"


def _agreeing(claim: Unit, after: Unit) -> bool:
    """Whether a claim says that an agreement was made, and the next of the same sentence what was promised in it."""
    if not reported.of_agreeing(claim) or not _promises(after):
        return False
    return claim.span.end <= after.span.start and not _APART.search(claim.document.text[claim.span.end : after.span.start])


def _where_agreed(nearest: Candidate, promised: Candidate, official: Prepared) -> Candidate:
    """The sentence in which the official text undertakes what a report says was agreed; failing that, the nearest passage."""
    holding = [s for s in official.sentences if s.span.contains(promised.unit.span)]
    return replace(promised, unit=holding[0]) if holding and promised.logit > nearest.logit else nearest


def _best(claim: Unit, passages: list[Unit], scores: Scores, made: Scores, split: int) -> Candidate:
    """The best passage; for a claim about a commitment a commitment is preferred, for other claims a sentence."""
    odds = np.array([_logit(float(p)) for p in scores])
    if _promises(claim):
        odds[split:] -= _SENTENCE_LESS
    else:
        odds[:split] -= _COMMITMENT_LESS
    at = int(odds.argmax())
    if at >= split and _promises(claim):
        inside = [n for n in range(split) if passages[at].span.contains(passages[n].span)]
        at = max(inside, key=lambda n: float(odds[n]), default=at)
    return Candidate(passages[at], float(odds[at]), *(float(made[at, _AT[name]]) for name in ("cosine", "contained", "words")))


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _notes(report: Prepared, official: Prepared, pairs: list[Pair]) -> tuple[str, ...]:
    notes = []
    if not report.units:
        notes.append(f"{report.reading.document.source.name} makes no claims.")
    if not official.units:
        notes.append(f"{official.reading.document.source.name} holds no commitments.")
    if report.units and not pairs:
        notes.append("Nothing in common: no claim of the report speaks of what is in the official text.")
    return tuple(notes)
