"""Clocks and scales: one core, processor time, and a command's wall-clock time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_EVERY = 0.2  # seconds between two looks at the memory of several processes


@contextmanager
def one_core() -> Iterator[None]:
    """This process on one core only."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def processor_seconds(work: Callable[[], object]) -> float:
    """The processor time of `work` in this process, all its threads together: other programs on the machine do not count."""
    began = time.process_time()
    work()
    return time.process_time() - began


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ran: seconds by the clock, and megabytes (of 10^6 bytes), the peaks of all its processes added up."""

    seconds: float
    megabytes: float
    status: int


def command(arguments: Sequence[str | Path]) -> Run:
    """Run `servanda ARGUMENTS` as a user would, its output thrown away."""
    program = Path(sys.executable).with_name("servanda")
    began = time.monotonic()
    process = subprocess.Popen([str(program), *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks = _Peaks(process.pid)
    peaks.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    peaks.over.set()
    peaks.join()
    # One process alone is asked for its peak at its end; of several, what was last seen of each.
    total = sum(peaks.seen.values()) if len(peaks.seen) > 1 else usage.ru_maxrss * 1024
    return Run(seconds, total / 1e6, process.returncode)


class _Peaks(threading.Thread):
    """Looks at a process and its children until `over` is set; `seen` has the most that each has held, in bytes.

    The system keeps the peak itself (VmHWM), so that none is missed between two looks; memory that processes share counts in each.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.seen: dict[int, int] = {}
        self.over = threading.Event()
        self._pid = pid

    def run(self) -> None:
        while not self.over.wait(_EVERY):
            with suppress(psutil.Error):  # one that has just ended
                process = psutil.Process(self._pid)
                for each in (process, *process.children(recursive=True)):
                    self.seen[each.pid] = _peak(each.pid) or self.seen.get(each.pid, 0)


def _peak(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0
