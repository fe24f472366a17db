"""The sub-command `compare`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, TypeVar

from servanda.compare import CompareError, compare, follow, mode_of, prepare
from servanda.model.comparison import MODES, Comparison, Mode
from servanda.model.labels import DOCUMENT_KINDS
from servanda.model.matrix import Matrix
from servanda.model.reading import Reading
from servanda.model.when import WhenError, parse_when
from servanda.publish.comparison_formats import COMPARISON_FORMATS, MATRIX_FORMATS
from servanda.publish.files import stem_of, write_each
from servanda.publish.printable import one_line
from servanda.publish.writers import FormatOf

ReadOne = Callable[[str, argparse.Namespace, str | None], "Reading | str"]
T = TypeVar("T")


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
        help="more rounds in order, which make a table of commitment by round; more accounts; "
        "or, after reports, further reports with the official text last",
    )
    add("--mode", choices=list(MODES), help="what to compare, instead of what is detected")
    add("--format", choices=list(COMPARISON_FORMATS), help="table on a terminal, json elsewhere")
    add("--out", type=Path, metavar="DIR", help="write one file per comparison into this folder")
    add("--kind", choices=list(DOCUMENT_KINDS), help="what the documents are, instead of what is detected")
    add("--left-kind", choices=list(DOCUMENT_KINDS), help="what LEFT is")
    add("--right-kind", choices=list(DOCUMENT_KINDS), help="what the last document is")
    add("--date", type=_date, metavar="YYYY-MM-DD", help="the date of the documents")
    add("--language", metavar="CODE", help="the language of the documents, such as en")
    add("--names", action="append", default=[], metavar="FILE.toml", help="parties, series, instruments and operators of your own")
    add("--quiet", action="store_true", help="only errors")
    add("--verbose", action="store_true", help="say what was found")
    parser.set_defaults(run=lambda args: run(args, read_one))
    return parser


def _date(value: str) -> str:
    try:
        parse_when(value)
    except WhenError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is not a date such as 2017-06-22") from error
    return value


def run(args: argparse.Namespace, read_one: ReadOne) -> int:
    """Compare; 0 done, 1 a source could not be read or held against the text, 2 the documents cannot be compared.

    One line on standard error says why.
    """
    names = [args.left, args.right, *args.more]
    kinds = [args.left_kind or args.kind, *[args.kind] * len(args.more), args.right_kind or args.kind]
    readings: list[Reading] = []
    refused = 0
    for name, kind in zip(names, kinds, strict=True):
        reading = read_one(name, args, kind)
        if isinstance(reading, Reading):
            readings.append(reading)
        else:
            refused += 1
            _complain(f"{name}: {reading}")
    if len(readings) < 2 or (isinstance(reading, str) and not readings[0].document.official):
        return 1  # nothing is left to compare, or not the official text that the reports were to be held against
    wanted = args.format or ("table" if sys.stdout.isatty() and not args.out else "json")
    try:
        found, failed = _compared(readings, args.mode, many=len(names) > 2)
    except CompareError as error:
        _complain(str(error))
        return 2
    if isinstance(found, Matrix):
        stem = f"{stem_of(found.rounds[0])}-to-{stem_of(found.rounds[-1])}"
        return _write([(stem, found)], MATRIX_FORMATS[wanted], args.out, many=False) or int(bool(refused))
    pairs = [(f"{stem_of(each.left)}-{stem_of(each.right)}", each) for each in found]
    return _write(pairs, COMPARISON_FORMATS[wanted], args.out, many=len(names) > 2) or int(bool(refused or failed))


def _complain(line: str) -> None:
    print(f"servanda: {one_line(line)}", file=sys.stderr)


def _compared(readings: list[Reading], mode: Mode | None, *, many: bool) -> tuple[Matrix | list[Comparison], int]:
    """The comparisons that the documents call for, or one matrix of rounds; and how many reports could not be compared (each is named).

    Raises `CompareError` when the documents as a whole cannot be compared.
    """
    if not many:
        return [compare(readings[0], readings[1], mode)], 0
    if not readings[0].document.official:
        return _coverage(readings, mode)
    modes = {mode_of(left.document, right.document, mode) for left, right in pairwise(readings)}
    if modes == {"rounds"}:
        return follow(readings), 0
    if len(modes) > 1:
        raise CompareError(
            "some of these texts are rounds and some are accounts of one event: say which with --mode rounds or --mode accounts, "
            "or compare two at a time"
        )
    ready = [prepare(reading) for reading in readings]
    return [compare(left, right, "accounts") for left, right in combinations(ready, 2)], 0


def _coverage(readings: Sequence[Reading], mode: Mode | None) -> tuple[list[Comparison], int]:
    """Every report against the last text, which is prepared once."""
    *reports, official = readings
    if not official.document.official:
        raise CompareError(
            f"{official.document.source.name} is a press report: the official text comes last (--right-kind says what it is)"
        )
    against = prepare(official)
    found, failed = [], 0
    for report in reports:
        try:
            if report.document.official:
                raise CompareError("an official text among reports; only the last document may be one (--kind says what a document is)")
            found.append(compare(prepare(report, against.meaning), against, mode))
        except CompareError as error:
            _complain(f"{report.document.source.name}: {error}")
            failed += 1
    return found, failed


def _write(found: list[tuple[str, T]], chosen: FormatOf[T], folder: Path | None, *, many: bool) -> int:
    """Write into a folder, under the stems given, or to standard output; returns the exit status."""
    if folder:
        write_each(found, chosen, folder)
    elif len(found) > 1 and chosen.suffix == ".html":
        _complain("a page holds one comparison; add --out DIR to write one page each")
        return 2
    else:
        chosen.write([each for _, each in found], sys.stdout, many=many)
    return 0
