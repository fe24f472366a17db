"""`servanda ledger`: check the chain, rebuild the tables, carry the ledger elsewhere."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from servanda_ledger.commands import user
from servanda_ledger.commands.actions import add_actions
from servanda_ledger.commands.start import within, words


def add_parser(subparsers: Any) -> None:
    """Add `ledger` to a command line."""
    parser = subparsers.add_parser("ledger", help="check the chain, rebuild the tables, carry the ledger elsewhere")
    verbs = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    verbs.add_parser("verify", help="check every entry, every byte and every row").set_defaults(run=lambda args: within(verify, args))
    verbs.add_parser("rebuild", help="make the tables anew from the entries").set_defaults(run=lambda args: within(rebuild, args))
    again = verbs.add_parser("reread", help="read every document again with this version, keeping what editors decided")
    again.add_argument("--author", type=words, default=os.environ.get("USER") or "unknown", help="who asks for it")
    again.add_argument("--reason", type=words, default="a newer reader", help="why, for the book")
    again.set_defaults(run=lambda args: within(reread, args))
    out = verbs.add_parser("export", help="write all entries and documents to a file")
    out.add_argument("file", metavar="FILE.jsonl", type=Path)
    out.set_defaults(run=lambda args: within(export, args))
    take = verbs.add_parser("import", help="take in an export, with the same hashes")
    take.add_argument("file", metavar="FILE.jsonl", type=Path)
    take.set_defaults(run=lambda args: within(take_in, args))
    add_actions(verbs)
    user.add_parsers(verbs)


def verify(args: argparse.Namespace) -> int:
    """Print `ok: N entries` (0), or the first thing that does not hold (1)."""
    from servanda_ledger.book.verify import Fault
    from servanda_ledger.book.verify import verify as check

    found = check()
    print(found if isinstance(found, Fault) else f"ok: {found} entries")
    return 1 if isinstance(found, Fault) else 0


def rebuild(args: argparse.Namespace) -> int:
    """Make the tables anew."""
    from servanda_ledger.book import tables

    print(f"rebuilt from {tables.rebuild()} entries")
    return 0


def reread(args: argparse.Namespace) -> int:
    """Read every document again, and list what that changed; 1 when some could not be read."""
    from servanda_ledger.book import reread as again
    from servanda_ledger.book.chain import By

    changed = failed = 0
    for done in again.reread_all(By(args.author, args.reason)):
        print(done.document)
        if done.refused:
            failed += 1
            print(f"  could not be read: {done.refused}")
            continue
        changed += 1
        for each in done.changes:
            print(f"  {_change(each.before, each.after, each.labels)}")
        for number in done.adrift:
            print(f"  the decision of entry {number} stands on words that the text no longer has; look at it")
    print(f"{changed} documents changed, {failed} could not be read")
    return 1 if failed else 0


def _change(before: Any, after: Any, labels: tuple[str, ...]) -> str:
    words = " ".join((after or before)["action"]["text"].split())
    if before is None or after is None:
        return f"{'new' if before is None else 'gone'}: {words}"
    told = ", ".join(f"{label} {before.get(label)} -> {after.get(label)}" for label in labels) or "other words"
    return f"changed: {words} ({told})"


def export(args: argparse.Namespace) -> int:
    """Write the export beside its final name first: a file that stands is whole."""
    from servanda_ledger.book import carry

    part = args.file.with_name(args.file.name + ".part")
    count = -1
    try:
        with part.open("w", encoding="utf-8") as out:
            for line in carry.export():
                out.write(line + "\n")
                count += 1
            out.flush()
            os.fsync(out.fileno())
        part.replace(args.file)
    finally:
        part.unlink(missing_ok=True)
    print(f"{count} entries written to {args.file}")
    return 0


def take_in(args: argparse.Namespace) -> int:
    """Take in an export."""
    from servanda_ledger.book import carry

    try:
        with args.file.open(encoding="utf-8") as lines:
            new = carry.take_in(lines)
    except (carry.CarryError, UnicodeDecodeError) as error:
        print(f"servanda: {args.file}: {error}; nothing was taken in", file=sys.stderr)
        return 1
    print(f"{new} entries taken in")
    return 0
