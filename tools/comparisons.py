"""Measuring the comparer on `gold/pairs` and `gold/coverage` with the shared `score_pairs.py`.

Run as `python -m tools.comparisons` it prints the figures with the gold commitments and claims given, and end to end.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from servanda.compare import Prepared, compare, prepare
from servanda.compare.units import sentence_around
from servanda.lexicon.parties import load_parties
from servanda.model.claim import Claim
from servanda.model.commitment import Basis, Commitment
from servanda.model.comparison_wire import comparison_json
from servanda.model.document import Document, Source
from servanda.model.reading import Reading
from servanda.model.segments import segments
from servanda.model.span import Span
from servanda.model.wire import stable_id
from servanda.pipeline import Options, read_named
from servanda.read.header import read_header
from tools.floors import hold
from tools.gold import SHARED

_PLAIN = Options()
FLOORS = Path(__file__).with_name("comparison_floors.toml")


def half(name: str) -> int:
    """Which half of the gold a file belongs to, by the hash of its name: rules are tuned on 0 and judged on 1."""
    return hashlib.sha256(name.encode()).digest()[0] % 2


class Comparisons:
    """The labelled pairs and reports of a folder with `gold/` and `score_pairs.py`."""

    def __init__(self, shared: Path = SHARED, *, read: bool = False) -> None:
        self.gold = shared / "gold"
        self.scorer = shared / "score_pairs.py"
        self.read = read  # end to end: commitments and claims as the reader finds them

    def missing(self) -> str | None:
        """The first thing that is not there, or None."""
        return next((str(p) for p in (self.gold / "pairs", self.gold / "coverage", self.scorer) if not p.exists()), None)

    def files(self) -> list[Path]:
        """The label files, pairs first."""
        return sorted((self.gold / "pairs").glob("*.json")) + sorted((self.gold / "coverage").glob("*.json"))

    def digest(self) -> str:
        """A digest of the labels: sha256 over names and contents."""
        found = hashlib.sha256()
        for path in self.files():
            found.update(path.name.encode() + b"\0" + path.read_bytes())
        return f"sha256:{found.hexdigest()}"

    def sides(self, path: Path) -> tuple[Prepared, Prepared]:
        """Both texts of one label file, ready to be compared."""
        labels = _json(path)
        if "pairs" in labels:
            return prepare(self.official(labels["left"])), prepare(self.official(labels["right"]))
        return prepare(self.report(path)), prepare(self.official(labels["official"]))

    def official(self, name: str) -> Reading:
        """An official text, with the labelled commitments or as it is read."""
        path = self.gold / "texts" / f"{name}.txt"
        if self.read:
            return as_read(path)
        document = _document(path, official=True)
        cut = segments(document.text)
        labelled = _json(self.gold / "labels" / f"{name}.json")["commitments"]
        return Reading(
            document,
            commitments=tuple(_commitment(document, c, sentence_around(document, _span(document, c["action"]), cut)) for c in labelled),
        )

    def report(self, path: Path) -> Reading:
        """A press report, with the labelled claims or as it is read."""
        text = path.with_suffix(".txt")
        if not text.exists():
            text = self.gold / "texts" / text.name
        if self.read:
            return as_read(text, Options(kind="report"))
        document = _document(text, official=False)
        return Reading(document, claims=tuple(_claim(document, c) for c in _json(path)["claims"]))

    def compare_into(self, folder: Path) -> None:
        """Write `folder/NAME.json` for every label file."""
        for path in self.files():
            left, right = self.sides(path)
            (folder / path.name).write_text(json.dumps(comparison_json(compare(left, right))), "utf-8")

    def score(self, predicted: Path, part: int | None = None) -> dict[str, Any]:
        """What `score_pairs.py` says of the comparisons in a folder, of one half of the gold or of all."""
        with tempfile.TemporaryDirectory() as aside:
            for path in self.files():
                if part is None or half(path.stem) == part:
                    (Path(aside) / path.name).write_bytes(path.read_bytes())
            command = [sys.executable, str(self.scorer), aside, str(predicted), "--json"]
            result: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            return result


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def as_read(path: Path, options: Options = _PLAIN) -> Reading:
    """A file as the reader reads it."""
    reading = read_named(str(path), options)
    if not isinstance(reading, Reading):
        raise SystemExit(f"{path}: {reading.reason}")
    return reading


def _document(path: Path, *, official: bool) -> Document:
    raw = path.read_bytes()
    source = Source("sha256:" + hashlib.sha256(raw).hexdigest(), path.name, raw.decode("utf-8"), "en")
    return read_header(source, load_parties(), kind=None if official else "report")


def _span(document: Document, given: dict[str, Any]) -> Span:
    return document.span(given["start"], given["end"])


def _commitment(document: Document, c: dict[str, Any], sentence: Span) -> Commitment:
    action = _span(document, c["action"])
    return Commitment(
        id=stable_id("c", document.source.id, action.start, action.end),
        action=action,
        sentence=sentence,
        parties=tuple(c["parties"]),
        polarity=c["polarity"],
        obligation=c["obligation"],
        kind=c["kind"],
        operator=_span(document, c["operator"]) if c.get("operator") else None,
        subject=_span(document, c["subject"]) if c.get("subject") else None,
        deadline=c.get("deadline"),
        basis=tuple(Basis(_span(document, b)) for b in c.get("basis", ())),
        limits=tuple(_span(document, one) for one in c.get("limits", ())),
    )


def _claim(document: Document, c: dict[str, Any]) -> Claim:
    quote = _span(document, c["span"])
    who = c.get("attributed_to")
    at = document.text.find(who) if who else -1
    speaker = document.span(at, at + len(who)) if who and at >= 0 else None
    return Claim(stable_id("claim", document.source.id, quote.start, quote.end), quote, c["about"], speaker)


def _lines(name: str, figures: dict[str, Any]) -> Iterator[str]:
    for part, values in figures.items():
        yield f"{name:8} {part:9} " + "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in values.items())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of both halves and of all, with the labels given and end to end, and hold those of all against their floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    args = parser.parse_args(arguments)
    reached: dict[str, float] = {}
    for read in (False, True):
        measured = Comparisons(args.shared, read=read)
        if missing := measured.missing():
            print(f"comparisons: skipped, there is no {missing} to measure on")
            return 0
        print("\nend to end: commitments and claims as the reader finds them" if read else "commitments and claims given")
        with tempfile.TemporaryDirectory() as aside:
            measured.compare_into(Path(aside))
            for name, part in (("tuned on", 0), ("kept off", 1), ("all", None)):
                figures = measured.score(Path(aside), part)
                print(*_lines(name, figures), sep="\n")
        reached |= _named("read" if read else "given", figures)
    return hold(FLOORS, reached, measured.digest(), lift=args.lift)


def _named(how: str, figures: dict[str, Any]) -> dict[str, float]:
    """The figures that have floors, by one name each."""
    return {f"{how}_{part}_{k}": v for part, values in figures.items() for k, v in values.items() if isinstance(v, float)}


if __name__ == "__main__":
    sys.exit(main())
