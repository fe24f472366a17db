"""The sub-command: what it prints, its exit status, its files."""

from __future__ import annotations

import json
import re
import shlex
from html.parser import HTMLParser

import pytest

from servanda.effect.command import main

from .invented import counts_csv, poisson, write


@pytest.fixture
def halved(tmp_path):
    return counts_csv(tmp_path / "halved.csv", poisson(10, 120, 60, 0.5))


def effect(*arguments):
    return main(["effect", *map(str, arguments)])


def test_json_is_that_of_the_contract(halved, capsys):
    assert effect(halved, "--on", "2010-01-01", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["on"], found["verdict"]) == ("servanda.effect/1", "2010-01-01", "decrease")
    assert found["series"][0]["period"] == "2005-01"
    assert isinstance(found["series"][0]["count"], int)
    assert set(found["change"]) == {"ratio", "low", "high", "p"}
    assert found["placebo"]["dates"] >= found["placebo"]["as_large"] >= 0
    assert 0.5 < found["power"]["smallest_detectable_ratio"] < 1
    assert {v["what"] for v in found["sensitivity"]} >= {"data from 2006 on", "counted by quarter", "change of level only"}
    assert found["data"]["digest"].startswith("sha256:")


def test_the_same_data_give_the_same_bytes_and_the_command_repeats_it(halved, capsys):
    options = ["--on", "2010-01-01", "--season", "1", "--level-only", "--lag", "1", "--format", "json"]
    effect(halved, *options)
    first = capsys.readouterr().out
    command = shlex.split(json.loads(first)["command"])
    assert command[:2] == ["servanda", "effect"]
    main([*command[1:], "--format", "json"])
    assert capsys.readouterr().out == first


def test_html_is_one_page_that_needs_nothing(halved, capsys):
    effect(halved, "--on", "2010-01-01", "--format", "html")
    page = capsys.readouterr().out
    HTMLParser().feed(page)
    assert page.count("<svg") == 2
    assert "Verdict: decrease" in page
    assert not re.search(r"<script|<link|<img|(?:src|href)=[\"']https?:", page)


@pytest.mark.parametrize(("kind", "words"), [("markdown", "**Verdict: decrease.**"), ("table", "DECREASE"), ("csv", "period,count,fitted")])
def test_other_formats(halved, capsys, kind, words):
    assert effect(halved, "--on", "2010-01-01", "--format", kind) == 0
    assert words in capsys.readouterr().out


def test_files(halved, tmp_path, capsys):
    for kind in ("png", "svg"):
        effect(halved, "--on", "2010-01-01", "--plot", tmp_path / f"p.{kind}", "--out", tmp_path / "out", "--quiet")
    assert (tmp_path / "p.png").read_bytes()[1:4] == b"PNG"
    assert "<svg" in (tmp_path / "p.svg").read_text()
    assert json.loads((tmp_path / "out" / "halved.json").read_text())["verdict"] == "decrease"
    assert capsys.readouterr().out == ""


def test_a_control_that_falls_as_well_takes_the_decrease_away(tmp_path, capsys):
    ours, theirs = poisson(20, 120, 60, 0.5), poisson(20, 120, 60, 0.5, seed=2)
    lines = ["period,count,who"] + [f"{n},{c},us" for n, c in zip(ours.labels, ours.counts, strict=True)]
    lines += [f"{n},{c},them" for n, c in zip(theirs.labels, theirs.counts, strict=True)]
    path = write(tmp_path / "two.csv", "\n".join(lines) + "\n")
    effect(path, "--on", "2010-01-01", "--where", "who=us", "--format", "json")
    assert json.loads(capsys.readouterr().out)["verdict"] == "decrease"
    effect(path, "--on", "2010-01-01", "--where", "who=us", "--control", "who=them", "--format", "json")
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] == "no detectable change"
    assert found["control"]["alone"]["ratio"] < 0.7


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["--on", "soon"], 2, "--on 'soon'"),
        (["--on", "2010-01-01", "--from", "ZZZ"], 2, "--from 'ZZZ': not a country"),
        (["--on", "2010-01-01", "--where", "x"], 2, "COLUMN=VALUE"),
        (["--on", "2010-01-01", "--plot", "p.gif"], 2, ".png or .svg"),
        (["--on", "2010-01-01", "--season", "9"], 2, "--season 9"),
        (["--on", "2010-01-01", "--dated", "disclosure"], 2, "--dated disclosure"),
        (["--on", "2030-01-01"], 1, "no incident after 2030-01-01: the data run from 2005-01 to 2014-12"),
        (["--on", "1990-01-01"], 1, "nothing before 1990-01-01"),
        (["--on", "2010-01-01", "--start", "2014-12"], 1, "one period only"),
        (["--on", "2010-01-01", "--start", "2020"], 1, "lie outside the data"),
    ],
)
def test_refusals_are_one_line_with_a_status(halved, capsys, options, status, words):
    assert effect(halved, *options) == status
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
