"""Adds documents to the ledger of the environment, for tests that stop it half-way: writer.py COUNT [BYTES].

With BYTES no file may grow beyond them, as on a full disk. Prints how many it recorded that the ledger did not hold.
"""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path

from benchmarks.grown import seeds, some
from servanda_ledger.commands.start import complain, start


def main() -> int:
    """Record; 0 done, 1 the ledger cannot be written."""
    start()
    from django.db import DatabaseError

    from servanda_ledger.book import record

    kepts = some(seeds(Path("/nowhere")), int(sys.argv[1]))
    if len(sys.argv) > 2:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
    print("ready", flush=True)
    new = 0
    try:
        for kept in kepts:
            new += record.record(kept, author="writer").entry is not None
    except (DatabaseError, OSError) as error:
        return complain(f"the ledger cannot be written: {error}")
    print(new, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
