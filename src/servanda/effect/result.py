"""What an analysis finds."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from servanda.effect.periods import Unit
from servanda.effect.plan import Model, Plan
from servanda.effect.series import CountSeries

Verdict = Literal["decrease", "increase", "no detectable change", "too little data"]


@dataclass(frozen=True, slots=True)
class Change:
    """A ratio of counts with its 95% interval and two-sided p-value; `log` and `error` are on the log scale."""

    ratio: float
    low: float
    high: float
    p: float
    log: float
    error: float

    @property
    def verdict(self) -> Verdict:
        """What the interval says."""
        if self.high < 1:
            return "decrease"
        return "increase" if self.low > 1 else "no detectable change"

    @property
    def strength(self) -> float:
        """The change in units of its own error, without its sign."""
        return abs(self.log) / self.error if self.error > 0 else math.inf


@dataclass(frozen=True, slots=True)
class Curve:
    """The fitted line, the counterfactual and which periods were left out, for every period of the series."""

    series: CountSeries
    fitted: tuple[float | None, ...]
    counterfactual: tuple[float | None, ...]
    left_out: tuple[bool, ...]
    after: int


@dataclass(frozen=True, slots=True)
class Placebo:
    """What dates without a pledge show: their ratios, how many are as large, as strong for their error, and judged a change."""

    ratios: tuple[float, ...]
    labels: tuple[str, ...]
    as_large: int
    as_strong: int
    alarms: int

    @property
    def dates(self) -> int:
        """How many dates were tried."""
        return len(self.ratios)


@dataclass(frozen=True, slots=True)
class Power:
    """The smallest changes that these data would show four times in five, and the chance that they show a halving."""

    smallest_decrease: float | None
    smallest_increase: float | None
    of_halving: float


@dataclass(frozen=True, slots=True)
class Variant:
    """The same question with one setting changed."""

    what: str
    change: Change | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Result:
    """One analysis. `change` is None when the verdict is "too little data"; so are the parts that need it."""

    plan: Plan
    unit: Unit
    curve: Curve
    verdict: Verdict
    notes: tuple[str, ...]
    model: Model | None = None
    change: Change | None = None
    level: Change | None = None
    slope: Change | None = None
    control: Change | None = None
    alone: Change | None = None
    dispersion: float | None = None
    dispersion_p: float | None = None
    alpha: float | None = None
    lag_one: float | None = None
    placebo: Placebo | None = None
    power: Power | None = None
    variants: tuple[Variant, ...] = ()
    source: dict[str, object] = field(default_factory=dict)
