"""The series as a picture: counts, fitted line, counterfactual, the date and what was left out; readable without colour."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.effect.periods import PER_YEAR, first_day
from servanda.effect.problems import RequestError
from servanda.effect.result import Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STYLE = {
    "svg.hashsalt": "servanda",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Helvetica", "Arial", "sans-serif"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_NONE = math.nan


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    import matplotlib  # slow to load; only pictures need it
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    matplotlib.rcParams.update(_STYLE)  # type: ignore[arg-type]
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def series_figure(result: Result) -> Figure:
    """The series plot."""
    figure, axes = _figure(9, 4.4)
    curve, series = result.curve, result.curve.series
    per_year = PER_YEAR[result.unit]
    times = [(i + 0.5) / per_year for i in series.index]
    day = result.plan.on
    date = day.year + (day - first_day("year", day.year)).days / 365.25
    kept = [k for k, out in enumerate(curve.left_out) if not out]
    dropped = [k for k, out in enumerate(curve.left_out) if out]
    axes.plot(
        [times[k] for k in kept],
        [series.counts[k] for k in kept],
        "o",
        ms=3.5,
        mfc="0.55",
        mec="0.25",
        mew=0.5,
        label=f"incidents per {result.unit}",
    )
    if dropped:
        edges = series.index[dropped[0]] / per_year, (series.index[dropped[-1]] + 1) / per_year
        axes.axvspan(*edges, fc="0.9", ec="0.6", hatch="///", lw=0, label="left out")
        axes.plot([times[k] for k in dropped], [series.counts[k] for k in dropped], "o", ms=3.5, mfc="white", mec="0.5", mew=0.7)
    if result.change is not None:
        before, later = (
            [_NONE if v is None or (i >= curve.after) is not after else v for i, v in zip(series.index, curve.fitted, strict=True)]
            for after in (False, True)
        )
        axes.plot(times, before, "-", color="black", lw=1.8, label="fitted")
        axes.plot(times, later, "-", color="black", lw=1.8)
        quiet = [_NONE if v is None else v for v in curve.counterfactual]
        axes.plot(times, quiet, "--", color="0.35", lw=1.5, dashes=(5, 3), label="earlier trend carried on")
        _limit(axes, max(series.counts), [v for v in (*curve.fitted, *curve.counterfactual) if v is not None])
    axes.axvline(date, color="black", lw=1, ls=":", label=day.isoformat())
    axes.set_ylabel(f"incidents per {result.unit}")
    axes.set_ylim(bottom=0)
    from matplotlib.ticker import MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(nbins=10, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=5, frameon=False, fontsize=9)
    return figure


def _limit(axes: Axes, most: int, lines: list[float]) -> None:
    """Keep a counterfactual that runs away from pressing the counts flat."""
    axes.set_ylim(0, min(max(most, *lines), 2.5 * max(most, 1)) * 1.08)


def placebo_figure(result: Result) -> Figure | None:
    """The histogram of the ratios at dates without a pledge, with the one found; None when no date could be tried."""
    tried, change = result.placebo, result.alone or result.change
    if tried is None or change is None or tried.dates < 5:
        return None
    figure, axes = _figure(9, 2.8)
    held = [min(max(math.log2(r), -5), 5) for r in tried.ratios]
    found = min(max(math.log2(change.ratio), -5), 5)
    reach = max(1.0, *(abs(v) for v in (*held, found))) * 1.05
    axes.hist(held, bins=[-reach + 2 * reach * k / 30 for k in range(31)], color="0.75", ec="0.35", lw=0.6, label="dates without a pledge")
    axes.axvline(found, color="black", lw=2, label=f"{result.plan.on.isoformat()}: {change.ratio:.2f}")
    axes.axvline(0, color="0.4", lw=1, ls=":")
    ticks = [t for t in range(-5, 6) if abs(t) <= reach]
    axes.set_xticks(ticks, [f"{2.0**t:g}" for t in ticks])
    axes.set_xlabel("ratio of incidents to the earlier trend (1 = no change)")
    axes.set_ylabel("dates")
    axes.legend(loc="upper right", frameon=False, fontsize=9)
    return figure


def svg(figure: Figure) -> str:
    """A figure as an SVG element to stand in a page; the same figure gives the same text."""
    held = io.StringIO()
    figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    text = held.getvalue()
    return text[text.index("<svg") :]


def save_plot(result: Result, path: Path) -> None:
    """Write the series plot as PNG or SVG. Raises `RequestError` for another suffix."""
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("png", "svg"):
        raise RequestError(f"--plot {path}: the name must end in .png or .svg")
    metadata: dict[str, str | None] = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
    try:
        series_figure(result).savefig(path, format=kind, dpi=150, metadata=metadata)
    except OSError as error:
        raise RequestError(f"--plot {path}: cannot be written ({error.strerror})") from error
