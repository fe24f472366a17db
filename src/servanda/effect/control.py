"""A comparison series: the difference of changes."""

from __future__ import annotations

import numpy as np

from servanda.effect.design import design
from servanda.effect.estimate import Estimate, change_of, choose_model, estimate
from servanda.effect.plan import Plan
from servanda.effect.problems import DataError
from servanda.effect.result import Change
from servanda.effect.robust import Spread
from servanda.effect.series import CountSeries


def against_control(found: Estimate, kept: CountSeries, control: CountSeries, plan: Plan) -> tuple[Change, Change]:
    """The control's own change, and the ratio of the two changes with the error of both.

    Each series has its own trend, season and noise. Where their residuals move against each other the error grows; where they move
    together it is left as it is. Raises `DataError` when the control cannot be fitted over the same periods.
    """
    wanted = set(kept.index)
    same = control.take([k for k, i in enumerate(control.index) if i in wanted])
    if same.index != kept.index:
        raise DataError("--control: the comparison series does not cover the same periods as the series tested")
    late = [i >= found.design.after for i in same.index]
    if not any(c for c, after in zip(same.counts, late, strict=True) if after) or same.total < 10:
        raise DataError(f"--control: {same.total} incidents in the comparison series, too few on one side of the date to compare with")
    shape = design(same.unit, same.index, found.design.after, plan.season, plan.level_only)
    y, offset = same.y(), same.offset()
    other = estimate(shape, y, offset, plan.model or choose_model(shape.x, y, offset), plan.errors)
    if not other.fit.converged:
        raise DataError("--control: the model cannot be fitted to the comparison series; it has next to no incidents in a stretch")
    weights = shape.average()
    ours, theirs = found.spread(weights), other.spread(weights)
    residuals = [(s.y() - e.fit.mu) / np.sqrt(e.fit.variance) for s, e in ((kept, found), (same, other))]
    together = min(float(np.corrcoef(residuals[0], residuals[1])[0, 1]), 0.0)
    variance = ours.error**2 + theirs.error**2 - 2 * together * ours.error * theirs.error
    # Widths of the two mixtures enter by the heavier of their tails.
    heavier = ours if ours.half_width() / ours.error > theirs.half_width() / theirs.error else theirs
    joint = Spread(heavier.weights, heavier.errors / heavier.error * np.sqrt(variance), heavier.df)
    log = float(weights @ found.fit.beta) - float(weights @ other.fit.beta)
    return other.change(weights), change_of(log, joint)
