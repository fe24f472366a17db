"""Killed, run twice at once, out of disk, its server restarted: nothing is lost or doubled, and the chain holds."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
WRITER = ["-m", "tests.ledger.faults.writer"]
DOCUMENTS, KILLS = 1000, 50
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")) if Path("/usr/lib/postgresql").exists() else []


def environment(home: Path, url: str = "") -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SERVANDA_", "DJANGO_"))}
    return kept | {"SERVANDA_HOME": str(home), "SERVANDA_DATABASE_URL": url, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


def writer(home: Path, *arguments: object, url: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *WRITER, *map(str, arguments)],
        cwd=ROOT,
        env=environment(home, url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def servanda(home: Path, *arguments: str, url: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "servanda.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment(home, url), capture_output=True, text=True, check=False)


def entries(home: Path, url: str = "") -> int:
    """How many entries the ledger has; it must hold."""
    done = servanda(home, "ledger", "verify", url=url)
    assert done.returncode == 0, done.stdout + done.stderr
    return int(done.stdout.split()[1])


def test_killed_at_any_point_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    rng = random.Random(7)
    for _ in range(KILLS):
        process = writer(tmp_path, DOCUMENTS)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(rng.random() * 0.2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.communicate()
    half = entries(tmp_path)
    assert half > 0
    output, errors = writer(tmp_path, DOCUMENTS).communicate()
    assert int(output.split()[1]) == DOCUMENTS - half, errors
    assert entries(tmp_path) == DOCUMENTS


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    both = [writer(tmp_path, 200) for _ in range(2)]
    outputs = [process.communicate() for process in both]
    assert sum(int(output.split()[1]) for output, _ in outputs) == 200, outputs
    assert entries(tmp_path) == 200


def test_a_full_disk_gives_a_clear_error_and_a_valid_book(tmp_path: Path) -> None:
    assert entries(tmp_path) == 0
    process = writer(tmp_path, DOCUMENTS, 3_000_000)
    _, errors = process.communicate()
    assert process.returncode == 1
    assert errors.startswith("servanda: the ledger cannot be written: ")
    assert "Traceback" not in errors
    assert 0 < entries(tmp_path) < DOCUMENTS
    assert writer(tmp_path, 300).communicate()[0]
    assert entries(tmp_path) >= 300


@pytest.fixture
def server() -> Iterator[tuple[list[str], str]]:
    """A PostgreSQL server of its own: the command that restarts it, and its address."""
    if not SERVERS:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    user = ["su", "postgres", "-s", "/bin/sh", "-c"] if os.getuid() == 0 else ["sh", "-c"]
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    control = SERVERS[-1]
    options = f"-c listen_addresses= -k {folder}"
    subprocess.run([*user, f"'{control.with_name('initdb')}' -D {folder}/data -U servanda -A trust -E UTF8 --locale=C.UTF-8"], check=True)
    run = f"'{control}' -D {folder}/data -w -l {folder}/log -o '{options}'"
    subprocess.run([*user, f"{run} start"], check=True)
    yield [*user, f"{run} -m immediate restart"], f"postgresql://servanda@/postgres?host={folder}"
    subprocess.run([*user, f"'{control}' -D {folder}/data -m immediate stop"], check=False)
    shutil.rmtree(folder)


def test_postgresql_restarted_under_load(server: tuple[list[str], str], tmp_path: Path) -> None:
    restart, url = server
    assert entries(tmp_path, url) == 0
    both = [writer(tmp_path, 300, url=url) for _ in range(2)]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    time.sleep(0.5)
    subprocess.run(restart, check=True, stdout=subprocess.DEVNULL)
    for process in both:
        _, errors = process.communicate()
        assert process.returncode in (0, 1)
        assert "Traceback" not in errors
    half = entries(tmp_path, url)
    assert half > 0
    output, errors = writer(tmp_path, 300, url=url).communicate()
    assert int(output.split()[1]) == 300 - half, errors
    assert entries(tmp_path, url) == 300
