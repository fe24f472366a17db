"""Invented series and tables for the tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from servanda.effect.series import CountSeries


def monthly(counts: list[int] | np.ndarray, first_year: int = 2005, exposure: list[float] | None = None) -> CountSeries:
    """Counts from January of `first_year` on."""
    start = first_year * 12
    held = None if exposure is None else tuple(exposure)
    return CountSeries("month", tuple(range(start, start + len(counts))), tuple(int(c) for c in counts), held)


def poisson(mean: float, months: int, after: int, ratio: float, seed: int = 1) -> CountSeries:
    """Poisson counts whose mean is multiplied by `ratio` from month `after` on."""
    means = np.where(np.arange(months) >= after, mean * ratio, mean)
    return monthly(np.random.default_rng(seed).poisson(means))


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file with this text."""
    path.write_bytes(text.encode(encoding))
    return path


def counts_csv(path: Path, series: CountSeries) -> Path:
    """A series as period,count[,exposure]."""
    lines = ["period,count" + (",exposure" if series.exposure else "")]
    for k, (name, count) in enumerate(zip(series.labels, series.counts, strict=True)):
        lines.append(f"{name},{count}" + (f",{series.exposure[k]}" if series.exposure else ""))
    return write(path, "\n".join(lines) + "\n")
