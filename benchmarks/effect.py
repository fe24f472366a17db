"""Speed and memory of `servanda effect`: a million incidents, and one analysis with 200 placebo dates.

Run as `python benchmarks/effect.py`; prints one JSON line. Memory is the peak of the whole process after each size.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NAMES = ("Arcadia", "China", "United States", "Canada", "Japan", "Germany")


def write_incidents(path: Path, rows: int) -> None:
    """Invented incidents over ten years, dates of two precisions, several countries in a cell."""
    chance = random.Random(1)
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,date,initiator,receiver,description\n")
        for k in range(rows):
            year, month, day = chance.randint(2008, 2017), chance.randint(1, 12), chance.randint(1, 28)
            date = f"{year}-{month:02d}-{day:02d}" if k % 10 else f"{year}-{month:02d}"
            both = "; ".join(chance.sample(NAMES, 2))
            file.write(f'{k},{date},"{both}",{chance.choice(NAMES)},"an intrusion, number {k}, into a network"\n')


def write_counts(path: Path) -> None:
    """Invented monthly counts over 19 years: enough for 200 placebo dates."""
    chance = random.Random(2)
    lines = ["period,count"] + [f"{2000 + k // 12}-{k % 12 + 1:02d},{chance.randint(2, 14)}" for k in range(228)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def once(*arguments: str) -> dict[str, float]:
    """One analysis in this process: seconds (imports included) and peak memory in MB."""
    started = time.perf_counter()
    from servanda.effect.command import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        status = main(["effect", *arguments, "--format", "json"])
    if status:
        raise SystemExit(status)
    found = json.loads(out.getvalue())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": round(time.perf_counter() - started, 2), "peak_mb": round(peak), "placebo_dates": found["placebo"]["dates"]}


def main() -> None:
    """Each case in a process of its own, so that peaks do not mix."""
    if len(sys.argv) > 1:
        print(json.dumps(once(*sys.argv[1:])))
        return
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder, "counts.csv")
        write_counts(counts)
        cases = {"200 placebo dates": [str(counts), "--on", "2010-01-01"]}
        for rows in (100_000, 1_000_000):
            path = Path(folder, f"incidents-{rows}.csv")
            write_incidents(path, rows)
            cases[f"{rows} incidents"] = [str(path), "--on", "2013-01-01", "--from", "CHN", "--to", "USA"]
        for name, arguments in cases.items():
            done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=True)
            results[name] = json.loads(done.stdout)
    print(json.dumps({"effect": results}))


if __name__ == "__main__":
    main()
