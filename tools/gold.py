"""The labelled texts beside the checkout: where they lie, what they are, and the shared measure over readings of them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

# What `score.py` reports and a floor can hold, in the order people read it.
FIGURES = ("f1", "precision", "recall", "record_f1", "parties", "polarity", "obligation", "kind", "subject", "deadline_f1", "basis_recall")


@dataclass(frozen=True, slots=True)
class Gold:
    """A folder with `gold/texts`, `gold/labels` and the shared scorer `score.py` above it."""

    shared: Path

    def missing(self) -> str | None:
        """The first thing that is not there, or None."""
        needed = (self.texts, self.labels, self.scorer)
        return next((str(path) for path in needed if not path.exists()), None)

    @property
    def texts(self) -> Path:
        """The folder of texts."""
        return self.shared / "gold" / "texts"

    @property
    def labels(self) -> Path:
        """The folder of labels, one JSON file for each official text."""
        return self.shared / "gold" / "labels"

    @property
    def scorer(self) -> Path:
        """The program that scores."""
        return self.shared / "score.py"

    def names(self) -> list[str]:
        """The labelled texts by name, without suffix, sorted."""
        return sorted(path.stem for path in self.labels.glob("*.json"))

    def path(self, name: str) -> Path:
        """The file of one text."""
        return self.texts / f"{name}.txt"

    def unpromising(self) -> list[str]:
        """The texts that are labelled as promising nothing."""
        return [name for name in self.names() if not json.loads((self.labels / f"{name}.json").read_text("utf-8"))["commitments"]]

    def digest(self) -> str:
        """SHA-256 over the sorted names and contents of texts and labels, and the measure."""
        total = hashlib.sha256()
        files = [path for folder in (self.texts, self.labels) for path in sorted(folder.iterdir()) if path.is_file()]
        for path in (*files, self.scorer):
            total.update(f"{path.parent.name}/{path.name}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
        return f"sha256:{total.hexdigest()}"

    def score(self, found: Path, names: Iterable[str]) -> Mapping[str, Any]:
        """The figures of the shared scorer for the readings `found/NAME.json` of the texts `names`."""
        with tempfile.TemporaryDirectory() as aside:
            for name in names:
                shutil.copyfile(self.labels / f"{name}.json", Path(aside, f"{name}.json"))
            command = [sys.executable, str(self.scorer), aside, str(found), "--json"]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        figures: dict[str, Any] = json.loads(answer)
        return figures


def family(name: str) -> str:
    """Where a text comes from, by the letters before the first hyphen of its name; `-` for a name without."""
    found = re.match(r"[a-z]+(?=-)", name)
    return found[0] if found else "-"


def words(path: Path) -> int:
    """How many words, by white space, a text has."""
    return len(path.read_text("utf-8").split())
