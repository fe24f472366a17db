"""The columns of the regression: level, trend, season, change of level, change of slope."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from servanda.effect.periods import PER_YEAR, Unit
from servanda.effect.problems import RequestError
from servanda.effect.series import Floats

INTERCEPT, TREND, LEVEL, SLOPE = range(4)


@dataclass(frozen=True, slots=True)
class Design:
    """A regression's columns `x` for periods `index`, with the first period `after` the date.

    Time is in years from the first period after the date, so `level` is the change at once and `slope` its growth per year.
    """

    x: Floats
    index: tuple[int, ...]
    after: int
    per_year: int
    level_only: bool

    @property
    def is_after(self) -> np.ndarray:
        """Which periods lie after the date."""
        return np.asarray(self.index) >= self.after

    @property
    def years(self) -> Floats:
        """Years from the first period after the date."""
        return (np.asarray(self.index, dtype=np.float64) - self.after) / self.per_year

    def level(self) -> Floats:
        """The weights of the change at once (log ratio)."""
        weights = np.zeros(self.x.shape[1])
        weights[LEVEL] = 1.0
        return weights

    def slope(self) -> Floats | None:
        """The weights of the change of slope per year (log ratio), None when there is none in the model."""
        if self.level_only:
            return None
        weights = np.zeros(self.x.shape[1])
        weights[SLOPE] = 1.0
        return weights

    def average(self) -> Floats:
        """The weights of the mean log ratio to the counterfactual over the periods after the date."""
        weights = self.level()
        if not self.level_only:
            weights[SLOPE] = float(self.years[self.is_after].mean())
        return weights

    def without_change(self) -> Floats:
        """The columns of the counterfactual: no change of level or slope."""
        x = self.x.copy()
        x[:, LEVEL] = 0.0
        if not self.level_only:
            x[:, SLOPE] = 0.0
        return x


def harmonics(unit: Unit, index: tuple[int, ...], pairs: int) -> Floats:
    """Sine and cosine columns of the year's first `pairs` harmonics. Raises `RequestError` when the periods cannot carry them."""
    if pairs == 0:
        return np.empty((len(index), 0))
    most = {"month": 5, "quarter": 1, "year": 0}[unit]
    if pairs < 0 or pairs > most:
        raise RequestError(f"--season {pairs}: {unit}s can carry {'no season' if most == 0 else f'0 to {most} harmonic pairs'}")
    angle = 2 * math.pi * (np.asarray(index, dtype=np.float64) % PER_YEAR[unit]) / PER_YEAR[unit]
    return np.column_stack([wave(k * angle) for k in range(1, pairs + 1) for wave in (np.sin, np.cos)])


def design(unit: Unit, index: tuple[int, ...], after: int, season: int, level_only: bool) -> Design:
    """The design of an interrupted time series whose first period after the date is `after`."""
    years = (np.asarray(index, dtype=np.float64) - after) / PER_YEAR[unit]
    step = (years >= 0).astype(np.float64)
    columns = [np.ones_like(years), years, step] + ([] if level_only else [step * years])
    return Design(np.column_stack([*columns, harmonics(unit, index, season)]), index, after, PER_YEAR[unit], level_only)
