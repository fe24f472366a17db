"""The sub-command `effect`."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from servanda.effect.dates import parse_when
from servanda.effect.periods import UNITS
from servanda.effect.plan import MODELS, Plan
from servanda.effect.problems import EffectError, RequestError
from servanda.effect.result import Result
from servanda.effect.selection import Selection, condition, country

FORMATS = ("table", "json", "jsonl", "csv", "markdown", "html")
_SUFFIXES = {"table": ".txt", "markdown": ".md", "csv": ".csv", "html": ".html", "json": ".json", "jsonl": ".jsonl"}


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add `effect` to a command line; the parser's default `run` is this module's."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "effect",
        help="test whether a pledge made on a date changed the count of incidents",
        description="Interrupted time series on incidents or counts: change, placebo dates, power, and a verdict.",
    )
    add = parser.add_argument
    add(
        "incidents", metavar="INCIDENTS.csv", type=Path, help="one row per incident (EuRepoC, VCDB, CFR or any), or period,count[,exposure]"
    )
    add("--on", required=True, metavar="DATE", help="the day of the pledge, YYYY-MM-DD")
    add("--where", action="append", default=[], metavar="COLUMN=VALUE", help="only rows with this value; may be repeated")
    add("--from", dest="initiator", metavar="ISO3", help="only incidents initiated by this country")
    add("--to", dest="receiver", metavar="ISO3", help="only incidents received by this country")
    add("--control", metavar="COLUMN=VALUE", help="a comparison series, instead of the condition on the same column")
    for name, what in (
        ("date", "dates or periods"),
        ("count", "counts"),
        ("exposure", "exposures"),
        ("from", "initiators"),
        ("to", "receivers"),
    ):
        add(f"--{name}-column", metavar="COLUMN", help=f"the column of {what}, when it is not found by itself")
    add("--dated", choices=("start", "disclosure"), default="start", help="date incidents by when they began or became known")
    add("--period", choices=UNITS, help="length of period (default: chosen by how precise the dates are)")
    add("--start", metavar="YYYY[-MM]", help="leave out what is earlier")
    add("--end", metavar="YYYY[-MM]", help="leave out what is later")
    add("--season", type=_natural, default=0, metavar="N", help="harmonic pairs of a yearly season (default 0)")
    add("--anticipation", type=_natural, default=0, metavar="N", help="periods left out before the date")
    add("--lag", type=_natural, default=0, metavar="N", help="periods left out after the date")
    add("--model", choices=MODELS, help="default: chosen by dispersion")
    add("--level-only", action="store_true", help="no change of slope")
    add("--errors", choices=("robust", "model"), default="robust", help="standard errors (default: autocorrelation-robust)")
    add("--placebo", type=_natural, default=200, metavar="N", help="the most placebo dates to try (default 200)")
    add("--plot", type=Path, metavar="FILE", help="write the series plot, .png or .svg")
    add("--format", choices=FORMATS, help="default: table on a terminal, json elsewhere")
    add("--out", type=Path, metavar="DIR", help="write the result into this folder")
    add("--quiet", action="store_true", help="no notes on standard error")
    add("--verbose", action="store_true", help="say what is being done")
    parser.set_defaults(run=run)
    return parser


def _natural(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 up")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Do one analysis; 0 done, 1 the data cannot be used, 2 the request cannot be met. One line on standard error says why."""
    try:
        plan, chosen = plan_of(args), selection_of(args)
        if args.plot is not None and args.plot.suffix.lower() not in (".png", ".svg"):
            raise RequestError(f"--plot {args.plot}: the name must end in .png or .svg")
        # Loaded here so that the other commands start without the statistics.
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        from servanda.effect.plot import save_plot
        from servanda.effect.sensitivity import investigate
        from servanda.effect.source import read_data

        data = read_data(args.incidents, chosen)
        if args.verbose and not args.quiet:
            print(f"{args.incidents}: {data.rows} rows of {data.kind} read", file=sys.stderr)
        with threadpool_limits(1):  # these matrices are small: more threads only wait for each other
            result = investigate(data, plan)
        if args.plot is not None:
            save_plot(result, args.plot)
        _deliver(args, result)
    except EffectError as error:
        print(f"servanda effect: {error}", file=sys.stderr)
        return error.status
    return 0


def plan_of(args: argparse.Namespace) -> Plan:
    """The plan of a command line. Raises `RequestError` naming the option that is wrong."""
    when = parse_when(args.on)
    if when is None or when.month is None:
        raise RequestError(f"--on {args.on!r}: write a day as YYYY-MM-DD")
    return Plan(
        dt.date(when.year, when.month, when.day or 1),
        unit=args.period,
        season=args.season,
        anticipation=args.anticipation,
        lag=args.lag,
        model=args.model,
        level_only=args.level_only,
        errors=args.errors,
        dated=args.dated,
        placebo=args.placebo,
        start=_month(args.start, "--start", 1),
        end=_month(args.end, "--end", 12),
    )


def _month(text: str | None, option: str, missing: int) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-\d{1,2})?)?", text)
    if not match or not 1 <= int(match[2] or 1) <= 12:
        raise RequestError(f"{option} {text!r}: write a year or a month, YYYY or YYYY-MM")
    return int(match[1]), int(match[2] or missing)


def selection_of(args: argparse.Namespace) -> Selection:
    """The rows that a command line asks for."""
    return Selection(
        where=tuple(condition(w, "--where") for w in args.where),
        initiator=None if args.initiator is None else country(args.initiator, "--from"),
        receiver=None if args.receiver is None else country(args.receiver, "--to"),
        control=None if args.control is None else condition(args.control, "--control"),
        date_column=args.date_column,
        count_column=args.count_column,
        exposure_column=args.exposure_column,
        initiator_column=args.from_column,
        receiver_column=args.to_column,
    )


def repeat(args: argparse.Namespace) -> str:
    """The command line that gives the same result."""
    words: list[str] = ["servanda", "effect", str(args.incidents), "--on", args.on]
    names = {"initiator": "from", "receiver": "to"}
    skip = ("incidents", "on", "format", "out", "plot", "quiet", "verbose", "run", "command")
    defaults = {"season": 0, "anticipation": 0, "lag": 0, "errors": "robust", "placebo": 200, "dated": "start"}
    known = vars(make_parser().parse_args(["effect", "x", "--on", "x"]))
    for key, value in vars(args).items():
        if key in skip or key not in known or value in (None, False) or value == [] or value == defaults.get(key, _Never):
            continue
        option = "--" + names.get(key, key).replace("_", "-")
        for item in value if isinstance(value, list) else [value]:
            words += [option] if item is True else [option, str(item)]
    return shlex.join(words)


class _Never:
    """Equal to nothing that a command line gives."""


def make_parser() -> argparse.ArgumentParser:
    """A parser with this sub-command alone."""
    parser = argparse.ArgumentParser(prog="servanda")
    add_parser(parser.add_subparsers(dest="command", required=True))
    return parser


def _deliver(args: argparse.Namespace, result: Result) -> None:
    kind = args.format or ("table" if sys.stdout.isatty() and args.out is None else "json")
    text = render(result, kind, repeat(args))
    if args.out is None:
        sys.stdout.write(text)
        return
    target = args.out / (args.incidents.stem + _SUFFIXES[kind])
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RequestError(f"--out {args.out}: cannot be written ({error.strerror})") from error
    if not args.quiet:
        print(f"{target}: {result.verdict}", file=sys.stderr)


def render(result: Result, kind: str, command: str) -> str:
    """A result in one of the formats."""
    from servanda.effect import report
    from servanda.effect.wire import result_json

    if kind in ("json", "jsonl"):
        return json.dumps({**result_json(result), "command": command}, ensure_ascii=False, indent=2 if kind == "json" else None) + "\n"
    if kind == "html":
        return report.html(result, command)
    if kind == "markdown":
        return report.markdown(result, command)
    return report.series_csv(result) if kind == "csv" else report.table(result)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run this sub-command alone."""
    return run(make_parser().parse_args(arguments))
