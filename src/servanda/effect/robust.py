"""Errors that stand autocorrelation in short series: variances averaged over how correlated the residuals may be.

Newey-West errors need long series: with 60 to 120 periods and a trend to project they cover far less than they say. Here the
standardised residuals are taken as white noise plus a first-order autoregression, cor(t, t+k) = share * rho^k, and the variance of the
estimate is averaged over a grid of (share, rho) by restricted likelihood; a t mixture gives the interval.
See docs/effect-for-statisticians.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.optimize import brentq  # type: ignore[import-untyped]
from scipy.special import stdtr  # type: ignore[import-untyped]

from servanda.effect.glm import Fit
from servanda.effect.series import Floats

RHOS = (0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.9)
SHARES = (0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0)
PRIOR_OF_NONE = 0.4


@dataclass(frozen=True, slots=True)
class Spread:
    """The distribution of an estimate's error: a mixture of scaled t distributions with `df` degrees of freedom."""

    weights: Floats
    errors: Floats
    df: float

    @property
    def error(self) -> float:
        """The standard error: root of the mean variance."""
        return float(np.sqrt(self.weights @ self.errors**2))

    def beyond(self, size: float) -> float:
        """The probability of an error at least as large as `size`, either way: a two-sided p-value."""
        return float(2 * self.weights @ stdtr(self.df, -abs(size) / self.errors))

    def above(self, size: float) -> float:
        """The probability of an error above `size`."""
        return float(self.weights @ stdtr(self.df, -size / self.errors))

    def half_width(self, level: float = 0.95) -> float:
        """Half the width of the interval that covers `level`."""
        most = float(self.errors.max()) * 50
        return float(brentq(lambda size: self.beyond(size) - (1 - level), 0.0, most, xtol=1e-10, rtol=1e-10))


@dataclass(frozen=True, slots=True)
class Correlations:
    """The grid of correlation matrices for a set of periods, as eigenvectors (of each rho) and eigenvalues (of each rho and share)."""

    grid: tuple[tuple[float, float], ...]
    prior: Floats
    vectors: Floats  # rho, period, period
    values: Floats  # rho, share, period
    log_determinants: Floats


@lru_cache(maxsize=6)
def correlations(index: tuple[int, ...]) -> Correlations:
    """The grid for periods `index`; gaps count, as correlation falls with the time between. Share 0 stands once, with its own prior."""
    times = np.asarray(index, dtype=np.float64)
    apart = np.abs(np.subtract.outer(times, times))
    values, vectors = np.linalg.eigh(np.stack([rho**apart for rho in RHOS]))
    shares = np.array((0.0, *SHARES))[None, :, None]
    spread = np.maximum(1 - shares + shares * values[:, None, :], 1e-10)
    grid = tuple((share, rho) for rho in RHOS for share in (0.0, *SHARES))
    prior = np.array([PRIOR_OF_NONE / len(RHOS) if share == 0 else (1 - PRIOR_OF_NONE) / (len(RHOS) * len(SHARES)) for share, _ in grid])
    return Correlations(grid, prior, vectors, spread, np.log(spread).sum(-1).ravel())


@dataclass(frozen=True, slots=True)
class Noise:
    """What the residuals of a fit say about its noise: weights over the grid, scale at each point of it, and the design in its units."""

    correlations: Correlations
    weights: Floats
    scales: Floats
    df: float

    @property
    def lag_one(self) -> float:
        """The expected correlation of neighbouring periods."""
        return float(sum(w * share * rho for w, (share, rho) in zip(self.weights, self.correlations.grid, strict=True)))

    def spread(self, x: Floats, mu: Floats, alpha: float, contrast: Floats) -> Spread:
        """The error of `contrast` for means `mu`; never smaller than independent counts of that variance would have."""
        scaled = _scaled(x, mu, alpha)
        reach = scaled @ np.linalg.solve(scaled.T @ scaled, contrast)
        turned = np.swapaxes(self.correlations.vectors, 1, 2) @ reach
        variances = self.scales * np.einsum("rn,rsn->rs", turned**2, self.correlations.values).ravel()
        return Spread(self.weights, np.sqrt(np.maximum(variances, reach @ reach)), self.df)


def _scaled(x: Floats, mu: Floats, alpha: float) -> Floats:
    return x * np.sqrt(mu / (1 + alpha * mu))[:, None]


def noise(x: Floats, y: Floats, fit: Fit, index: tuple[int, ...]) -> Noise:
    """Weigh the grid by the restricted likelihood of the standardised residuals (scale integrated out)."""
    n, k = x.shape
    grid = correlations(index)
    joined = np.column_stack([_scaled(x, fit.mu, fit.alpha), (y - fit.mu) / np.sqrt(fit.variance)])
    turned = np.swapaxes(grid.vectors, 1, 2) @ joined
    weighted = turned[:, None] / grid.values[..., None]
    crossed = (np.swapaxes(turned, 1, 2)[:, None] @ weighted).reshape(-1, k + 1, k + 1)
    inner, cross, outer = crossed[:, :k, :k], crossed[:, :k, k], crossed[:, k, k]
    rest = np.maximum(outer - np.einsum("gk,gk->g", cross, np.linalg.solve(inner, cross[..., None])[..., 0]), 1e-12)
    fits = -0.5 * grid.log_determinants - 0.5 * np.linalg.slogdet(inner)[1] - 0.5 * (n - k) * np.log(rest)
    weights = grid.prior * np.exp(fits - fits.max())
    return Noise(grid, weights / weights.sum(), rest / (n - k), float(n - k))
