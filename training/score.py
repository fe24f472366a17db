"""Scoring weights with the whole reader on texts by name, with the shared scorer."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from servanda.model.wire import reading_json
from servanda.pipeline import read_source
from servanda.read.tagger.weights import load
from servanda.text import open_source


def score_folder(weights: Path, shared: Path, names: list[str]) -> dict[str, Any]:
    """The figures of `score.py` for the weights in a folder, on the gold texts called `names`."""
    loaded = load(weights)
    with tempfile.TemporaryDirectory() as aside:
        labels, found = Path(aside, "labels"), Path(aside, "found")
        labels.mkdir()
        found.mkdir()
        for name in names:
            labels.joinpath(f"{name}.json").write_bytes((shared / "gold" / "labels" / f"{name}.json").read_bytes())
            reading = read_source(open_source(shared / "gold" / "texts" / f"{name}.txt"), weights=loaded)
            found.joinpath(f"{name}.json").write_text(json.dumps(reading_json(reading)), "utf-8")
        command = [sys.executable, str(shared / "score.py"), str(labels), str(found), "--json"]
        figures: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return figures
