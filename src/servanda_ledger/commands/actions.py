"""`servanda ledger actions`: what parties did to instruments, from a CSV file."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from servanda_ledger.commands.start import within, words


def add_actions(verbs: Any) -> None:
    """Add `actions` to the verbs of `servanda ledger`."""
    parser = verbs.add_parser("actions", help="record what parties did to instruments (signed, ratified, left ...), from a CSV file")
    columns = "columns instrument, party, action, date, and source or document and words"
    parser.add_argument("file", metavar="FILE.csv", type=Path, help=columns)
    parser.add_argument("--author", type=words, default=os.environ.get("USER") or "unknown", help="who answers for it")
    parser.add_argument("--reason", type=words, default="from the depositary's record", help="why, for the book")
    parser.add_argument("--check", action="store_true", help="only say what would be recorded and refused")
    parser.set_defaults(run=lambda args: within(take_in, args))


def take_in(args: argparse.Namespace) -> int:
    """Record the rows that can stand; each other is named with its line. 1 when there is one, or the file cannot be read."""
    from servanda_ledger.book.chain import By
    from servanda_ledger.book.record import DecisionError
    from servanda_ledger.follow.actions_csv import check_actions, import_actions

    try:
        with args.file.open(encoding="utf-8-sig", newline="") as lines:
            if args.check:
                rows = check_actions(lines)
                refused = [(row.line, row.problem) for row in rows if row.problem]
                ready = sum(row.deed is not None for row in rows)
                print(f"{ready} can be recorded, {len(rows) - ready - len(refused)} known already, {len(refused)} refused")
            else:
                done = import_actions(lines, By(args.author, args.reason))
                refused = list(done.refused)
                print(f"{done.recorded} recorded, {done.known} known already, {len(refused)} refused")
    except (DecisionError, UnicodeDecodeError) as error:
        print(f"servanda: {args.file}: {error}; nothing was recorded", file=sys.stderr)
        return 1
    for line, reason in refused:
        print(f"servanda: {args.file}, line {line}: {reason}", file=sys.stderr)
    return 1 if refused else 0
