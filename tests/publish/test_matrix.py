"""A matrix in every format: each cell says what became of its commitment and leads to the words."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from lxml import html

from servanda.compare import follow
from servanda.model.document import Series
from servanda.model.matrix import Matrix, lines
from servanda.model.reading import Reading
from servanda.publish.comparison_formats import MATRIX_FORMATS
from servanda.publish.matrix_page import matrix_page
from servanda.publish.matrix_words import STATE, counted, round_names
from servanda.publish.printable import one_line
from tests.compare.making import meaning, official

from .pages import sound


def three() -> Matrix:
    return follow(
        [
            official("train 40 investigators by 2033", "lower tariffs on grain", name="1.txt", date="2031-05-14"),
            official("train 60 investigators by 2033", name="2.txt", date="2032-06-09"),
            official("train 60 investigators by 2033", "lower tariffs on grain", name="3.txt", date="2034-07-01"),
        ],
        meaning,
    )


def hostile_one(hostile: Reading) -> Matrix:
    return follow([hostile, three().rounds[1], replace(hostile, document=replace(hostile.document, date="2035-01-01"))], meaning)


def written(matrix: Matrix, name: str) -> str:
    out = io.StringIO()
    MATRIX_FORMATS[name].write([matrix], out)
    return out.getvalue()


@pytest.mark.parametrize("name", list(MATRIX_FORMATS))
def test_every_format_is_safe_the_same_each_time_and_ends_its_last_line(name: str, hostile: Reading) -> None:
    for matrix in (three(), hostile_one(hostile), follow([official(name="a.txt"), official(name="b.txt")], meaning)):
        text = written(matrix, name)
        assert text == written(matrix, name)
        assert text.endswith("\n")
        assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e"}
        assert "<img" not in text.replace("\\<", "") or name in ("json", "jsonl", "csv", "table")


def test_the_terminal_shows_the_table_then_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = written(three(), "table")
    row = next(line for line in text.splitlines() if "train 60" in line)
    assert row.split()[0] == "1"
    assert [word for word in ("stands", "changed", "carried over") if word in row] == ["stands", "changed", "carried over"]
    assert "taken up" in text
    assert text.index("What changed") < text.index("“40 investigators” against “60 investigators”")
    monkeypatch.setenv("COLUMNS", "44")
    narrow = written(three(), "table")
    assert max(map(len, narrow.splitlines())) <= 44
    assert "Text 3: carried over against Text 1" in narrow


def test_many_rounds_become_one_block_for_each_commitment() -> None:
    many = follow([official("lower tariffs on grain", name=f"{n}.txt", date=f"20{n}-01-01") for n in range(30, 42)], meaning)
    text = written(many, "table")
    assert max(map(len, text.splitlines())) <= 100
    assert "  Text 12: carried over" in text


def test_the_csv_has_a_row_for_each_cell_and_facet() -> None:
    matrix = three()
    rows = list(csv.DictReader(io.StringIO(written(matrix, "csv"))))
    cells = [cell for line in lines(matrix) for cell in line.cells if cell.state != "absent"]
    assert len(rows) == sum(max(1, len(cell.step.pair.facets) if cell.step.pair else 1) for cell in cells)
    for row in rows:
        if row["words"]:
            text = matrix.rounds[int(row["round"]) - 1].document.text
            assert text[int(row["start"]) : int(row["end"])] == row["words"]


def test_every_cell_of_the_page_leads_to_its_words(hostile: Reading) -> None:
    for matrix in (three(), hostile_one(hostile)):
        page = sound(matrix_page(matrix))
        rows = page.xpath("//table[@class='matrix']/tbody/tr")
        assert len(rows) == len(matrix.rows)
        for line, row in zip(lines(matrix), rows, strict=True):
            for cell, shown in zip(line.cells, row.xpath("./td"), strict=True):
                links = shown.xpath("./a")
                assert [a.text for a in links] == ([] if cell.state == "absent" else [STATE[cell.state]])
                if cell.step.passage is not None:
                    stop = page.get_element_by_id(links[0].get("href")[1:])
                    assert one_line(stop.xpath(".//blockquote")[0].text_content()) == one_line(cell.step.passage.span.text)


def test_words_that_changed_are_marked_and_both_sides_named() -> None:
    page = sound(matrix_page(three()))
    stop = page.get_element_by_id("row-1-2")
    assert [b.text for b in stop.xpath(".//b[@class='differing']")] == ["60 investigators"]
    table: html.HtmlElement = stop.xpath(".//table")[0]
    assert [th.text for th in table.xpath("./thead//th")] == ["Text 1", "Text 2"]


def test_rows_can_be_filtered_by_what_they_ever_were() -> None:
    page = sound(matrix_page(three()))
    boxes = set(page.xpath("//input/@id"))
    for line in page.xpath("//*[contains(concat(' ', @class, ' '), ' line ')]"):
        ever = {name.removeprefix("was-") for name in line.get("class").split() if name.startswith("was-")}
        assert {f"show-{state}" for state in ever - {"first"}} <= boxes


def test_texts_without_commitments_make_a_page_that_says_so() -> None:
    page = sound(matrix_page(follow([official(name="a.txt"), official(name="b.txt")], meaning)))
    assert "None of these texts holds a commitment." in page.text_content()


def test_rounds_are_named_by_their_numbers_when_all_have_one() -> None:
    matrix = three()
    assert round_names(matrix) == ["Text 1", "Text 2", "Text 3"]
    numbered = [replace(r, document=replace(r.document, series=Series("the Dialogue", n))) for n, r in enumerate(matrix.rounds, 4)]
    assert round_names(replace(matrix, rounds=tuple(numbered))) == ["Round 4", "Round 5", "Round 6"]


def test_counts_are_told_for_each_round() -> None:
    matrix = three()
    assert counted(matrix, lines(matrix)) == [
        "2 commitments in 3 rounds.",
        "Text 2: 1 changed, 1 dropped.",
        "Text 3: 2 carried over, 1 of these taken up again.",
    ]
