"""The same bytes in give the same bytes out: twice, after other texts, and by several processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.model.reading import Reading
from servanda.pipeline import Options, read_all, read_source
from servanda.publish.formats import FORMATS
from servanda.publish.jsonlines import reading_text
from servanda.read.tagger.weights import Weights
from servanda.text import open_source

from .conftest import EXAMPLES, needs_weights

_NAMES = Options(names=(str(EXAMPLES / "names.toml"),))
_PATHS = sorted(EXAMPLES.glob("*.txt"))


def read(path: Path, weights: Weights) -> Reading:
    return read_source(open_source(path), _NAMES, weights=weights)


@pytest.mark.parametrize("path", _PATHS, ids=lambda path: path.stem)
def test_reading_twice_and_after_other_texts_gives_the_same(path: Path, weights: Weights) -> None:
    first = reading_text(read(path, weights))
    for other in _PATHS:
        read(other, weights)
    assert reading_text(read(path, weights)) == first


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_writes_the_same_bytes_twice(name: str, weights: Weights, tmp_path: Path) -> None:
    written = []
    for turn in range(2):
        path = tmp_path / f"{turn}"
        with path.open("w", encoding="utf-8") as out:
            FORMATS[name].write([read(each, weights) for each in _PATHS], out, many=True)
        written.append(path.read_bytes())
    assert written[0] == written[1] != b""


@needs_weights
def test_two_processes_give_what_one_gives() -> None:
    names = [str(path) for path in _PATHS]
    one, two = ([reading_text(r) for r in read_all(names, _NAMES, jobs) if isinstance(r, Reading)] for jobs in (1, 2))
    assert one == two
    assert len(one) == len(_PATHS)
