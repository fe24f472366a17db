"""The blocks of README and docs: commands at a terminal, Python, and TOML files, run in order in one folder for each page."""

from __future__ import annotations

import doctest
import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import chdir, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_ELISION = "..."
_COLUMNS = 100
_SECONDS = 120


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


def environment(folder: Path) -> Mapping[str, str]:
    """What the commands see: the program on the path, a plain terminal, nothing of the user's."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}


def at_terminal(words: str, folder: Path) -> str:
    """What a command prints at a terminal of 100 columns, both streams, without colours."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, _COLUMNS, 0, 0))
    pieces = []
    with subprocess.Popen(
        ["bash", "-c", words], cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        with suppress(OSError):  # the end of a terminal is an error on Linux
            while piece := os.read(ours, 65536):
                pieces.append(piece)
        process.wait(_SECONDS)
    os.close(ours)
    text = _STYLE.sub("", b"".join(pieces).decode("utf-8", "replace").replace("\r\n", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


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
