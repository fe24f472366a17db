"""Check `servanda effect` on simulated series: coverage of the 95% interval, false alarms, and power against what was computed.

Each scenario is a noise (Poisson, over-dispersed, autocorrelated; 1 to 20 incidents a month) with an effect (none, a halving, a change
of slope), analysed with level and slope and with level only. Writes the figures as JSON; exit status 1 when one is outside its bounds.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from servanda.effect.design import Design, design
from servanda.effect.estimate import choose_model, estimate
from servanda.effect.power import power_at, quiet_means
from servanda.effect.series import Floats

COVERAGE, FALSE_ALARMS, POWER_GAP = (0.92, 0.98), 0.06, 0.10
FIRST = 2005 * 12


@dataclass(frozen=True, slots=True)
class Noise:
    """How counts vary: mean per month, trend per year (log), yearly swing (log), extra variance, month-to-month correlation of it."""

    name: str
    mean: float
    months: int = 120
    trend: float = 0.0
    season: float = 0.0
    extra: float = 0.0
    rho: float = 0.0


NOISES = (
    Noise("Poisson, 1 a month", 1.0),
    Noise("over-dispersed, 8 a month, trend and season", 8.0, trend=0.1, season=0.3, extra=0.3),
    Noise("autocorrelated (0.5), 1 a month", 1.0, extra=0.5, rho=0.5),
    Noise("autocorrelated (0.5), 8 a month, trend and season", 8.0, trend=0.1, season=0.3, extra=0.3, rho=0.5),
    Noise("autocorrelated (0.4), 6 a month, 72 months, season", 6.0, months=72, season=0.4, extra=0.3, rho=0.4),
)
EFFECTS = {"none": (0.0, 0.0), "halving": (math.log(0.5), 0.0), "slope": (0.0, -0.25)}


def simulate(noise: Noise, shape: Design, effect: tuple[float, float], rng: np.random.Generator) -> Floats:
    """One series of counts. Extra variance is a gamma factor, or with `rho` a log-normal one that is a first-order autoregression."""
    n = noise.months
    season = noise.season * np.sin(2 * np.pi * (np.asarray(shape.index) % 12) / 12)
    late = shape.is_after.astype(float)
    mean = noise.mean * np.exp(noise.trend * shape.years + season + late * (effect[0] + effect[1] * shape.years))
    if noise.rho:
        size = math.log1p(noise.extra)
        shocks = rng.normal(size=n) * math.sqrt(size)
        path = np.empty(n)
        path[0] = shocks[0]
        for k in range(1, n):
            path[k] = noise.rho * path[k - 1] + math.sqrt(1 - noise.rho**2) * shocks[k]
        mean = mean * np.exp(path - size / 2)
    elif noise.extra:
        mean = mean * rng.gamma(1 / noise.extra, noise.extra, n)
    return rng.poisson(mean).astype(np.float64)


def scenario(noise: Noise, effect: str, level_only: bool, series: int, seed: int) -> dict[str, object]:
    """The figures of one scenario over `series` simulated series."""
    rng = np.random.default_rng(seed)
    index = tuple(range(FIRST, FIRST + noise.months))
    shape = design("month", index, FIRST + noise.months // 2, 1 if noise.season else 0, level_only)
    level, slope = EFFECTS[effect]
    average = shape.average()
    truth = level * average[2] + (0.0 if level_only else slope * average[3])
    contrasts = {"change": (average, truth), "level": (shape.level(), level)}
    if (weights := shape.slope()) is not None:
        contrasts["slope"] = (weights, slope)
    offset = np.zeros(noise.months)
    hits, found, computed, done = dict.fromkeys(contrasts, 0), 0, 0.0, 0
    while done < series:
        y = simulate(noise, shape, (level, slope), rng)
        if min(y[~shape.is_after].sum(), y[shape.is_after].sum()) < 3:
            continue  # "too little data"
        fitted = estimate(shape, y, offset, choose_model(shape.x, y, offset), "robust")
        if not fitted.fit.converged:
            continue
        done += 1
        for name, (contrast, true) in contrasts.items():
            change = fitted.change(contrast)
            hits[name] += math.log(change.low) <= true <= math.log(change.high)
            if name == "change":
                found += change.low > 1 if truth > 0 else change.high < 1 if truth < 0 else not change.low <= 1 <= change.high
        if effect == "halving":
            computed += power_at(fitted, quiet_means(fitted, y, offset), 0.5)
    figures: dict[str, object] = {"noise": noise.name, "effect": effect, "model": "level only" if level_only else "level and slope"}
    figures |= {f"coverage_{name}": round(count / done, 4) for name, count in hits.items()}
    figures["false_alarms" if effect == "none" else "power"] = round(found / done, 4)
    if effect == "halving":
        figures["power_computed"] = round(computed / done, 4)
    return figures


def faults(figures: dict[str, object]) -> Iterator[str]:
    """What is outside its bounds."""
    name = f"{figures['noise']} / {figures['effect']} / {figures['model']}"
    for key, value in figures.items():
        if key.startswith("coverage_") and not COVERAGE[0] <= float(str(value)) <= COVERAGE[1]:
            yield f"{name}: {key} {value}"
    if float(str(figures.get("false_alarms", 0))) > FALSE_ALARMS:
        yield f"{name}: false alarms {figures['false_alarms']}"
    if "power_computed" in figures and abs(float(str(figures["power"])) - float(str(figures["power_computed"]))) > POWER_GAP:
        yield f"{name}: power {figures['power']}, computed {figures['power_computed']}"


def main() -> int:
    """Run all scenarios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--series", type=int, default=1000, help="simulated series per scenario (default 1000)")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    parser.add_argument("--seed", type=int, default=20150925)
    args = parser.parse_args()
    started, results = time.perf_counter(), []
    for k, noise in enumerate(NOISES):
        for effect in EFFECTS:
            for level_only in (False, True) if effect != "slope" else (False,):
                results.append(scenario(noise, effect, level_only, args.series, args.seed + k))
                print(" ".join(f"{key}={value}" for key, value in results[-1].items()), file=sys.stderr, flush=True)
    wrong = [fault for figures in results for fault in faults(figures)]
    bounds = {"coverage": COVERAGE, "false_alarms": FALSE_ALARMS, "power_gap": POWER_GAP}
    report = {"series": args.series, "seed": args.seed, "bounds": bounds, "scenarios": results, "outside": wrong}
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    for fault in wrong:
        print(f"outside its bounds: {fault}")
    took = time.perf_counter() - started
    print(f"effect: {len(results)} scenarios of {args.series} series, {len(wrong)} figures outside their bounds, {took:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
