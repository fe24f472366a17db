"""One analysis from data to verdict."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from servanda.effect.checks import bend_note, p_words, restless, season_note, too_little
from servanda.effect.control import against_control
from servanda.effect.design import Design, design
from servanda.effect.estimate import Estimate, choose_model, estimate
from servanda.effect.periods import Unit, first_after, index_of, label
from servanda.effect.placebo import placebo
from servanda.effect.plan import Plan
from servanda.effect.power import power
from servanda.effect.problems import DataError, RequestError
from servanda.effect.result import Curve, Result
from servanda.effect.series import CountSeries
from servanda.effect.source import Data


def analyse(data: Data, plan: Plan) -> Result:
    """Test whether the counts changed at the plan's date. Raises `EffectError` when the data do not reach over the date."""
    unit = plan.unit or data.default_unit()
    if plan.dated == "disclosure" and not data.has_disclosure:
        raise RequestError(f"--dated disclosure: {data.table.path.name} does not say when incidents became known")
    if unit not in data.units():
        raise RequestError(f"--period {unit}: the dates of {data.table.path.name} allow {', '.join(data.units())}")
    result = examine(bounded(data.series(unit, plan.dated), plan), plan, data)
    source: dict[str, object] = {"file": data.table.path.name, "digest": data.table.digest, "kind": data.kind, "rows": data.rows}
    notes = (*data.notes(unit, plan.dated), *_date_notes(unit, plan), *result.notes)
    return replace(result, notes=notes, source=source)


def bounded(series: CountSeries, plan: Plan) -> CountSeries:
    """The part of a series between the plan's start and end."""
    first = None if plan.start is None else index_of(series.unit, *plan.start)
    last = None if plan.end is None else index_of(series.unit, *plan.end)
    return series.between(first, last)


def examine(series: CountSeries, plan: Plan, data: Data | None = None) -> Result:
    """Test one series: estimate, placebo dates, power and verdict (without the variants, which need the data)."""
    after = first_after(series.unit, plan.on)
    _reaches(series, plan, after)
    left_out = tuple(after - plan.anticipation <= i < after + plan.lag for i in series.index)
    kept = series.take([k for k, out in enumerate(left_out) if not out])
    start = after + plan.lag
    shape = design(series.unit, kept.index, start, plan.season, plan.level_only)
    empty = Curve(series, (None,) * len(series), (None,) * len(series), left_out, start)
    if why := too_little(kept, start, shape.x.shape[1], plan.level_only):
        return Result(plan, series.unit, empty, "too little data", (why,))
    y, offset = kept.y(), kept.offset()
    model = plan.model or choose_model(shape.x, y, offset)
    found = estimate(shape, y, offset, model, plan.errors)
    if not found.fit.converged or found.change(shape.average()).error > 5:
        return Result(
            plan, series.unit, empty, "too little data", ("the model cannot be fitted: a stretch of the series has next to no incidents",)
        )
    return _judged(series, plan, found, kept, data, _curve(series, plan, found, left_out))


def _judged(series: CountSeries, plan: Plan, found: Estimate, kept: CountSeries, data: Data | None, curve: Curve) -> Result:
    shape, y, offset = found.design, kept.y(), kept.offset()
    alone = found.change(shape.average())
    slope = shape.slope()
    tried = placebo(kept, found, alone, plan.season, plan.placebo) if plan.placebo > 0 else None
    control, change, notes = None, alone, []
    versus = None if data is None else data.control_series(series.unit)
    if versus is not None:
        control, change = against_control(found, kept, bounded(versus, plan), plan)
    verdict = change.verdict
    if verdict != "no detectable change" and (why := restless(tried)):
        verdict = "no detectable change"
        notes.append(why)
    strength = power(found, y, offset)
    if verdict != "no detectable change" and strength.of_halving < 0.5:
        notes.append(
            "so few incidents show only changes that chance makes look large: the true change is probably smaller than this estimate"
        )
    if found.dispersion_p < 0.05:
        notes.append(f"the counts vary {found.dispersion:.1f} times as much as a Poisson series would ({p_words(found.dispersion_p)})")
        if plan.model == "poisson" and plan.errors == "model":
            notes.append("model-based Poisson errors do not allow for that and are too small")
    notes += [n for n in (season_note(shape, series.unit, y, offset, plan.season), bend_note(shape, y, offset)) if n]
    return Result(
        plan,
        series.unit,
        curve,
        verdict,
        tuple(notes),
        model=found.model,
        change=change,
        level=found.change(shape.level()),
        slope=None if slope is None else found.change(slope),
        control=control,
        alone=alone if control is not None else None,
        dispersion=found.dispersion,
        dispersion_p=found.dispersion_p,
        alpha=found.fit.alpha if found.model == "negbin" else None,
        lag_one=None if found.noise is None else found.noise.lag_one,
        placebo=tried,
        power=strength,
    )


def _curve(series: CountSeries, plan: Plan, found: Estimate, left_out: tuple[bool, ...]) -> Curve:
    shape: Design = design(series.unit, series.index, found.design.after, plan.season, plan.level_only)
    offset, late = series.offset(), shape.is_after
    fitted = np.exp(np.clip(shape.x @ found.fit.beta + offset, -50, 50))
    quiet = np.exp(np.clip(shape.without_change() @ found.fit.beta + offset, -50, 50))
    return Curve(
        series,
        tuple(None if out else float(v) for v, out in zip(fitted, left_out, strict=True)),
        tuple(float(v) if is_late else None for v, is_late in zip(quiet, late, strict=True)),
        left_out,
        found.design.after,
    )


def _reaches(series: CountSeries, plan: Plan, after: int) -> None:
    if len(series) == 0:
        raise DataError("no period is left: --start and --end lie outside the data")
    first, last = series.labels[0], series.labels[-1]
    if len(series) == 1:
        raise DataError(f"the data hold one period only ({first}); a change needs periods before and after {plan.on}")
    if after + plan.lag > series.index[-1]:
        beyond = f" once the lag of {plan.lag} is left out" if plan.lag else ""
        raise DataError(
            f"no incident after {plan.on}: the data run from {first} to {last}, so there is no {series.unit} to compare{beyond}"
        )
    if after - plan.anticipation <= series.index[0]:
        raise DataError(f"nothing before {plan.on}: the data run from {first} to {last}, so there is no {series.unit} to compare with")


def _date_notes(unit: Unit, plan: Plan) -> list[str]:
    holding, after = index_of(unit, plan.on.year, plan.on.month), first_after(unit, plan.on)
    if unit == "month":
        return []
    side = "after" if holding == after else "before"
    return [f"{label(unit, holding)}, which holds the date, counts as {side} it, as most of its days do"]
