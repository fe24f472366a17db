"""Whether the official text bears a report's claim out at all: what says so, claim by claim and for the report as a whole."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from servanda.compare.prepared import Prepared
from servanda.compare.trained import Trained
from servanda.compare.unit import Unit, fold
from servanda.compare.values import moments, quantities
from servanda.lexicon.comparing import load_comparing

SUPPORT = ("bias", "logit", "cosine", "attributed", "earlier", "strangers", "strange_numbers", "event", "scope")
SAME_MATTER = ("bias", "logit", "cosine", "contained", "words", "event", "scope")

_TOGETHER = 3.0  # so many times as much as a claim by itself says the report as a whole of whether the text is its matter
_FOREIGN = -6.0  # log-odds under which a claim is of another matter
_ALL_FOREIGN = -1.2  # mean log-odds under which a report is, of five claims or more

_ITSELF = re.compile(
    r"\b(?:statement|declaration|communiqu|text|document|treaty|accord|agreement"
    r"|memorandum|resolution|fact sheet|paper|pact|protocol|letter)",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\bhad (?:also |already |privately |further )?(?:\w+ed|given|sworn|undertaken|been)\b")
_NAME = re.compile(r"(?<=[^\W\d_,;'’] )[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """The passage of the official text that comes nearest to a claim.

    How near: `logit` by the trained score (log-odds), `cosine` by the sentence vectors alone, `contained` and `words` by the words that the
    two share and by words in context.
    """

    unit: Unit
    logit: float
    cosine: float
    contained: float
    words: float


def borne_out(claims: Sequence[Unit], found: Mapping[str, Candidate], official: Prepared, trained: Trained) -> dict[str, float]:
    """How surely the text bears out each claim that has a candidate, 0 to 1.

    The best passage of a text about something else is a best passage still; so the claims must, all together, be of the text's matter.
    """
    judged = [claim for claim in claims if claim.id in found]
    odds = {claim.id: weighed(same_matter(claim, found[claim.id]), trained.same_matter) for claim in judged}
    whole = sum(odds.values()) / len(odds) if odds else 0.0
    sure = {}
    for claim in judged:
        foreign = odds[claim.id] + _TOGETHER * whole < _FOREIGN or (len(odds) > 4 and whole < _ALL_FOREIGN)
        sure[claim.id] = 0.0 if foreign else logistic(weighed(support(claim, found[claim.id], official), trained.support))
    return sure


def same_matter(claim: Unit, best: Candidate) -> tuple[float, ...]:
    """What says whether the text is about what the claim is about, in the order of `SAME_MATTER`."""
    about = claim.claim.about if claim.claim is not None else None
    return (
        1.0, best.logit, best.cosine, best.contained, best.words, 1.0 if about == "event" else 0.0, 1.0 if about == "scope" else 0.0,
    )  # fmt: skip


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


def weighed(values: Sequence[float], weights: Sequence[float]) -> float:
    """A weighted sum: log-odds."""
    return sum(v * w for v, w in zip(values, weights, strict=True))


def logistic(odds: float) -> float:
    """The probability of log-odds, rounded."""
    return round(1 / (1 + math.exp(-min(max(odds, -30.0), 30.0))), 4)
