"""How small a change these data could show."""

from __future__ import annotations

import math

import numpy as np

from servanda.effect.design import LEVEL, SLOPE
from servanda.effect.estimate import Estimate
from servanda.effect.glm import fit_counts
from servanda.effect.result import Power
from servanda.effect.robust import Spread
from servanda.effect.series import Floats

ENOUGH = 0.8


def power_at(found: Estimate, quiet: Floats, ratio: float) -> float:
    """The chance that the 95% interval excludes 1 on the side of a true `ratio`, when the means without a change are `quiet`.

    The noise is as estimated from the data; the interval's width is the one that the changed counts would give.
    """
    mu = quiet * np.where(found.design.is_after, ratio, 1.0)
    spread = _spread(found, mu)
    margin = spread.half_width() - abs(math.log(ratio))
    return spread.above(margin)


def _spread(found: Estimate, mu: Floats) -> Spread:
    contrast, x, alpha = found.design.average(), found.design.x, found.fit.alpha
    if found.noise is not None:
        return found.noise.spread(x, mu, alpha, contrast)
    scaled = x * np.sqrt(mu / (1 + alpha * mu))[:, None]
    scale = found.dispersion if found.model == "quasipoisson" else 1.0
    variance = scale * float(contrast @ np.linalg.solve(scaled.T @ scaled, contrast))
    return Spread(np.ones(1), np.sqrt(np.array([variance])), 1e9)


def quiet_means(found: Estimate, y: Floats, offset: Floats) -> Floats:
    """The means without a change: those of the model with a change of level alone, its change taken out.

    One trend through both sides is much surer than the earlier trend carried on, and a change in the data does not pull it along.
    """
    kept = [c for c in range(found.design.x.shape[1]) if found.design.level_only or c != SLOPE]
    x = found.design.x[:, kept]
    beta = fit_counts(x, y, offset, found.fit.alpha).beta.copy()
    beta[LEVEL] = 0.0
    return np.asarray(np.exp(np.clip(x @ beta + offset, -50, 50)))


def power(found: Estimate, y: Floats, offset: Floats) -> Power:
    """The smallest decrease and increase with power of four in five, and the power for a halving."""
    quiet = quiet_means(found, y, offset)
    return Power(_smallest(found, quiet, -1.0), _smallest(found, quiet, 1.0), power_at(found, quiet, 0.5))


def _smallest(found: Estimate, quiet: Floats, sign: float) -> float | None:
    """The ratio nearest to 1 with enough power, None when not even a hundredfold change has it."""
    low, high = 0.0, math.log(100.0)
    if power_at(found, quiet, math.exp(sign * high)) < ENOUGH:
        # Fewer counts make a large decrease harder to measure: look whether a smaller one can be shown.
        steps = [math.exp(sign * s) for s in np.linspace(0.2, high, 24)]
        good = [abs(math.log(r)) for r in steps if power_at(found, quiet, r) >= ENOUGH]
        if not good:
            return None
        high = min(good)
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if power_at(found, quiet, math.exp(sign * middle)) >= ENOUGH else (middle, high)
    return math.exp(sign * high)
