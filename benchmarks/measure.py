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

_EVERY = 0.1  # seconds between two looks at the memory of several processes


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
    """A command that ran: seconds by the clock, and megabytes (of 10^6 bytes) of all its processes at the peak."""

    seconds: float
    megabytes: float
    status: int


def command(arguments: Sequence[str | Path]) -> Run:
    """Run `servanda ARGUMENTS` as a user would, its output thrown away.

    Memory shared between its processes is counted once (proportional set size); one process alone is asked for its own peak.
    """
    program = Path(sys.executable).with_name("servanda")
    began = time.monotonic()
    process = subprocess.Popen([str(program), *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = _Peak(process.pid)
    peak.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    peak.over.set()
    peak.join()
    return Run(seconds, (peak.several or usage.ru_maxrss * 1024) / 1e6, process.returncode)


class _Peak(threading.Thread):
    """Looks at the memory of a process and its children until `over` is set; `several` is the peak while there are children."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.several = 0
        self.over = threading.Event()
        self._pid = pid

    def run(self) -> None:
        while not self.over.wait(_EVERY):
            with suppress(psutil.Error):  # one that has just ended
                process = psutil.Process(self._pid)
                children = process.children(recursive=True)
                if children:
                    self.several = max(self.several, sum(_proportional(each) for each in (process, *children)))


def _proportional(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_full_info().pss)
    return 0
