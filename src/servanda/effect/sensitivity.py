"""What would change the conclusion: the same question with one setting changed at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.effect.analysis import analyse, bounded, examine
from servanda.effect.periods import first_day
from servanda.effect.plan import MODELS, Dated, Plan
from servanda.effect.problems import EffectError
from servanda.effect.result import Result, Variant
from servanda.effect.source import Data


def variants(data: Data, result: Result) -> tuple[Variant, ...]:
    """The verdicts of all variants; those that the data do not allow are left out."""
    found = []
    for what, plan in _plans(data, result):
        try:
            series = bounded(data.series(plan.unit or result.unit, plan.dated), plan)
            other = examine(series, plan, data)
        except EffectError:
            continue
        found.append(Variant(what, other.change, other.verdict))
    return tuple(found)


def _plans(data: Data, result: Result) -> Iterator[tuple[str, Plan]]:
    plan = replace(result.plan, unit=result.unit, model=result.model, placebo=0)
    first = first_day(result.unit, result.curve.series.index[0])
    reach = result.plan.on.year - first.year
    for later in (1, 2, 3, 5):
        if reach - later >= 3:
            yield f"data from {first.year + later} on", replace(plan, start=(first.year + later, first.month))
    for unit in data.units():
        if unit != result.unit:
            season = plan.season if unit == "month" else min(plan.season, 1 if unit == "quarter" else 0)
            yield f"counted by {unit}", replace(plan, unit=unit, season=season, anticipation=0, lag=0, model=None)
    for model in MODELS:
        if model != result.model:
            yield f"{model} model", replace(plan, model=model)
    yield "with a change of slope" if plan.level_only else "change of level only", replace(plan, level_only=not plan.level_only)
    if plan.season == 0 and result.unit != "year":
        yield "with a yearly season", replace(plan, season=1)
    if plan.anticipation == 0 and result.unit != "year":
        width = 3 if result.unit == "month" else 1
        yield f"the {f'{width} {result.unit}s' if width > 1 else result.unit} before the date left out", replace(plan, anticipation=width)
    if data.has_disclosure:
        other: Dated = "start" if plan.dated == "disclosure" else "disclosure"
        yield "dated by when it became known" if other == "disclosure" else "dated by start", replace(plan, dated=other, model=None)


def investigate(data: Data, plan: Plan) -> Result:
    """`analyse`, and then the variants: everything that a report shows."""
    result = analyse(data, plan)
    return result if result.change is None else replace(result, variants=variants(data, result))
