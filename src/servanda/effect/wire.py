"""A result as JSON (contract: `servanda.effect/1`)."""

from __future__ import annotations

import math
from typing import Any

from servanda.effect.periods import label
from servanda.effect.result import Change, Curve, Placebo, Power, Result

Json = dict[str, Any]


def _round(value: float | None, digits: int = 6) -> float | None:
    """A number to `digits` significant digits; None for none and for what JSON cannot hold."""
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{digits}g}")


def change_json(change: Change | None) -> Json:
    """A change; all null when there is none."""
    if change is None:
        return {"ratio": None, "low": None, "high": None, "p": None}
    return {"ratio": _round(change.ratio), "low": _round(change.low), "high": _round(change.high), "p": _round(change.p, 4)}


def _series(curve: Curve) -> list[Json]:
    series, found = curve.series, []
    for k, (name, count) in enumerate(zip(series.labels, series.counts, strict=True)):
        entry: Json = {"period": name, "count": count}
        if series.exposure is not None:
            entry["exposure"] = series.exposure[k]
        entry["fitted"], entry["counterfactual"] = _round(curve.fitted[k]), _round(curve.counterfactual[k])
        if curve.left_out[k]:
            entry["left_out"] = True
        found.append(entry)
    return found


def _placebo(placebo: Placebo | None) -> Json:
    if placebo is None:
        return {"dates": 0, "as_large": 0, "as_strong": 0, "judged_a_change": 0}
    return {
        "dates": placebo.dates,
        "as_large": placebo.as_large,
        "as_strong": placebo.as_strong,
        "judged_a_change": placebo.alarms,
        "ratios": [_round(r, 4) for r in placebo.ratios],
    }


def _power(power: Power | None) -> Json:
    if power is None:
        return {"smallest_detectable_ratio": None}
    return {
        "smallest_detectable_ratio": _round(power.smallest_decrease, 4),
        "smallest_detectable_increase": _round(power.smallest_increase, 4),
        "of_a_halving": _round(power.of_halving, 4),
    }


def result_json(result: Result) -> Json:
    """The answer of the contract, with what else was found."""
    plan = result.plan
    shown: Json = {
        "schema": "servanda.effect/1",
        "on": plan.on.isoformat(),
        "period": result.unit,
        "first_after": label(result.unit, result.curve.after),
        "series": _series(result.curve),
        "model": result.model,
        "change": change_json(result.change),
        "level": change_json(result.level),
        "slope_per_year": change_json(result.slope),
        "placebo": _placebo(result.placebo),
        "power": _power(result.power),
        "verdict": result.verdict,
        "notes": list(result.notes),
        "errors": "autocorrelation-robust" if plan.errors == "robust" else "model-based",
        "dispersion": _round(result.dispersion, 4),
        "autocorrelation": _round(result.lag_one, 4),
        "sensitivity": [{"what": v.what, "change": change_json(v.change), "verdict": v.verdict} for v in result.variants],
        "settings": {
            "season": plan.season,
            "anticipation": plan.anticipation,
            "lag": plan.lag,
            "level_only": plan.level_only,
            "dated": plan.dated,
        },
        "data": result.source,
    }
    if result.control is not None:
        shown["control"] = {"change": change_json(result.control), "alone": change_json(result.alone)}
    if result.alpha is not None:
        shown["alpha"] = _round(result.alpha)
    return shown
