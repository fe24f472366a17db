"""The commands over the ledger: what they print, and one clear line for whatever keeps them from it."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from servanda_ledger.book import record
from servanda_ledger.commands.due import FORMATS
from servanda_ledger.commands.due_shown import show
from servanda_ledger.commands.start import told, within, words
from servanda_ledger.follow.due import Asked, due

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("SERVANDA_", "DJANGO_", "PYTEST_"))}
DAY = date(2032, 12, 20)


def servanda(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import sys; from servanda.cli import main; sys.exit(main())", *arguments]
    return subprocess.run(command, env=CLEAN | environment, capture_output=True, text=True, timeout=60, check=False)


def shown(form: str, capsys: pytest.CaptureFixture[str]) -> str:
    show(iter(due(Asked(DAY))), Asked(DAY), form)
    return capsys.readouterr().out


def test_every_format_holds_the_same_items(recorded: list[record.Recorded], capsys: pytest.CaptureFixture[str]) -> None:
    whole = json.loads(shown("json", capsys))
    keys = [item["commitment"]["id"] for item in whole["items"]]
    assert keys
    assert [json.loads(line)["commitment"]["id"] for line in shown("jsonl", capsys).splitlines()] == keys
    rows = list(csv.DictReader(io.StringIO(shown("csv", capsys))))
    assert [row["commitment"] for row in rows] == keys
    assert [row["state"] for row in rows] == [item["state"] for item in whole["items"]]
    assert shown("markdown", capsys).count("\n| ") == len(keys) + 1
    assert shown("html", capsys).count("<tr>") == len(keys) + 1
    assert set(FORMATS) == {"table", "json", "jsonl", "csv", "markdown", "html"}


@pytest.mark.parametrize("command", [("due",), ("brief",), ("ledger", "verify"), ("ledger", "user", "list")])
def test_a_folder_that_cannot_be_is_one_line(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = servanda(*command, SERVANDA_HOME=str(tmp_path / "file" / "home"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "Not a directory; look at SERVANDA_HOME" in done.stderr


@pytest.mark.parametrize("url", ["mysql://u:hidden@h/x", "postgresql://u:hidden@[bad/x", "postgresql://u:hidden@127.0.0.1:abc/x"])
def test_a_wrong_database_url_is_one_line_without_its_password(url: str, tmp_path: Path) -> None:
    done = servanda("due", SERVANDA_HOME=str(tmp_path), SERVANDA_DATABASE_URL=url)
    assert done.returncode == 1
    assert done.stderr == (
        "servanda: the ledger cannot be opened: SERVANDA_DATABASE_URL must be a PostgreSQL URL: postgresql://user:password@host:5432/name\n"
    )


def test_a_database_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    done = servanda("ledger", "verify", SERVANDA_HOME=str(tmp_path), SERVANDA_DATABASE_URL="postgresql://u:hidden@127.0.0.1:1/x")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "SERVANDA_DATABASE_URL" in done.stderr
    assert "hidden" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [("add", "x", "--jobs", "0"), ("add", "x", "--reason", " "), ("serve", "--port", "99999"), ("ledger", "reread", "--author", "")],
)
def test_an_option_that_means_nothing_ends_before_anything_begins(command: tuple[str, ...], tmp_path: Path) -> None:
    done = servanda(*command, SERVANDA_HOME=str(tmp_path / "home"))
    assert done.returncode == 2
    assert not (tmp_path / "home").exists()


def test_words_of_the_frame() -> None:
    assert words("Edda Editor") == "Edda Editor"
    for wrong in ("", "\udcff", "a\x00", "a" * 201):
        with pytest.raises(argparse.ArgumentTypeError):
            words(wrong)


def test_errors_in_one_line(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(FileNotFoundError(2, "No such file or directory", "x")) == "x: No such file or directory"
    assert told(ValueError("a\n  b")) == "a b"

    def fails(args: argparse.Namespace) -> int:
        raise OSError(28, "No space left on device")

    assert within(fails, argparse.Namespace()) == 1
    assert capsys.readouterr().err == "servanda: No space left on device; nothing half-done was left\n"
