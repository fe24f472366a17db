"""`make accuracy`: read the gold texts, score the readings with the shared measure, and hold the figures against their floors.

Exit status: 0 no figure is below its floor (or there is no gold to measure on); 1 one is; 2 a floor would have to be lowered.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from servanda.model.wire import reading_json
from servanda.pipeline import read_all
from servanda.read.tagger.weights import WEIGHTS
from servanda.text import Refused
from tools.floors import FLOORS, Floors, hold
from tools.gold import FIGURES, SHARED, Gold, family, words

# What is wanted on texts of the same kinds that nobody here has seen.
_TARGETS = {
    "f1": 0.80,
    "precision": 0.80,
    "record_f1": 0.62,
    "parties": 0.90,
    "polarity": 0.98,
    "obligation": 0.96,
    "kind": 0.85,
    "subject": 0.93,
    "deadline_f1": 0.70,
    "basis_recall": 0.75,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, compare. Returns the exit status."""
    args = _parser().parse_args(arguments)
    gold = Gold(args.shared)
    if missing := gold.missing():
        print(f"accuracy: skipped, there is no {missing} to measure on")
        return 0
    if not (WEIGHTS / "tagger.onnx").exists():
        print(f"accuracy: skipped, the reader has no weights in {WEIGHTS}; `make train` makes them")
        return 0
    with tempfile.TemporaryDirectory() as aside:
        found = args.keep or Path(aside)
        found.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        refused = read_into(found, [gold.path(name) for name in gold.names()])
        seconds = time.monotonic() - began
        figures = gold.score(found, gold.names())
        held = Floors.load(args.floors)
        _print_figures(figures, held)
        _print_families(gold, found)
        _print_false(gold, found)
    for line in refused:
        print(f"not read: {line.name}: {line.reason}")
    print(f"\n{figures['documents']} texts read and scored in {seconds:.0f} s; {gold.digest()}")
    return hold(args.floors, _measured(figures), gold.digest(), lift=args.lift, afresh=args.new_gold)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make accuracy", description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where gold/ and score.py lie")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="the file of floors")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the readings in this folder, for score.py --errors")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    change.add_argument("--new-gold", action="store_true", help="the gold has changed: measure its floors afresh")
    return parser


def read_into(folder: Path, paths: Iterable[Path]) -> list[Refused]:
    """Read texts and write `folder/STEM.json` for each; returns those that could not be read."""
    refused = []
    for result in read_all(map(str, paths), jobs=min(2, os.cpu_count() or 1)):
        if isinstance(result, Refused):
            refused.append(result)
            continue
        name = Path(result.document.source.name).stem
        folder.joinpath(f"{name}.json").write_text(json.dumps(reading_json(result)), "utf-8")
    return refused


def _measured(figures: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(figures[name]) for name in FIGURES if figures.get(name) is not None}


def _held_out() -> dict[str, float]:
    """The figures that training recorded on the texts it had kept aside."""
    report = WEIGHTS / "report.json"
    return _measured(json.loads(report.read_text("utf-8")).get("held_out", {})) if report.exists() else {}


def _print_figures(figures: Mapping[str, Any], held: Floors) -> None:
    measured, aside = _measured(figures), _held_out()
    print(f"{figures['gold']} commitments labelled, {figures['predicted']} found, {figures['matched']} of them match\n")
    print(f"{'':14}{'all gold':>10}{'kept aside':>12}{'wanted':>9}{'floor':>9}")
    for name in FIGURES:
        cells = (measured.get(name), 10), (aside.get(name), 12), (_TARGETS.get(name), 9), (held.floors.get(name), 9)
        print(f"{name:14}" + "".join(f"{value:{width}.3f}" if value is not None else f"{'-':>{width}}" for value, width in cells))
    print("\nThe weights that ship were trained on all of the gold, so its figures are too good; those of the texts kept aside come")
    print("from weights that had not seen them" + ("." if aside else ", and `make train` records them; there are none here."))


def _print_families(gold: Gold, found: Path) -> None:
    families: dict[str, list[str]] = defaultdict(list)
    for name in gold.names():
        families[family(name)].append(name)
    print(f"\n{'texts named':14}{'texts':>7}{'labelled':>10}{'found':>8}{'precision':>11}{'recall':>8}{'f1':>8}{'record_f1':>11}")
    for prefix, names in sorted(families.items()):
        part = gold.score(found, names)
        counts = f"{part['documents']:7}{part['gold']:10}{part['predicted']:8}"
        print(f"{prefix:14}{counts}{part['precision']:11.3f}{part['recall']:8.3f}{part['f1']:8.3f}{part['record_f1']:11.3f}")


def _print_false(gold: Gold, found: Path) -> None:
    """False commitments in texts that promise nothing."""
    names = gold.unpromising()
    total = sum(words(gold.path(name)) for name in names)
    read = [found / f"{name}.json" for name in names]
    false = sum(len(json.loads(path.read_text("utf-8"))["commitments"]) for path in read if path.exists())
    rate = f"{false / total * 1000:.2f} per 1,000 words" if total else "nothing to measure"
    print(f"\nfalse commitments in the {len(names)} texts that promise nothing: {false} in {total:,} words, {rate}")


if __name__ == "__main__":
    sys.exit(main())
