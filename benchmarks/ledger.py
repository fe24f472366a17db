"""`python -m benchmarks.ledger`: how fast a large ledger is searched, shown and written, and what it takes on disk and in memory.

The ledger is grown out of a few real readings (see `grown`) and kept in a folder or database for the next run. `--copies` multiplies a
PostgreSQL ledger by statements of the database; what comes of that is good for measuring search and for nothing else.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.grown import grown, seeds, some
from benchmarks.texts import ROOT
from servanda.pipeline import Kept

_WARM = 3  # queries of each kind before the clock runs
_STATES = 60  # documents whose state is loaded
_ADDED = 100  # documents added when the ledger was full already


def main(arguments: Sequence[str] | None = None) -> int:
    """Grow the ledger where it is too small, measure and print. Returns 0, whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=__doc__)
    parser.add_argument("--commitments", type=int, default=100_000, metavar="N", help="how large the ledger is to be")
    parser.add_argument("--postgres", default="", metavar="URL", help="measure on PostgreSQL, in this (spare!) database")
    parser.add_argument("--home", type=Path, default=ROOT / "var" / "bench-ledger", help="folder of the SQLite ledger")
    parser.add_argument("--copies", type=int, default=0, metavar="K", help="multiply the PostgreSQL ledger by 1 + K")
    parser.add_argument("--queries", type=int, default=30, metavar="Q", help="different queries of each kind")
    parser.add_argument("--whole", action="store_true", help="verify and rebuild the ledger as well, which takes minutes")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="where gold/texts lie")
    args = parser.parse_args(arguments)
    os.environ.update(SERVANDA_HOME=str(args.home), SERVANDA_DATABASE_URL=args.postgres, DJANGO_SETTINGS_MODULE="servanda_ledger.settings")
    os.environ["SERVANDA_LOCAL"] = "1"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    base = seeds(args.shared)
    lines = _grow(args.commitments, base)
    if args.copies:
        from benchmarks.copied import copy

        began = time.monotonic()
        print(f"copied to {copy(args.copies):,} commitments in {time.monotonic() - began:.0f} s", flush=True)
    lines += _search(args.queries)
    if not _only_copies():
        from benchmarks.visited import visited

        lines += _states() + visited(base) + (_whole() if args.whole else [])
    print("\n".join([*lines, *_disk(args.home)]))
    return 0


def _grow(commitments: int, base: Sequence[Kept]) -> list[str]:
    from servanda_ledger.book import chain, record
    from servanda_ledger.book.models import Commitment

    there = Commitment.objects.count()
    # Readings are made beforehand: the clock runs for recording only.
    spent, busy, added, since = 0.0, 0.0, 0, time.monotonic()
    missing = commitments - there
    entries = chain.head()
    source = grown(base, missing, seed=entries.number if entries else 1) if missing > 0 else some(base, _ADDED, time.time_ns())
    for kept in source:
        began, worked = time.perf_counter(), time.process_time()
        record.record(kept, author="benchmark")
        spent += time.perf_counter() - began
        busy += time.process_time() - worked
        added += 1
        if time.monotonic() - since > 20:
            since = time.monotonic()
            print(f"{added:,} documents recorded, {added / spent:,.0f} a second ...", file=sys.stderr, flush=True)
    return [
        f"{'recording, documents a second':46}{added / spent:>10,.0f}   over {added:,} documents",
        f"{'  a second of its own processor time':46}{added / busy:>10,.0f}",
    ]


def _search(queries: int) -> list[str]:
    from benchmarks.asked import kinds
    from servanda_ledger.book.models import Commitment, Document
    from servanda_ledger.search import matched
    from servanda_ledger.search.find import find, find_documents
    from servanda_ledger.search.present import current

    began = time.perf_counter()
    current("search_item")
    current("search_paper")
    cold = time.perf_counter() - began
    lines = [
        f"{'commitments':46}{Commitment.objects.current().count():>10,}",
        f"{'documents':46}{Document.objects.current().count():>10,}",
        f"{'columns into memory, once a process, s':46}{cold:>10.2f}",
        f"{'search with facets, ms':46}{'p50':>10}{'p95':>10}{'most found':>12}",
    ]
    every: list[float] = []
    for name, asked in kinds(random.Random(5), queries + _WARM):
        look: Callable[..., object] = find_documents if name.startswith("documents") else find
        times, largest = [], 0
        for place, query in enumerate(asked):
            matched.forget()  # every query is new to the process; who turns a page waits less
            began = time.perf_counter()
            results = look(query)
            if place >= _WARM:
                times.append((time.perf_counter() - began) * 1000)
            largest = max(largest, results.total)  # type: ignore[attr-defined]
        every += times
        lines.append(_line(name, times) + f"{largest:>12,}")
    return [*lines, _line("all of these together", every)]


def _line(name: str, times: list[float]) -> str:
    return f"  {name:44}{statistics.median(times):>10.1f}{statistics.quantiles(times, n=20)[-1]:>10.1f}"


def _states() -> list[str]:
    from servanda_ledger.book import record
    from servanda_ledger.book.models import Document

    keys = list(Document.objects.current().values_list("key", flat=True)[:5000])
    times = []
    for key in random.Random(6).sample(keys, min(_STATES, len(keys))):
        began = time.perf_counter()
        record.state(key)
        times.append((time.perf_counter() - began) * 1000)
    return [_line("a document's state from its entries, ms", times)]


def _only_copies() -> bool:
    """Whether the ledger was multiplied: copies have nothing to load or show."""
    from servanda_ledger.book.models import Entry

    return Entry.objects.order_by("-number").filter(body="{}").exists()


def _whole() -> list[str]:
    from servanda_ledger.book import tables
    from servanda_ledger.book.verify import verify

    lines = []
    for name, work in (("verify: every entry, byte and row", verify), ("rebuild: every table from the entries", tables.rebuild)):
        began, worked = time.perf_counter(), time.process_time()
        found = work()
        wall, busy = time.perf_counter() - began, time.process_time() - worked
        lines.append(f"{f'{name}, s (of its own)':46}{wall:>10,.0f}{busy:>10,.0f}   {found}")
    return [*lines, f"{'most memory of the process so far, MB':46}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:>10,.0f}"]


def _disk(home: Path) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            whole = cursor.fetchone()[0]
            cursor.execute("SELECT pg_total_relation_size('search_item') + pg_total_relation_size('search_paper')")
        else:
            whole = sum(path.stat().st_size for path in home.glob("ledger.sqlite3*"))
            cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name LIKE 'search%'")
        index = cursor.fetchone()[0]
    return [f"{'on disk, MB (of these the index of search)':46}{whole / 1e6:>10,.0f}{index / 1e6:>10,.0f}"]


if __name__ == "__main__":
    sys.exit(main())
