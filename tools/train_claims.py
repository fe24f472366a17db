"""Train the judge of claims (servanda.read.about) on labelled press reports and write its weights.

usage: python tools/train_claims.py [GOLD] [--out FILE] [--check]

GOLD holds `coverage/NAME.json` (claims with spans) and the texts beside them or in `texts/`. Without --check the weights are trained on
every report and written; with it, each report is judged by weights trained on the others and the figures are printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from servanda.lexicon.parties import load_parties
from servanda.model.document import Document, Source
from servanda.read.about import CLASSES, WEIGHTS, Judge, certain, judged
from servanda.read.claims import report_year
from servanda.read.features import features_of
from servanda.read.parties import find_parties
from servanda.read.passages import Passages
from servanda.read.sheets import lay_out, plain
from servanda.read.statements import Clause, find_clauses

FEWEST = 2  # a feature must stand in this many clauses to be kept
LEXICAL = 0.5  # how much a single word or pair of words counts beside the other features
STRENGTH = 1.0  # of the L2 penalty
STEPS = 500
RATE = 0.05


@dataclass(frozen=True)
class Labelled:
    """A report: its clauses with their features, and for each the number of its class."""

    name: str
    clauses: list[Clause]
    features: list[list[str]]
    classes: list[int]
    gold: list[tuple[int, int, int]]
    settled: list[int | None]


def shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    """The share of the shorter span that lies in the other."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(common, 0) / min(a[1] - a[0], b[1] - b[0])


def reports(gold: Path) -> Iterator[Labelled]:
    """The labelled reports of a folder, in order of their names."""
    lexicon = load_parties()
    for path in sorted((gold / "coverage").glob("*.json")):
        beside = path.with_suffix(".txt")
        text = (beside if beside.exists() else gold / "texts" / beside.name).read_text("utf-8")
        document = Document(Source(path.stem, path.name, text, "en"), "report")
        passages = Passages(text, find_parties(text, 0, len(text), lexicon))
        folded = plain(passages.folded)
        clauses = find_clauses(folded, lay_out(folded, passages.segments))
        year = report_year(document)
        spans = [(c["span"]["start"], c["span"]["end"], CLASSES.index(c["about"])) for c in json.loads(path.read_text("utf-8"))["claims"]]
        features, classes, settled = [], [], []
        for clause in clauses:
            here = (clause.start, clause.end)
            features.append(sorted(set(features_of(folded, clause, year, len(passages.parties_in(*here))))))
            over = [(min(end, here[1]) - max(start, here[0]), kind) for start, end, kind in spans if shared((start, end), here) >= 0.5]
            classes.append(max(over)[1] if over else 0)
            sure = certain(folded, clause)
            settled.append(CLASSES.index(sure[0]) if sure else None)
        yield Labelled(path.stem, clauses, features, classes, spans, settled)


def train(labelled: Sequence[Labelled]) -> Judge:
    """Multinomial logistic regression with an L2 penalty, by Adam over all clauses at once; the same input gives the same weights."""
    rows = [row for report in labelled for row in report.features]
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    index = {name: n for n, name in enumerate(names)}
    scale = np.array([LEXICAL if name.startswith(("w:", "b:")) else 1.0 for name in names], np.float32)
    matrix = np.zeros((len(rows), len(names)), np.float32)
    for number, row in enumerate(rows):
        known = [index[name] for name in row if name in index]
        matrix[number, known] = scale[known]
    truth = np.eye(len(CLASSES), dtype=np.float32)[[kind for report in labelled for kind in report.classes]]
    return Judge(index, _descend(matrix, truth) * scale[:, None])


def _descend(matrix: npt.NDArray[np.float32], truth: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    weights = np.zeros((matrix.shape[1], truth.shape[1]), np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = matrix @ weights
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        slope = matrix.T @ (chances - truth) + STRENGTH * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope * slope
        rate = RATE * min(1.0, 2 * (1 - step / (STEPS + 1)))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights


def figures(labelled: Sequence[Labelled], judges: Sequence[Judge]) -> dict[str, float]:
    """Recall and precision of claims about a commitment, event or scope, and how often `about` is right over all claims found."""
    core = {CLASSES.index("commitment"), CLASSES.index("event"), CLASSES.index("scope")}
    gold = hit = said = right = matched = agreed = 0
    for report, judge in zip(labelled, judges, strict=True):
        kinds = [
            sure if sure is not None else CLASSES.index(judged(judge, row))
            for sure, row in zip(report.settled, report.features, strict=True)
        ]
        claims = [((c.start, c.end), kind) for c, kind in zip(report.clauses, kinds, strict=True) if kind]
        for start, end, kind in report.gold:
            over = [(min(end, s[1]) - max(start, s[0]), got) for s, got in claims if shared((start, end), s) >= 0.5]
            gold += kind in core
            hit += kind in core and any(got in core for _, got in over)
            matched += bool(over)
            agreed += bool(over) and max(over, key=lambda o: o[0])[1] == kind
        for span, kind in claims:
            said += kind in core
            right += kind in core and any(k in core and shared((s, e), span) >= 0.5 for s, e, k in report.gold)
    return {
        "reports": len(labelled),
        "claims": gold,
        "recall": hit / gold,
        "precision": right / max(said, 1),
        "about": agreed / max(matched, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    labelled = list(reports(args.gold))
    if not labelled:
        print(f"no labelled reports in {args.gold / 'coverage'}", file=sys.stderr)
        return 1
    if args.check:
        judges = [train([other for other in labelled if other is not report]) for report in labelled]
        print(json.dumps({key: round(value, 3) for key, value in figures(labelled, judges).items()}))
        return 0
    judge = train(labelled)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    names = "\n".join(sorted(judge.index, key=judge.index.__getitem__))
    np.savez_compressed(args.out, names=np.array(names), weights=judge.weights.astype(np.float16))
    print(f"{len(judge.index)} features of {sum(len(r.clauses) for r in labelled)} clauses in {len(labelled)} reports: {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
