"""What an analysis is asked to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from servanda.effect.periods import Unit

Model = Literal["poisson", "quasipoisson", "negbin"]
Errors = Literal["robust", "model"]
Dated = Literal["start", "disclosure"]
MODELS: tuple[Model, ...] = ("poisson", "quasipoisson", "negbin")


@dataclass(frozen=True, slots=True)
class Plan:
    """The date and the settings of one analysis; `unit` and `model` None mean: chosen from the data.

    `season` is the number of harmonic pairs, `anticipation` and `lag` the periods left out before and after the date,
    `placebo` the most placebo dates tried, `start` and `end` months (year, month) that bound the data.
    """

    on: dt.date
    unit: Unit | None = None
    season: int = 0
    anticipation: int = 0
    lag: int = 0
    model: Model | None = None
    level_only: bool = False
    errors: Errors = "robust"
    dated: Dated = "start"
    placebo: int = 200
    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None
