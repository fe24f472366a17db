"""`servanda add`: record documents in the ledger."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from servanda_ledger.commands.start import StartError, complain, start, told, words

if TYPE_CHECKING:
    from servanda.progress import Progress
    from servanda.text import Refused
    from servanda_ledger.book.record import Recorded

_STANDS = "What was added before this stands: make room or mend it, and run the same command again"
_FEW = 4  # so many documents are read in one process: starting another costs a second


def add_parser(subparsers: Any) -> None:
    """Add `add` to a command line."""
    parser = subparsers.add_parser(
        "add",
        help="record documents in the ledger",
        description="Reads documents and records them, once: the same bytes twice add nothing.",
    )
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="a file, a folder, a web address, or - for standard input")
    parser.add_argument("--format", choices=["table", "json"], help="table on a terminal, json elsewhere")
    parser.add_argument("--kind", metavar="KIND", help="what the documents are, instead of what is detected")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the date of the documents")
    parser.add_argument("--language", metavar="CODE", help="the language of the documents, such as en")
    parser.add_argument("--names", action="append", default=[], metavar="FILE.toml", help="names and operator words of your own")
    parser.add_argument(
        "--author", type=words, default=os.environ.get("USER") or "unknown", help="who records them (default: the user of this machine)"
    )
    parser.add_argument("--reason", type=words, default="added from the command line", help="why, for the book")
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="processes to read with (default: one per core for many documents)")
    parser.add_argument("--no-propose", action="store_true", help="do not hold new documents against open commitments of earlier ones")
    parser.add_argument("--quiet", action="store_true", help="no progress, only errors")
    parser.add_argument("--verbose", action="store_true", help="say what was recorded from each document")
    parser.set_defaults(run=run)


def _jobs(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 1024:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of processes from 1 to 1024")
    return int(value)


def run(args: argparse.Namespace) -> int:
    """Record; 0 done, 1 some documents could not be read or the ledger cannot be written, 2 the command line is wrong."""
    from servanda.model.labels import DOCUMENT_KINDS, one_of
    from servanda.model.when import WhenError, parse_when
    from servanda.pipeline import Options

    try:
        kind = one_of(args.kind, DOCUMENT_KINDS, "--kind") if args.kind else None
        if args.date:
            parse_when(args.date)
    except (ValueError, WhenError) as error:
        complain(str(error))
        return 2
    try:
        start()
    except StartError as error:
        return complain(str(error))
    return _add(args, Options(kind, args.date, args.language, tuple(args.names)))


def _add(args: argparse.Namespace, options: Any) -> int:
    from django.db import DatabaseError

    from servanda.corpus import in_order
    from servanda.pipeline import read_loaded
    from servanda.progress import Progress
    from servanda.text import Refused, expand
    from servanda_ledger.book import record

    names = list(expand(args.sources))
    jobs = args.jobs or (1 if len(names) <= _FEW else os.cpu_count() or 1)
    status = 0
    with Progress(len(names), quiet=args.quiet) as progress:
        tally = Tally(progress)
        try:
            for result in in_order(partial(read_loaded, options=options), _unknown(names, tally), jobs):
                progress.advance()
                if isinstance(result, Refused):
                    tally.fail(result)
                    continue
                name = result.reading.document.source.name
                try:
                    done = record.record(result, author=args.author, reason=args.reason, options=options)
                except ValueError as error:
                    tally.fail(Refused(name, f"cannot be kept: {error}"))
                    continue
                tally.record(done)
                if args.verbose:
                    progress.say(f"{name}: {done.commitments} commitments")
            if not args.no_propose:
                _propose(progress)
        except (DatabaseError, OSError) as error:
            status = complain(f"the ledger cannot be written: {told(error)}. {_STANDS}")
    tally.print(args.format)
    return status or (1 if tally.failed else 0)


def _propose(progress: Progress) -> None:
    """Hold what is new against earlier documents, also what an earlier run was stopped before."""
    from servanda_ledger.follow.propose import propose, unproposed

    for document in list(unproposed()):
        try:
            propose(document)
        except (KeyError, ValueError) as error:
            progress.say(f"servanda: {document}: could not be held against earlier documents ({told(error)})")


def _unknown(names: list[Any], tally: Tally) -> Iterator[Any]:
    """The bytes that are to be read: those that the ledger does not hold yet."""
    from servanda.text import Refused, UnreadableError, load
    from servanda_ledger.book.models import Document

    for name in names:
        if isinstance(name, Refused):
            tally.fail(name)
            continue
        try:
            loaded = load(name)
        except UnreadableError as error:
            tally.fail(Refused(error.name, error.reason))
            continue
        key = f"sha256:{hashlib.sha256(loaded.data).hexdigest()}"
        if Document.objects.current().filter(key=key).exists():
            tally.known.append(key)
            tally.progress.advance()
            continue
        yield loaded


@dataclass(slots=True)
class Tally:
    """What became of each source so far, as the contract's `servanda.added/1` tells it."""

    progress: Progress
    added: list[dict[str, Any]] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)

    def fail(self, refused: Refused) -> None:
        """A source that could not be read."""
        self.failed.append({"source": refused.name, "reason": refused.reason})
        self.progress.say(f"servanda: {refused.name}: {refused.reason}")

    def record(self, done: Recorded) -> None:
        """A document that is in the book now, or was."""
        if done.entry is None:
            self.known.append(done.document)
        else:
            self.added.append({"document": done.document, "commitments": done.commitments, "entry": done.entry.number})

    def print(self, chosen: str | None) -> None:
        """All of it on standard output."""
        if (chosen or ("table" if sys.stdout.isatty() else "json")) == "json":
            whole = {"schema": "servanda.added/1", "added": self.added, "known": self.known, "failed": self.failed}
            print(json.dumps(whole, ensure_ascii=False, indent=2))
            return
        commitments = sum(each["commitments"] for each in self.added)
        print(f"{len(self.added)} added with {commitments} commitments, {len(self.known)} known, {len(self.failed)} could not be read.")
