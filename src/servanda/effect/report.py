"""A result for people: a table for the terminal, Markdown, one HTML page, and the series as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from servanda.effect import sentences as say
from servanda.effect.plot import placebo_figure, series_figure, svg
from servanda.effect.result import Change, Result

Row = dict[str, object]


def _cells(change: Change | None) -> Row:
    if change is None:
        return {"ratio": "-", "interval": "-", "p": "-"}
    p = "< 0.001" if change.p < 0.001 else f"{change.p:.3f}"
    return {"ratio": say.number(change.ratio), "interval": f"{say.number(change.low)} to {say.number(change.high)}", "p": p}


def _rows(result: Result) -> list[Row]:
    if result.change is None:
        return []
    average = "Change, on average after the date" if not result.plan.level_only else "Change"
    found: list[Row] = [{"what": average, **_cells(result.change)}]
    if result.control is not None:
        found[0]["what"] = "Change against the comparison series"
        found.append({"what": "Change of the series alone", **_cells(result.alone)})
        found.append({"what": "Change of the comparison series", **_cells(result.control)})
    if not result.plan.level_only:
        found.append({"what": "Change of level at the date", **_cells(result.level)})
        found.append({"what": "Change of trend, per year", **_cells(result.slope)})
    return found


def _variants(result: Result) -> list[Row]:
    return [{"what": v.what, **_cells(v.change), "verdict": v.verdict, "differs": v.verdict != result.verdict} for v in result.variants]


def _source(result: Result) -> str:
    series = result.curve.series
    return f"{series.total} incidents, {series.labels[0]} to {series.labels[-1]}, by {result.unit}"


def table(result: Result) -> str:
    """A few lines for a terminal."""
    lines = [f"{result.verdict.upper()}  {say.headline(result)}", say.estimate_words(result), "", _source(result)]
    if result.change is not None:
        lines += [say.method_words(result), ""]
        width = max(len(str(r["what"])) for r in _rows(result))
        lines += [f"  {r['what']:<{width}}  {r['ratio']!s:>8}  ({r['interval']}), p {r['p']}" for r in _rows(result)]
        lines += ["", say.placebo_words(result), say.power_words(result)]
        others = say.what_would_change(result)
        lines += ["", "Another verdict:" if others else f"None of {len(result.variants)} other settings gives another verdict."]
        lines += [f"  {o}" for o in others]
    lines += ["", *(f"note: {n}" for n in result.notes)] if result.notes else []
    return "\n".join(lines) + "\n"


def markdown(result: Result, command: str) -> str:
    """The report as Markdown; the picture is `--plot`'s."""
    lines = [f"# {say.headline(result)}", "", f"**Verdict: {result.verdict}.** {say.estimate_words(result)}", ""]
    lines += [f"{_source(result)}. {say.method_words(result)}".strip(), ""]
    if result.change is not None:
        lines += ["| What | Ratio | 95% interval | p |", "|---|---:|---:|---:|"]
        lines += [f"| {r['what']} | {r['ratio']} | {r['interval']} | {r['p']} |" for r in _rows(result)]
        lines += ["", "## Dates without a pledge", "", say.placebo_words(result), "", "## What these data could have shown", ""]
        lines += [say.power_words(result), "", "## What would change the conclusion", ""]
        lines += ["| Setting | Ratio | 95% interval | Verdict |", "|---|---:|---:|---|"]
        mark = {True: "**", False: ""}
        for r in _variants(result):
            bold = mark[bool(r["differs"])]
            lines.append(f"| {r['what']} | {r['ratio']} | {r['interval']} | {bold}{r['verdict']}{bold} |")
        lines.append("")
    lines += ["## How to read this", "", say.CAUTION, "", *(f"- {n}" for n in result.notes), ""]
    lines += ["## Repeat it", "", "```", command, "```", "", f"Data: {result.source.get('file')}, {result.source.get('digest')}"]
    return "\n".join(lines) + "\n"


def html(result: Result, command: str) -> str:
    """The report as one page that needs nothing else."""
    from jinja2 import Environment, FileSystemLoader  # only this format needs it
    from markupsafe import Markup

    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
    histogram = placebo_figure(result)
    variants = _variants(result)
    picture = svg(series_figure(result)).replace("<svg ", f'<svg role="img" aria-label="{_described(result)}" ', 1)
    return environment.get_template("report.html").render(
        title=f"Effect test: {result.plan.on.isoformat()}",
        result=result,
        on=result.plan.on.isoformat(),
        headline=say.headline(result),
        estimate=say.estimate_words(result),
        source=_source(result),
        method=say.method_words(result),
        series_svg=Markup(picture),  # made by us from numbers alone
        placebo_svg=Markup(svg(histogram)) if histogram is not None else None,
        rows=_rows(result),
        placebo=say.placebo_words(result),
        power=say.power_words(result),
        variants=variants,
        others=sum(bool(v["differs"]) for v in variants),
        caution=say.CAUTION,
        notes=result.notes,
        command=command,
        file=result.source.get("file"),
        digest=result.source.get("digest"),
    )


def _described(result: Result) -> str:
    return f"Incidents per {result.unit}, fitted line and earlier trend carried on after {result.plan.on.isoformat()}"


def series_csv(result: Result) -> str:
    """The series as CSV: period, count, exposure if there is one, fitted, counterfactual, whether left out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    curve, series = result.curve, result.curve.series
    writer.writerow(["period", "count", *(["exposure"] if series.exposure else []), "fitted", "counterfactual", "left_out"])
    for k, (name, count) in enumerate(zip(series.labels, series.counts, strict=True)):
        exposure = [series.exposure[k]] if series.exposure else []
        lines = [f"{v:.6g}" if v is not None else "" for v in (curve.fitted[k], curve.counterfactual[k])]
        writer.writerow([name, count, *exposure, *lines, int(curve.left_out[k])])
    return out.getvalue()
