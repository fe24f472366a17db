"""The command line: `servanda read` and the other commands of the contract."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path

import servanda
from servanda.lexicon.tables import LexiconError
from servanda.model.labels import DOCUMENT_KINDS, one_of
from servanda.model.reading import Reading
from servanda.model.when import WhenError, parse_when
from servanda.pipeline import Options, read_all, read_named
from servanda.progress import Progress
from servanda.publish.files import stem_of, write_each
from servanda.publish.formats import FORMATS
from servanda.text import Refused, expand

_OWN = frozenset(["read", "compare", "effect"])
_FEW = 8  # so many sources are read in one process: starting another costs a second


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0 done, 1 some sources could not be read, 2 wrong usage."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    args = _parser(next((word for word in given if not word.startswith("-")), None)).parse_args(given)
    try:
        return int(args.run(args))
    except LexiconError as error:
        print(f"servanda: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone; say nothing more, not even while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser(command: str | None) -> argparse.ArgumentParser:
    """The parser of the whole command line, with every option of the command that is asked for."""
    parser = argparse.ArgumentParser(prog="servanda", description="Reads what governments promise each other, pinned to the exact words.")
    parser.add_argument("--version", action="version", version=f"servanda {servanda.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    read = commands.add_parser("read", help="print what texts promise", description="Reads texts and prints what they promise.")
    read.add_argument("sources", nargs="+", metavar="SOURCE", help="a file, a folder, a web address, or - for standard input")
    read.add_argument("--format", choices=list(FORMATS), help="table on a terminal, json elsewhere")
    read.add_argument("--out", type=Path, metavar="DIR", help="write one file per source into this folder")
    read.add_argument("--kind", choices=list(DOCUMENT_KINDS), help="what the documents are, instead of what is detected")
    read.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help="the date of the documents")
    read.add_argument("--language", metavar="CODE", help="the language of the documents, such as en")
    read.add_argument("--names", action="append", default=[], metavar="FILE.toml", help="names and operator words of your own")
    read.add_argument("--jobs", type=_jobs, metavar="N", help="processes to read with (default: one per core for many sources)")
    volume = read.add_mutually_exclusive_group()
    volume.add_argument("--quiet", action="store_true", help="no progress, only errors")
    volume.add_argument("--verbose", action="store_true", help="say what was found in each source")
    read.set_defaults(run=_read)
    # Only the command that is asked for is loaded: statistics alone take a second.
    if command == "compare":
        from servanda import compare_command

        compare_command.add_parser(commands, _read_one)
    else:
        commands.add_parser("compare", help="hold one text against another")
    if command == "effect":
        from servanda.effect import command as effect_command

        effect_command.add_parser(commands)
    else:
        commands.add_parser("effect", help="test whether a pledge made on a date changed the count of incidents")
    if command not in _OWN:
        # Other packages add commands of their own: the ledger does. Their modules are light until a command runs.
        for plugin in sorted(entry_points(group="servanda.commands"), key=lambda each: each.name):
            plugin.load()(commands)
    return parser


def _read_one(name: str, args: argparse.Namespace, kind: str | None) -> Reading | str:
    """One side of a comparison, or why it could not be read."""
    chosen = None if kind is None else one_of(kind, DOCUMENT_KINDS, "kind")
    result = read_named(name, Options(chosen, args.date, args.language, tuple(args.names)))
    return result.reason if isinstance(result, Refused) else result


def _date(value: str) -> str:
    try:
        parse_when(value)
    except WhenError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is not a date such as 2017-06-22") from error
    return value


def _jobs(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 256:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number of processes (1 to 256)")
    return int(value)


def _read(args: argparse.Namespace) -> int:
    names = list(expand(args.sources))
    options = Options(args.kind, args.date, args.language, tuple(args.names))
    named = [name for name in names if isinstance(name, str)]
    jobs = args.jobs or (1 if len(named) <= _FEW else os.cpu_count() or 1)
    chosen = FORMATS[args.format or ("table" if sys.stdout.isatty() and not args.out else "json")]
    with Progress(len(named), quiet=args.quiet) as progress:
        refused = [_complain(name, progress) for name in names if isinstance(name, Refused)]
        readings = _readings(named, options, 1 if "-" in named else jobs, refused, progress, verbose=args.verbose)
        if args.out:
            write_each(((stem_of(reading), reading) for reading in readings), chosen, args.out)
        else:
            chosen.write(readings, sys.stdout, many=len(names) > 1)
    return 1 if refused else 0


def _readings(
    names: list[str], options: Options, jobs: int, refused: list[Refused], progress: Progress, *, verbose: bool
) -> Iterator[Reading]:
    """The readings that could be made; those that could not are told and added to `refused`."""
    for result in read_all(names, options, jobs):
        progress.advance()
        if isinstance(result, Refused):
            refused.append(_complain(result, progress))
            continue
        if verbose:
            document = result.document
            progress.say(f"{document.source.name}: {document.kind}, {len(result.commitments)} commitments, {len(result.claims)} claims")
        yield result


def _complain(refused: Refused, progress: Progress) -> Refused:
    progress.say(f"servanda: {refused.name}: {refused.reason}")
    return refused


if __name__ == "__main__":
    sys.exit(main())
