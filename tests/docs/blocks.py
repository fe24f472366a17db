"""The blocks of README and docs: commands at a terminal, Python, and TOML files, run in order in one folder for each page.

The ledger of a page stands in that folder too, as SERVANDA_HOME is not set.
"""

from __future__ import annotations

import doctest
import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_ELISION = "..."


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language, its text, and where that text stands in the page."""

    language: str
    text: str
    start: int
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a console block and the output shown under it; `...` alone on a line stands for any lines."""

    words: str
    shown: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    text = page.read_text("utf-8")
    return [Block(found[1], found[2], found.start(2), text.count("\n", 0, found.start(2)) + 1) for found in _BLOCK.finditer(text)]


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block: `$ ` begins one, `> ` or `>` goes on with it, other lines are its output."""
    for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        lines = part.split("\n")
        rest = next((n for n, line in enumerate(lines[1:], 1) if line != ">" and not line.startswith("> ")), len(lines))
        yield Command("\n".join([lines[0], *(line[2:] for line in lines[1:rest])]), "\n".join(lines[rest:]).strip("\n"))


def working_folder(folder: Path) -> Path:
    """A copy of the parts of the checkout that the pages speak of."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def agrees(shown: str, printed: str) -> bool:
    """Whether `printed` is what is shown; `...` on a line of its own stands for any lines."""
    pattern = "\n".join("(?:.*\n)*?.*" if line.strip() == _ELISION else re.escape(line.rstrip()) for line in shown.split("\n"))
    return re.fullmatch(pattern, printed) is not None


def run_python(block: Block, page: Path, folder: Path, names: dict[str, object]) -> None:
    """Run a Python block: a session with `>>>` as a doctest, anything else as it stands. Raises what it raises."""
    with chdir(folder):
        if ">>> " not in block.text:
            exec(compile(block.text, f"{page.name}:{block.line}", "exec"), names)
            return
        test = doctest.DocTestParser().get_doctest(block.text, names, page.name, str(page), block.line - 1)
        report: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        failed = runner.run(test, out=report.append, clear_globs=False).failed
        names.update(test.globs)
        assert not failed, "".join(report)


def write_toml(block: Block, folder: Path) -> Path:
    """Write a TOML block to the file that its first line names (`# my-names.toml`). Raises when it is no TOML or names none."""
    tomllib.loads(block.text)
    named = re.match(r"# ([\w.-]+\.toml)\n", block.text)
    assert named, f"line {block.line}: the first line of a TOML block names its file"
    path = folder / named[1]
    path.write_text(block.text, "utf-8")
    return path
