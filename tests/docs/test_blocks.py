"""Everything that README and docs show is what happens."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from servanda.lexicon.own import load_own
from servanda.read.tagger.weights import WEIGHTS

from .blocks import PAGES, ROOT, Block, agrees, blocks, commands, run_python, working_folder, write_toml
from .terminal import Terminal

_READING = re.compile(r"servanda read|servanda\.read\(|open_source|read_all|servanda add")
_PROGRAMS = ("curl", "jq")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_of_the_page_does_what_it_shows(page: Path, tmp_path: Path) -> None:
    found = blocks(page)
    if not (WEIGHTS / "tagger.onnx").exists() and any(_READING.search(block.text) for block in found):
        pytest.skip(f"no weights in {WEIGHTS}")
    shown = "\n".join(block.text for block in found if block.language == "console")
    missing = [program for program in _PROGRAMS if re.search(rf"\b{program} ", shown) and shutil.which(program) is None]
    if missing:
        pytest.skip(f"{page.name} uses {' and '.join(missing)}, which are not installed")
    folder = working_folder(tmp_path / "work")
    with Terminal(folder) as terminal:
        _run(page, found, folder, terminal)


def _run(page: Path, found: list[Block], folder: Path, terminal: Terminal) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    for block in found:
        where = f"{page.name}, line {block.line}"
        if block.language == "console":
            _run_console(block, where, terminal)
        elif block.language == "python":
            run_python(block, page, folder, names)
        elif block.language == "toml":
            load_own([write_toml(block, folder)])


def _run_console(block: Block, where: str, terminal: Terminal) -> None:
    for command in commands(block):
        printed = terminal.run(command.words)
        assert agrees(command.shown, printed), f"{where}: $ {command.words}\nshown:\n{command.shown}\nprinted:\n{printed}"


@pytest.mark.parametrize("page", [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_make_targets_and_linked_files_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"\bmake ([a-z]+)\b(?=`|\n|  )", text)) <= targets
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


def test_no_block_is_in_a_language_that_nobody_runs() -> None:
    languages = {block.language for page in PAGES for block in blocks(page)}
    assert languages <= {"console", "python", "toml", "sh", "text", "json"}


def test_elisions_stand_for_any_lines() -> None:
    assert agrees("a\n...\nd", "a\nb\nc\nd")
    assert agrees("...\nd", "a\nd")
    assert agrees("a\n...", "a\nb\nc")
    assert agrees("a (b)", "a (b)")
    assert not agrees("a\n...\nd", "a\nb\nc")
    assert not agrees("a", "a\nb")
