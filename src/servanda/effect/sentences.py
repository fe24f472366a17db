"""A result in plain words."""

from __future__ import annotations

from servanda.effect.periods import label
from servanda.effect.result import Change, Result

_HEADLINES = {
    "decrease": "After {on} there were fewer incidents than the earlier trend would have led to expect.",
    "increase": "After {on} there were more incidents than the earlier trend would have led to expect.",
    "no detectable change": "These data do not show that the number of incidents changed after {on}.",
    "too little data": "There are too few data to say whether the number of incidents changed after {on}.",
}
ERRORS = {"robust": "autocorrelation-robust errors", "model": "model-based errors"}
MODELS = {"poisson": "Poisson", "quasipoisson": "quasi-Poisson", "negbin": "negative binomial"}


def number(value: float) -> str:
    """A ratio as people read it: 0.71, 12, 0.004, or "more than 1000"."""
    if value > 1000:
        return "more than 1000"
    if value < 0.001:
        return "less than 0.001"
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}" if value >= 0.095 else f"{value:.3f}"


def ratio_words(ratio: float) -> str:
    """A ratio as a percentage of change: "29% fewer", "12% more"."""
    if ratio < 1:
        return f"{round((1 - ratio) * 100)}% fewer"
    return f"{round((ratio - 1) * 100)}% more" if ratio < 3 else f"{ratio:.1f} times as many"


def headline(result: Result) -> str:
    """The verdict as a sentence."""
    return _HEADLINES[result.verdict].format(on=result.plan.on.isoformat())


def interval_words(change: Change) -> str:
    """The estimate with its interval: "29% fewer (between 56% fewer and 14% more)"."""
    return f"{ratio_words(change.ratio)} (between {ratio_words(change.low)} and {ratio_words(change.high)})"


def estimate_words(result: Result) -> str:
    """What the estimate says about the counts."""
    if result.change is None:
        return "No ratio is given: " + (result.notes[-1] if result.notes else "there are too few data") + "."
    against = "than the change of the comparison series would have led to expect" if result.control else "than the earlier trend carried on"
    said = f"From {label(result.unit, result.curve.after)} on there were {interval_words(result.change)} {against}."
    if result.verdict == "no detectable change" and result.change.low <= 1 <= result.change.high:
        said += " The range holds both a decrease and an increase, so neither can be claimed; nor does it show that nothing changed."
    return said


def placebo_words(result: Result) -> str:
    """What the dates without a pledge show."""
    tried = result.placebo
    if tried is None or tried.dates == 0:
        return "The series is too short to try dates without a pledge."
    return (
        f"Of {tried.dates} other dates, on which nothing was pledged, {tried.as_large} show a change at least as large and "
        f"{tried.as_strong} one as strong for its uncertainty; {tried.alarms} would be judged a change."
    )


def power_words(result: Result) -> str:
    """How small a change could have been seen."""
    found = result.power
    if found is None:
        return ""
    if found.smallest_decrease is None:
        small = "No decrease, however large, would reliably be seen in so few incidents."
    else:
        small = f"A decrease is seen four times in five only if there are at least {ratio_words(found.smallest_decrease)} incidents."
    return f"{small} Had the number been halved, the chance to see it would be {round(found.of_halving * 100)}%."


def method_words(result: Result) -> str:
    """The model in one line."""
    if result.model is None:
        return ""
    plan = result.plan
    parts = [f"{MODELS[result.model]} regression on {result.unit}s", "trend", "change of level" + ("" if plan.level_only else " and slope")]
    parts += [f"{plan.season} harmonic pair{'s' if plan.season > 1 else ''}"] if plan.season else []
    parts += [f"{plan.anticipation} {result.unit}s before the date left out"] if plan.anticipation else []
    parts += [f"{plan.lag} {result.unit}s after the date left out"] if plan.lag else []
    parts.append(ERRORS[plan.errors])
    return ", ".join(parts)


def what_would_change(result: Result) -> list[str]:
    """The settings under which the verdict is another one."""
    return [
        f"{v.what}: {v.verdict}" + (f", {interval_words(v.change)}" if v.change else "")
        for v in result.variants
        if v.verdict != result.verdict
    ]


CAUTION = (
    "A change after a date is not a change because of it. Other events, the way incidents are collected, and how late they become "
    "known can each cause one; and incidents that nobody noticed are in no table."
)
