"""The labelled texts that the weights are made from: the gold, and further labels of our own over the corpus.

Our labels (`training/labels/*.json`) hold offsets only, no text: the texts stay where they are, and a digest of each guards the offsets.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FOLDS = 4
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled commitment: where its words stand, and what it is."""

    action: Bounds
    kind: str
    polarity: str
    words: dict[str, tuple[Bounds, ...]]


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text. `fold` is 0 to 3 for gold texts (by the digest of the name), None for others."""

    name: str
    text: str
    labels: tuple[Label, ...]
    fold: int | None = None


def fold_of(name: str) -> int:
    """Which quarter of the gold a text belongs to."""
    return int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def gold(folder: Path) -> Iterator[Text]:
    """The texts of a gold folder with their labels."""
    for path in sorted((folder / "labels").glob("*.json")):
        text = (folder / "texts" / f"{path.stem}.txt").read_text("utf-8")
        labels = tuple(_label(c, lambda span: (span["start"], span["end"])) for c in json.loads(path.read_text("utf-8"))["commitments"])
        yield Text(path.stem, text, labels, fold_of(path.stem))


def own(corpus: Path) -> Iterator[Text]:
    """The texts and passages of the corpus that we labelled. Raises `ValueError` when a text is not the one labelled."""
    for path in sorted((HERE / "labels").glob("*.json")):
        for record in json.loads(path.read_text("utf-8")):
            source = corpus / "texts" / f"{record['text']}.txt"
            data = source.read_bytes()
            if hashlib.sha256(data).hexdigest() != record["sha256"]:
                raise ValueError(f"{source} is not the text that {path.name} labels; take that entry out or label it anew")
            start, end = record["start"], record["end"]
            labels = tuple(_label(c, lambda span, at=start: (span[0] - at, span[1] - at)) for c in record["commitments"])  # type: ignore[misc]
            yield Text(f"{record['text']}:{start}", data.decode("utf-8")[start:end], labels)


def _label(commitment: dict[str, Any], bounds: Any) -> Label:
    words = {"action": (bounds(commitment["action"]),)}
    for role in ("subject", "operator"):
        words[role] = (bounds(commitment[role]),) if commitment.get(role) else ()
    for role in ("basis", "limits"):
        words[role] = tuple(bounds(span) for span in commitment.get(role, []))
    return Label(words["action"][0], commitment["kind"], commitment["polarity"], words)
