"""No input crashes the reader: what cannot be read is told in one line each, and the rest is done."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from servanda.cli import main
from servanda.model.wire import reading_json
from servanda.pipeline import read_source
from servanda.read.tagger.weights import Weights, shipped
from servanda.text import UnreadableError, open_source

from .conftest import needs_weights
from .nasty import EITHER, LARGE, READABLE, REFUSED, write_all
from .test_spans import spans

_SECONDS = 60  # for the slowest of them on a slow machine: quadratic work takes minutes


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of files."""
    folder = tmp_path_factory.mktemp("nasty")
    write_all(folder)
    return folder


@pytest.mark.parametrize("name", [*READABLE, *REFUSED, *EITHER])
def test_each_file_is_read_or_refused_in_one_line(name: str, nasty: Path, weights: Weights) -> None:
    _check(nasty / name, weights)


@needs_weights
@pytest.mark.parametrize("name", [*LARGE, "huge.txt"])
def test_each_large_file_is_read_or_refused_in_time(name: str, nasty: Path) -> None:
    began = time.process_time()
    _check(nasty / name, shipped())
    assert time.process_time() - began < _SECONDS


def _check(path: Path, weights: Weights) -> None:
    reason = ""
    try:
        source = open_source(path)
        reading = read_source(source, weights=weights)
    except UnreadableError as error:
        reason = error.reason
    if reason:
        assert path.name not in READABLE | LARGE, reason
        assert "\n" not in reason
        assert REFUSED.get(path.name, (None, ""))[1] in reason
    else:
        assert path.name not in REFUSED
        assert all(source.text[span["start"] : span["end"]] == span["text"] for span in spans(reading_json(reading)))
        assert "/etc/" not in source.text


@needs_weights
def test_the_command_tells_each_failure_and_does_the_rest(nasty: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    names = ["empty.txt", "plain.txt", "locked.pdf", "latin.txt", "bomb.docx", "huge.txt", "french.txt", "word.docx"]
    status = main(["read", *(str(nasty / name) for name in names), str(nasty / "nowhere.txt"), "--format", "jsonl", "--jobs", "1"])
    printed = capsys.readouterr()
    assert status == 1
    assert [Path(json.loads(line)["document"]["source"]).name for line in printed.out.splitlines()] == [
        "plain.txt",
        "latin.txt",
        "word.docx",
    ]
    told = printed.err.splitlines()
    assert [line.split(": ")[1] for line in told] == [
        str(nasty / name) for name in ("empty.txt", "locked.pdf", "bomb.docx", "huge.txt", "french.txt", "nowhere.txt")
    ]
    assert all(line.startswith("servanda: ") for line in told)


@needs_weights
def test_nothing_is_left_half_written(nasty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    sources = [str(nasty / name) for name in ("plain.txt", "damaged.docx", "latin.txt")]
    assert main(["read", *sources, "--format", "json", "--out", str(out)]) == 1
    assert sorted(path.name for path in out.iterdir()) == ["latin.json", "plain.json"]
    assert all(json.loads(path.read_text("utf-8"))["schema"] == "servanda.reading/1" for path in out.iterdir())
    assert "damaged.docx" in capsys.readouterr().err
