"""Fitting the model and reading the change off it."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2  # type: ignore[import-untyped]

from servanda.effect.design import Design
from servanda.effect.glm import Fit, fit_counts, negative_binomial_alpha, pearson
from servanda.effect.plan import Errors, Model
from servanda.effect.result import Change
from servanda.effect.robust import Noise, Spread, noise
from servanda.effect.series import Floats

NORMAL = math.inf


@dataclass(frozen=True, slots=True)
class Estimate:
    """A fitted model with the means to say how sure its contrasts are."""

    design: Design
    fit: Fit
    model: Model
    noise: Noise | None
    covariance: Floats
    dispersion: float
    dispersion_p: float

    def spread(self, contrast: Floats) -> Spread:
        """The error of a contrast: robust, or the model's own with normal quantiles."""
        if self.noise is not None:
            return self.noise.spread(self.design.x, self.fit.mu, self.fit.alpha, contrast)
        return Spread(np.ones(1), np.sqrt(np.array([contrast @ self.covariance @ contrast])), 1e9)

    def change(self, contrast: Floats) -> Change:
        """A contrast as a ratio with its 95% interval."""
        return change_of(float(contrast @ self.fit.beta), self.spread(contrast))


def change_of(log: float, spread: Spread) -> Change:
    """A log ratio and its error as a ratio with its 95% interval."""
    half = spread.half_width()
    return Change(_exp(log), _exp(log - half), _exp(log + half), min(spread.beyond(log), 1.0), log, spread.error)


def _exp(value: float) -> float:
    return math.exp(min(max(value, -700.0), 700.0))


def choose_model(x: Floats, y: Floats, offset: Floats) -> Model:
    """Poisson unless the counts vary more than it allows (Pearson's test, 5%); then the variance that fits the residuals better."""
    fit = fit_counts(x, y, offset)
    df, phi = len(y) - x.shape[1], pearson(fit, y)
    if chi2.sf(phi * df, df) > 0.05:
        return "poisson"
    alpha = negative_binomial_alpha(x, y, offset)
    curved = fit_counts(x, y, offset, alpha)
    return "negbin" if alpha > 0 and _misfit(y, curved.mu, curved.variance) < _misfit(y, fit.mu, phi * fit.mu) else "quasipoisson"


def _misfit(y: Floats, mu: Floats, variance: Floats) -> float:
    return float((np.log(variance) + (y - mu) ** 2 / variance).sum())


def estimate(design: Design, y: Floats, offset: Floats, model: Model, errors: Errors) -> Estimate:
    """Fit by statsmodels and take the errors asked for. The fit's `converged` tells whether it can be used."""
    alpha = negative_binomial_alpha(design.x, y, offset) if model == "negbin" else 0.0
    fit, covariance = _statsmodels(design.x, y, offset, alpha)
    return _with_errors(design, y, fit, covariance, model, errors)


def quick_estimate(design: Design, y: Floats, offset: Floats, model: Model, alpha: float) -> Estimate:
    """The same with the dispersion given and our own fit, and robust errors: for the many refits of placebo dates."""
    return _with_errors(design, y, fit_counts(design.x, y, offset, alpha), None, model, "robust")


def _with_errors(design: Design, y: Floats, fit: Fit, covariance: Floats | None, model: Model, errors: Errors) -> Estimate:
    df = len(y) - design.x.shape[1]
    phi = float(((y - fit.mu) ** 2 / fit.mu).sum() / max(df, 1))
    robust = noise(design.x, y, fit, design.index) if errors == "robust" and fit.converged else None
    scale = pearson(fit, y) if model == "quasipoisson" else 1.0
    own = np.zeros((design.x.shape[1],) * 2) if covariance is None else covariance * scale
    return Estimate(design, fit, model, robust, own, phi, float(chi2.sf(phi * df, df)))


def _statsmodels(x: Floats, y: Floats, offset: Floats, alpha: float) -> tuple[Fit, Floats]:
    """The fit by statsmodels' GLM and the unscaled covariance of its coefficients."""
    import statsmodels.api as sm  # type: ignore[import-untyped]  # slow to load; only the main fit needs it

    family = sm.families.NegativeBinomial(alpha=alpha) if alpha > 0 else sm.families.Poisson()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = sm.GLM(y, x, family=family, offset=offset).fit(maxiter=100, tol=1e-12, scale=1.0)
        except (np.linalg.LinAlgError, ValueError):
            return Fit(np.zeros(x.shape[1]), np.ones(len(y)), alpha, False), np.zeros((x.shape[1],) * 2)
    covariance = np.asarray(found.cov_params(), dtype=np.float64)
    usable = bool(found.converged) and bool(np.isfinite(covariance).all()) and float(np.abs(found.params).max()) < 50
    return Fit(np.asarray(found.params), np.asarray(found.mu), alpha, usable), covariance
