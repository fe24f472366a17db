"""`servanda compare` at the command line: what is compared with what, what is refused, and what bad input gets."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from servanda.compare_command import add_parser
from servanda.model.reading import Reading
from tests.compare.making import official, report

TEXTS: dict[str, Reading] = {
    "1.txt": official("train 40 investigators by 2033", "lower tariffs on grain", name="1.txt", date="2031-05-14"),
    "2.txt": official("train 60 investigators by 2033", name="2.txt", date="2032-06-09"),
    "3.txt": official("train 60 investigators by 2033", "rescue sailors in distress", name="3.txt", date="2034-07-01"),
    "copy.txt": official("train 40 investigators by 2033", "lower tariffs on grain", name="1.txt", date="2031-05-14"),
    "empty.txt": official(name="empty.txt", date="2033-01-01"),
    "cattle.txt": official("vaccinate cattle against fever", name="cattle.txt", date="2033-05-03"),
    "polish.txt": official("vaccinate cattle", name="polish.txt", language="pl"),
    "press.txt": report("The two sides will train 60 investigators by 2033", name="press.txt"),
    "long.txt": report(*(f"The two sides will train {n} investigators by 2033" for n in range(50, 75)), name="long.txt"),
}


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(), lambda name, args, kind: TEXTS.get(name, "does not exist; check the name"))
    args = parser.parse_args(["compare", *words])
    return int(args.run(args))


def test_two_texts_are_one_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("1.txt", "2.txt") == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "servanda.comparison/1"


@pytest.mark.parametrize("mode", [(), ("--mode", "rounds")])
def test_three_rounds_are_a_matrix(mode: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("1.txt", "2.txt", "3.txt", *mode) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "servanda.matrix/1"
    assert next([cell["state"] for cell in row["cells"]] for row in found["rows"]) == ["first", "differs", "same"]


@pytest.mark.parametrize(
    ("name", "suffix"), [("table", ".table.txt"), ("json", ".json"), ("html", ".html"), ("csv", ".csv"), ("markdown", ".md")]
)
def test_a_matrix_is_one_file_in_every_format(name: str, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("1.txt", "2.txt", "3.txt", "--format", name, "--out", str(tmp_path)) == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"1-to-3{suffix}"]
    assert run("1.txt", "2.txt", "3.txt", "--format", name) == 0
    assert capsys.readouterr().out == (tmp_path / f"1-to-3{suffix}").read_text("utf-8")


def test_accounts_are_held_each_against_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("1.txt", "2.txt", "3.txt", "--mode", "accounts") == 0
    found = json.loads(capsys.readouterr().out)
    ends = [(c["left"]["document"]["source"], c["right"]["document"]["source"]) for c in found]
    assert ends == [("1.txt", "2.txt"), ("1.txt", "3.txt"), ("2.txt", "3.txt")]
    assert {c["mode"] for c in found} == {"accounts"}


def test_rounds_mixed_with_accounts_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("1.txt", "copy.txt", "3.txt") == 2
    assert "--mode rounds or --mode accounts" in capsys.readouterr().err


def test_a_round_that_cannot_be_read_is_told_and_the_others_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("1.txt", "gone.txt", "3.txt") == 1
    told = capsys.readouterr()
    assert "gone.txt: does not exist" in told.err
    assert len(json.loads(told.out)["rounds"]) == 2


def test_a_report_that_cannot_be_compared_is_told_and_the_others_are_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("press.txt", "cattle.txt", "long.txt", "2.txt") == 1
    told = capsys.readouterr()
    assert "cattle.txt: an official text among reports" in told.err
    assert [c["left"]["document"]["source"] for c in json.loads(told.out)] == ["press.txt", "long.txt"]


def test_reports_without_their_official_text_are_not_held_against_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("press.txt", "long.txt", "gone.txt") == 1
    assert capsys.readouterr().out == ""
    assert run("press.txt", "2.txt", "long.txt") == 2
    assert "the official text comes last" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("empty.txt", "2.txt"), 0, "empty.txt holds no commitments."),
        (("empty.txt", "empty.txt"), 0, "Nothing to compare."),
        (("1.txt", "copy.txt"), 0, "Both texts are the same, word for word."),
        (("1.txt", "cattle.txt"), 0, "Nothing in common"),
        (("long.txt", "2.txt"), 0, "25 pairs"),
        (("polish.txt", "2.txt"), 2, "texts in two languages are not compared yet"),
        (("gone.txt", "2.txt"), 1, "does not exist"),
        (("3.txt", "2.txt"), 0, "2.txt is the earlier text by its date"),
        (("1.txt", "2.txt", "polish.txt"), 2, "two languages"),
        (("1.txt", "2.txt", "--mode", "coverage"), 2, "coverage compares a press report"),
    ],
)
def test_bad_input_gets_a_plain_answer(words: tuple[str, ...], status: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words, "--format", "table") == status
    printed = capsys.readouterr()
    assert told in " ".join((printed.out + printed.err).split())
    assert bool(printed.err) == bool(status)


def test_what_matters_stands_before_the_lists(capsys: pytest.CaptureFixture[str]) -> None:
    run("1.txt", "cattle.txt", "--format", "table")
    out = capsys.readouterr().out
    assert out.index("Nothing in common") < out.index("Dropped (2)")


def test_a_date_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        run("1.txt", "2.txt", "--date", "yesterday")
    assert stopped.value.code == 2
