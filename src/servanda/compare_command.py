"""The sub-command `compare`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, TextIO

from servanda.compare import CompareError, compare, prepare
from servanda.model.comparison import MODES, Comparison
from servanda.model.labels import DOCUMENT_KINDS
from servanda.model.reading import Reading
from servanda.publish.comparison_formats import COMPARISON_FORMATS
from servanda.publish.printable import one_line

ReadOne = Callable[[str, argparse.Namespace, str | None], "Reading | str"]


def add_parser(subparsers: Any, read_one: ReadOne) -> argparse.ArgumentParser:
    """Add `compare` to a command line; the parser's default `run` is this module's.

    `read_one(name, args, kind)` gives the reading of one source, or one line that says why there is none.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "compare",
        help="hold one text against another",
        description="Holds one text against another: two rounds, two accounts of one event, or a press report against the official text.",
    )
    add = parser.add_argument
    add("left", metavar="LEFT", help="the earlier round, the one account, or the press report")
    add("right", metavar="RIGHT", help="the later round, the other account, or the official text")
    add(
        "more",
        metavar="MORE",
        nargs="*",
        help="with --mode rounds the rounds after that; else further reports, and the last one is the official text",
    )
    add("--mode", choices=list(MODES), help="what to compare, instead of what is detected")
    add("--format", choices=list(COMPARISON_FORMATS), help="table on a terminal, json elsewhere")
    add("--out", type=Path, metavar="DIR", help="write one file per comparison into this folder")
    add("--kind", choices=list(DOCUMENT_KINDS), help="what both documents are, instead of what is detected")
    add("--left-kind", choices=list(DOCUMENT_KINDS), help="what LEFT is")
    add("--right-kind", choices=list(DOCUMENT_KINDS), help="what RIGHT is")
    add("--date", metavar="YYYY-MM-DD", help="the date of the documents")
    add("--language", metavar="CODE", help="the language of the documents, such as en")
    add("--names", action="append", default=[], metavar="FILE.toml", help="parties, series, instruments and operators of your own")
    add("--quiet", action="store_true", help="only errors")
    add("--verbose", action="store_true", help="say what was found")
    parser.set_defaults(run=lambda args: run(args, read_one))
    return parser


def run(args: argparse.Namespace, read_one: ReadOne) -> int:
    """Compare; 0 done, 1 a source could not be read, 2 the documents cannot be compared. One line on standard error says why."""
    names = [args.left, args.right, *args.more]
    kinds = [args.left_kind or args.kind, *[args.kind] * len(args.more), args.right_kind or args.kind]
    readings: list[Reading] = []
    status = 0
    for name, kind in zip(names, kinds, strict=True):
        reading = read_one(name, args, kind)
        if isinstance(reading, Reading):
            readings.append(reading)
        else:
            print(f"servanda: {one_line(name)}: {reading}", file=sys.stderr)
            status = 1
    if status and (len(readings) < 2 or not args.more):
        return status
    chosen = COMPARISON_FORMATS[args.format or ("table" if sys.stdout.isatty() and not args.out else "json")]
    try:
        comparisons = list(_comparisons(readings, args.mode))
    except CompareError as error:
        print(f"servanda: {one_line(str(error))}", file=sys.stderr)
        return 2
    if args.out:
        _write_each(comparisons, args.out, chosen.suffix, chosen.write)
        return status
    if len(comparisons) > 1 and chosen.suffix == ".html":
        print("servanda: a page holds one comparison; add --out DIR to write one page each", file=sys.stderr)
        return 2
    chosen.write(comparisons, sys.stdout, many=len(comparisons) > 1)
    return status


def _comparisons(readings: list[Reading], mode: Any) -> Iterator[Comparison]:
    """Reports against the last text, or each official text against the next."""
    ready = [prepare(reading) for reading in readings]
    if ready[0].reading.document.official:
        for left, right in pairwise(ready):
            yield compare(left, right, mode)
    else:
        for left in ready[:-1]:
            yield compare(left, ready[-1], mode)


def _write_each(comparisons: list[Comparison], folder: Path, suffix: str, write: Callable[..., None]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for comparison in comparisons:
        stem = base = "-".join(_stem(r.document.source.name) for r in (comparison.left, comparison.right))
        number = 1
        while stem in taken:
            number += 1
            stem = f"{base}-{number}"
        taken.add(stem)
        path = folder / (stem + suffix)
        part = path.with_name(path.name + ".part")
        try:  # written aside and then moved: nothing half-written stands under the final name
            out: TextIO
            with part.open("w", encoding="utf-8") as out:
                write([comparison], out)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _stem(name: str) -> str:
    stem = "stdin" if name == "-" else Path(one_line(name).rstrip("/")).stem
    return "".join(c if c.isalnum() or c in "-_. " else "_" for c in stem) or "source"
