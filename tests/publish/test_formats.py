"""Every format by name, on every reading."""

from __future__ import annotations

import io

import pytest

from servanda.model.reading import Reading
from servanda.publish.formats import FORMATS


def test_the_formats_of_the_contract_are_there() -> None:
    assert list(FORMATS) == ["table", "json", "jsonl", "csv", "markdown", "html"]
    assert FORMATS["json"].suffix == ".json"
    assert len({f.suffix for f in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("name", list(FORMATS))
def test_each_writes_any_reading_as_encodable_text_the_same_each_time(
    name: str, round_two: Reading, press: Reading, hostile: Reading
) -> None:
    pages = []
    for _ in range(2):
        out = io.StringIO()
        FORMATS[name].write(iter([round_two, press, hostile]), out, many=True)
        pages.append(out.getvalue())
    assert pages[0] == pages[1]
    assert pages[0].endswith("\n")
    assert not set(pages[0]) & {"\x1b", "\x9b", "\u202e"}


@pytest.mark.parametrize("name", list(FORMATS))
def test_each_takes_no_reading_at_all(name: str) -> None:
    out = io.StringIO()
    FORMATS[name].write([], out)
    assert "Traceback" not in out.getvalue()
