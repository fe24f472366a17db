"""Dates without a pledge: how often do they show as large a change?"""

from __future__ import annotations

import numpy as np

from servanda.effect.design import design
from servanda.effect.estimate import Estimate, quick_estimate
from servanda.effect.result import Change, Placebo
from servanda.effect.series import CountSeries

FEWEST_BEFORE, FEWEST_AFTER, FEWEST_INCIDENTS = 8, 6, 3


def placebo(series: CountSeries, found: Estimate, change: Change, season: int, most: int) -> Placebo:
    """Try dates in the stretches before and after the real one, which hold no pledge; at most `most`, evenly spread.

    Each date is tested within its own stretch, with the model and dispersion of the main fit and robust errors.
    """
    stretches = [[k for k, i in enumerate(series.index) if (i >= found.design.after) is after] for after in (False, True)]
    candidates = [(s, cut) for s, ks in enumerate(stretches) for cut in range(FEWEST_BEFORE, len(ks) - FEWEST_AFTER + 1)]
    if len(candidates) > most:
        candidates = [candidates[int(k)] for k in np.linspace(0, len(candidates) - 1, most)] if most > 0 else []
    ratios, labels, large, strong, alarms = [], [], 0, 0, 0
    parts = [series.take(ks) for ks in stretches]
    for which, cut in candidates:
        tried = _try(parts[which], cut, found, season)
        if tried is None:
            continue
        ratios.append(tried.ratio)
        labels.append(parts[which].labels[cut])
        large += abs(tried.log) >= abs(change.log)
        strong += tried.strength >= change.strength
        alarms += tried.p <= 0.05
    return Placebo(tuple(ratios), tuple(labels), large, strong, alarms)


def _try(part: CountSeries, cut: int, found: Estimate, season: int) -> Change | None:
    if min(sum(part.counts[:cut]), sum(part.counts[cut:])) < FEWEST_INCIDENTS:
        return None
    shape = design(part.unit, part.index, part.index[cut], season, found.design.level_only)
    if len(part) - shape.x.shape[1] < 6:
        return None
    tried = quick_estimate(shape, part.y(), part.offset(), found.model, found.fit.alpha)
    if not tried.fit.converged:
        return None
    contrast = shape.average()
    log, spread = float(contrast @ tried.fit.beta), tried.spread(contrast)
    nothing = float("nan")  # the interval is not needed, and finding it is the slow part
    return Change(float(np.exp(np.clip(log, -50, 50))), nothing, nothing, spread.beyond(log), log, spread.error)
