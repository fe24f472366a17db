"""Counts per period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from servanda.effect.periods import PER_YEAR, Unit, label

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CountSeries:
    """Counts of incidents in periods (`index`, ascending, gaps allowed), with the exposure of each period if there is one."""

    unit: Unit
    index: tuple[int, ...]
    counts: tuple[int, ...]
    exposure: tuple[float, ...] | None = None

    def __len__(self) -> int:
        return len(self.index)

    @property
    def labels(self) -> list[str]:
        """The periods as people write them."""
        return [label(self.unit, i) for i in self.index]

    @property
    def total(self) -> int:
        """How many incidents there are in all."""
        return sum(self.counts)

    def between(self, first: int | None, last: int | None) -> CountSeries:
        """The part from period `first` to `last`, both included."""
        keep = [k for k, i in enumerate(self.index) if (first is None or i >= first) and (last is None or i <= last)]
        return self.take(keep)

    def take(self, keep: list[int]) -> CountSeries:
        """The periods at these positions."""
        exposure = None if self.exposure is None else tuple(self.exposure[k] for k in keep)
        return CountSeries(self.unit, tuple(self.index[k] for k in keep), tuple(self.counts[k] for k in keep), exposure)

    def y(self) -> Floats:
        """The counts as numbers."""
        return np.asarray(self.counts, dtype=np.float64)

    def offset(self) -> Floats:
        """The logarithm of the exposure, or zeros."""
        return np.zeros(len(self)) if self.exposure is None else np.log(np.asarray(self.exposure, dtype=np.float64))

    def coarser(self, unit: Unit) -> CountSeries:
        """The same counts summed over longer periods; a longer period that is not whole is left out."""
        if unit == self.unit:
            return self
        size = PER_YEAR[self.unit] // PER_YEAR[unit]
        members: dict[int, list[int]] = {}
        for k, i in enumerate(self.index):
            members.setdefault(i // size, []).append(k)
        whole = {i: ks for i, ks in members.items() if len(ks) == size}
        exposure = None if self.exposure is None else tuple(sum(self.exposure[k] for k in ks) for ks in whole.values())
        return CountSeries(unit, tuple(whole), tuple(sum(self.counts[k] for k in ks) for ks in whole.values()), exposure)
