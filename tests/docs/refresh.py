"""`make docs`: run the commands of README and docs and write down what they print now.

An output shortened with `...` is kept while it still agrees; otherwise it is written out in full, to be shortened again by hand.
"""

from __future__ import annotations

import doctest
import sys
import tempfile
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path

from tests.docs.blocks import PAGES, Block, agrees, blocks, commands, run_python, working_folder, write_toml
from tests.docs.terminal import Terminal


def main() -> None:
    """Refresh every page, or those whose names are given (`ledger.md`)."""
    for page in [page for page in PAGES if page.name in sys.argv[1:] or not sys.argv[1:]]:
        with tempfile.TemporaryDirectory() as aside:
            folder = working_folder(Path(aside, "work"))
            with Terminal(folder) as terminal:
                text = refreshed(page, folder, terminal)
        if text != page.read_text("utf-8"):
            page.write_text(text, "utf-8")
            print(f"changed: {page.name}")


def refreshed(page: Path, folder: Path, terminal: Terminal) -> str:
    """The text of a page with the outputs of today."""
    text, shift = page.read_text("utf-8"), 0
    names: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(page):
        if block.language == "toml":
            write_toml(block, folder)
        elif block.language == "python" and ">>> " not in block.text:
            try:
                run_python(block, page, folder, names)
            except Exception as error:  # to be mended by hand; the other blocks go on
                print(f"{page.name}, line {block.line}: {error!r}")
        elif block.language in ("python", "console"):
            new = _console(block, terminal) if block.language == "console" else _session(block, folder, names)
            start = block.start + shift
            text = text[:start] + new + text[start + len(block.text) :]
            shift += len(new) - len(block.text)
    return text


def _console(block: Block, terminal: Terminal) -> str:
    written = []
    for command in commands(block):
        printed = terminal.run(command.words)
        shown = command.shown if agrees(command.shown, printed) else printed
        written.append("$ " + command.words.replace("\n", "\n> ").replace("\n> \n", "\n>\n") + "\n" + (shown + "\n" if shown else ""))
    return "".join(written)


def _session(block: Block, folder: Path, names: dict[str, object]) -> str:
    """A Python session with what it prints now; examples that raise keep what is shown."""
    written = []
    with chdir(folder):
        for example in doctest.DocTestParser().get_examples(block.text):
            lines = example.source.rstrip("\n").split("\n")
            written += [">>> " + lines[0], *(f"... {line}".rstrip() for line in lines[1:])]
            with redirect_stdout(StringIO()) as printed:
                try:
                    exec(compile(example.source, "<session>", "single"), names)
                    shown = printed.getvalue()
                except Exception:
                    shown = example.want
            kept = doctest.OutputChecker().check_output(example.want, shown, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
            written += (example.want if kept else shown).rstrip("\n").split("\n") if shown else []
    return "\n".join(written) + "\n"


if __name__ == "__main__":
    main()
