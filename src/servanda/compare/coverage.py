"""A press report against the official text: each claim that can be judged gets its counterpart, or is found unsupported."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from servanda.compare import reported
from servanda.compare.align import Scores
from servanda.compare.likeness import Side, probabilities
from servanda.compare.prepared import Prepared
from servanda.compare.trained import Trained, load_trained
from servanda.compare.unit import Unit, fold
from servanda.compare.units import JUDGED
from servanda.compare.values import moments, quantities
from servanda.compare.verdict import against_text, pair_of
from servanda.lexicon.comparing import load_comparing
from servanda.model.comparison import Alone, Comparison, Pair, Passage

SUPPORT = ("bias", "logit", "cosine", "attributed", "earlier", "strangers", "strange_numbers", "event", "scope")

_ITSELF = re.compile(
    r"\b(?:statement|declaration|communiqu|text|document|treaty|accord|agreement"
    r"|memorandum|resolution|fact sheet|paper|pact|protocol|letter)",
    re.IGNORECASE,
)
_APART = re.compile(r"[.!?\n]|.{40}", re.DOTALL)  # what stands between two claims that are not one sentence
_EARLIER = re.compile(r"\bhad (?:also |already |privately |further )?(?:\w+ed|given|sworn|undertaken|been)\b")
_NAME = re.compile(r"(?<=[^\W\d_,;'’] )[A-Z][\w'’-]+")
_SENTENCE_LESS = 0.9  # log-odds by which a commitment is preferred for a claim about one
_COMMITMENT_LESS = 2.0  # and a sentence for a claim about an event or a scope


@dataclass(frozen=True, slots=True)
class Candidate:
    """The passage of the official text that comes nearest to a claim: how near by the trained score (log-odds) and by the vectors alone."""

    unit: Unit
    logit: float
    cosine: float


def compare_coverage(report: Prepared, official: Prepared) -> Comparison:
    """The claims of a report held against an official text: what the report says against it."""
    trained = load_trained()
    pairs: list[Pair] = []
    alone: list[Alone] = []
    found = candidates(report, official, trained)
    for claim in report.units:
        about = claim.claim.about if claim.claim is not None else None
        passage = Passage(claim.id, claim.span)
        if about not in JUDGED:
            alone.append(Alone(passage, about))
            continue
        best = found.get(claim.id)
        borne_out = 0.0 if best is None else probability(support(claim, best, official), trained.support)
        if best is None or borne_out < trained.support_bar:
            alone.append(Alone(passage, about, unsupported=True))
            continue
        gaps = against_text(claim, best.unit, official.everybody, official.folded)
        pairs.append(pair_of(claim, best.unit, gaps, of_a=True, why=(f"match:{borne_out:.2f}",)))
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
    judged = [(n, u) for n, u in enumerate(report.units) if u.claim is not None and u.claim.about in JUDGED]
    if not judged:
        return {}
    rows = [n for n, _ in judged]
    claims = [u for _, u in judged]
    passages = [*official.units, *official.sentences]
    if not passages:
        return {}
    vectors = np.concatenate([official.vectors, official.sentence_vectors])
    scores = probabilities(Side(claims, report.vectors[rows]), Side(passages, vectors), trained.claims, both=False)
    cosines = report.vectors[rows] @ vectors.T
    split = len(official.units)
    heading = official.reading.document.heading
    headings = [n for n, u in enumerate(passages) if n >= split and heading is not None and heading.contains(u.span)]
    for n, claim in enumerate(claims):
        if _promises(claim):
            scores[n, headings] = 0.0
    found = {claim.id: _best(claim, passages, scores[n], cosines[n], split) for n, claim in enumerate(claims)}
    for claim, after in pairwise(report.units):
        if after.id in found and _agreeing(claim, after):
            found[claim.id] = _where_agreed(found[claim.id], found[after.id], official)
    return found


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


def _best(claim: Unit, passages: list[Unit], scores: Scores, cosines: Scores, split: int) -> Candidate:
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
    return Candidate(passages[at], float(odds[at]), float(cosines[at]))


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def support(claim: Unit, best: Candidate, official: Prepared) -> tuple[float, ...]:
    """What says whether the official text bears a claim out at all, in the order of `SUPPORT`."""
    told = claim.claim
    who = told.attributed_to if told is not None else None
    words = claim.span.text
    strangers = [w for w in _NAME.findall(words) if w.lower().replace("’", "'").removesuffix("'s") not in official.folded]
    numbers = [
        q for q in quantities(claim) if q.value > 4 and f"{q.value:g}" not in official.folded and q.span.text.lower() not in official.folded
    ]
    years = [m for m in moments(claim) if m.year and str(m.year) not in official.folded]
    about = told.about if told is not None else None
    return (
        1.0,
        best.logit,
        best.cosine,
        1.0 if who is not None and not _ITSELF.search(who.text) and not load_comparing().cues["press"].search(fold(who.text)) else 0.0,
        1.0 if _EARLIER.search(words) else 0.0,
        min(len(strangers), 3.0),
        min(len(numbers) + len(years), 2.0),
        1.0 if about == "event" else 0.0,
        1.0 if about == "scope" else 0.0,
    )


def probability(values: tuple[float, ...], weights: tuple[float, ...]) -> float:
    """The logistic function of a weighted sum, rounded."""
    return round(1 / (1 + math.exp(-sum(v * w for v, w in zip(values, weights, strict=True)))), 4)


def _notes(report: Prepared, official: Prepared, pairs: list[Pair]) -> tuple[str, ...]:
    notes = []
    if not report.units:
        notes.append(f"{report.reading.document.source.name} makes no claims.")
    if not official.units:
        notes.append(f"{official.reading.document.source.name} holds no commitments.")
    if report.units and not pairs:
        notes.append("Nothing in common: no claim of the report speaks of what is in the official text.")
    return tuple(notes)
