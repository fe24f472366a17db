"""What in the data could mislead the model: too few counts, a season not asked for, a trend that bends."""

from __future__ import annotations

import numpy as np
from scipy.stats import f as f_distribution  # type: ignore[import-untyped]

from servanda.effect.design import Design, harmonics
from servanda.effect.glm import fit_counts
from servanda.effect.periods import Unit
from servanda.effect.result import Placebo
from servanda.effect.series import CountSeries, Floats

FEWEST_BEFORE, FEWEST_AFTER, FEWEST_INCIDENTS, FEWEST_FREE = 6, 4, 10, 6


def too_little(series: CountSeries, after: int, columns: int, level_only: bool) -> str | None:
    """Why a series cannot be tested at all, or None. What counts is periods on either side and incidents to compare."""
    sides = [[c for i, c in zip(series.index, series.counts, strict=True) if (i >= after) is late] for late in (False, True)]
    before, later = (len(side) for side in sides)
    need = FEWEST_AFTER // 2 if level_only else FEWEST_AFTER
    if before < FEWEST_BEFORE or later < need:
        return f"{before} periods before and {later} after the date; at least {FEWEST_BEFORE} and {need} are needed"
    if len(series) - columns < FEWEST_FREE:
        return f"{len(series)} periods are too few for a model with {columns} coefficients"
    if sum(sides[0]) < FEWEST_INCIDENTS:
        return f"{sum(sides[0])} incidents before the date; at least {FEWEST_INCIDENTS} are needed to know what was usual"
    if sum(sides[1]) == 0:
        return "no incident after the date: no ratio can be estimated (or they are not known yet)"
    expected = sum(sides[0]) / before * later
    if sum(sides[1]) < 3 or (sum(sides[1]) < 5 and expected < FEWEST_INCIDENTS):
        return f"{sum(sides[1])} incidents after the date; that few can come about by chance"
    return None


def p_words(value: float) -> str:
    """A p-value as people write it."""
    return "p < 0.001" if value < 0.001 else f"p = {value:.3f}"


def _gain(x: Floats, more: Floats, y: Floats, offset: Floats) -> float:
    """The p-value of further columns by the F test on quasi-likelihood deviance."""
    small, large = fit_counts(x, y, offset), fit_counts(np.column_stack([x, more]), y, offset)
    df = len(y) - x.shape[1] - more.shape[1]
    if not (small.converged and large.converged) or df < 6:
        return 1.0
    scale = max(float(((y - large.mu) ** 2 / large.mu).sum() / df), 1.0)
    deviance = [2 * float((np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / f.mu), 0) - (y - f.mu)).sum()) for f in (small, large)]
    return float(f_distribution.sf(max(deviance[0] - deviance[1], 0) / more.shape[1] / scale, more.shape[1], df))


def season_note(shape: Design, unit: Unit, y: Floats, offset: Floats, season: int) -> str | None:
    """A note when the counts have a yearly season that the model leaves out."""
    if season or unit == "year" or len(y) < 3 * shape.per_year:
        return None
    p = _gain(shape.x, harmonics(unit, shape.index, 1), y, offset)
    return f"the counts seem to have a yearly season ({p_words(p)}) that the model leaves out: try --season 1" if p < 0.01 else None


def bend_note(shape: Design, y: Floats, offset: Floats) -> str | None:
    """A note when the trend before the date is not a straight line on the log scale, so that projecting it is unsafe."""
    early = ~shape.is_after
    if early.sum() < 12:
        return None
    x = shape.x[early][:, [0, 1, *range(3 if shape.level_only else 4, shape.x.shape[1])]]
    bend = (shape.years[early] - shape.years[early].mean()) ** 2
    p = _gain(x, bend[:, None], y[early], offset[early])
    if p >= 0.05:
        return None
    return f"the trend before the date bends ({p_words(p)}): carrying it on is unsafe; try a later --start or --level-only"


def restless(placebo: Placebo | None) -> str | None:
    """Why placebo dates speak against trusting a change: a third of them or more are judged one too, and a fifth as strong."""
    if placebo is None or placebo.dates < 20 or placebo.alarms < placebo.dates / 3 or placebo.as_strong < placebo.dates / 5:
        return None
    return (
        f"{placebo.alarms} of {placebo.dates} dates without a pledge are judged a change as well and {placebo.as_strong} are as strong "
        "as this one: these counts change too often by themselves, so the verdict is 'no detectable change', though the interval excludes 1"
    )
