"""JSON as the contract fixes it, written as it comes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from servanda.model.document import Document
from servanda.model.reading import Reading
from servanda.model.wire import reading_json
from servanda.publish.jsonlines import reading_text, write_json, write_jsonl

from .handmade import source


def written(*readings: Reading, many: bool = False) -> str:
    out = io.StringIO()
    write_json(readings, out, many=many)
    return out.getvalue()


def test_one_reading_is_an_object_and_several_are_an_array(round_one: Reading, round_two: Reading) -> None:
    assert json.loads(written(round_two)) == reading_json(round_two)
    assert json.loads(written(round_one, round_two, round_one)) == [reading_json(r) for r in (round_one, round_two, round_one)]


def test_several_sources_of_which_one_could_be_read_are_still_an_array(round_two: Reading) -> None:
    assert json.loads(written(round_two, many=True)) == [reading_json(round_two)]
    assert json.loads(written(many=True)) == []
    assert json.loads(written()) == []


def test_jsonl_is_one_reading_a_line(round_two: Reading, hostile: Reading) -> None:
    out = io.StringIO()
    write_jsonl([round_two, hostile], out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [reading_json(round_two), reading_json(hostile)]


def test_readings_are_written_before_the_next_is_made(round_two: Reading) -> None:
    out = io.StringIO()
    lengths: list[int] = []

    def slowly() -> Iterator[Reading]:
        for _ in range(4):
            lengths.append(len(out.getvalue()))
            yield round_two

    write_json(slowly(), out)
    assert lengths[0] == lengths[1] == 0 < lengths[2] < lengths[3]


def test_the_same_reading_gives_the_same_bytes(round_two: Reading) -> None:
    assert written(round_two) == written(round_two)


@given(st.text(st.characters(), min_size=1))
def test_any_text_survives_and_none_of_it_steers_a_terminal(text: str) -> None:
    reading = Reading(Document(source_of(text), "readout", title=text))
    line = reading_text(reading, indent=None)
    line.encode()
    assert json.loads(line)["document"]["title"] == text
    assert len(line.splitlines()) == 1
    assert line.isprintable() or not set(line) & {"\x1b", "\x9b", "\u202e"}


def source_of(text: str):  # type: ignore[no-untyped-def]
    return source(text.encode("utf-8", "replace").decode(), "any.txt")
