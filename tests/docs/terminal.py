"""A terminal for the commands of a page: 100 columns, nothing of the user's, and a site in the background where a page serves one."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

_STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_COLUMNS = 100
_SECONDS = 120
_SERVE = "servanda serve"
_PORT = ":8000"  # where a page says that its site stands


class Terminal:
    """Runs commands in `folder`. `servanda serve &` starts a site at a free port, which the page calls 8000; it ends with the terminal."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._site: subprocess.Popen[bytes] | None = None
        self._port = _PORT

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._site is not None:
            os.killpg(self._site.pid, signal.SIGTERM)
            self._site.wait(_SECONDS)

    def run(self, words: str) -> str:
        """What a command prints, both streams, without colours."""
        if words.rstrip().endswith("&") and _SERVE in words:
            return self._serve(words.rstrip().removesuffix("&"))
        return self._told(self._printed(words.replace(_PORT, self._port)))

    def _told(self, printed: str) -> str:
        text = _STYLE.sub("", printed.replace("\r\n", "\n")).replace(self._port, _PORT)
        return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")

    def _printed(self, words: str) -> str:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, _COLUMNS, 0, 0))
        pieces = []
        with subprocess.Popen(
            ["bash", "-c", words], cwd=self._folder, env=environment(self._folder), stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
        ) as process:
            os.close(theirs)
            with suppress(OSError):  # the end of a terminal is an error on Linux
                while piece := os.read(ours, 65536):
                    pieces.append(piece)
            process.wait(_SECONDS)
        os.close(ours)
        return b"".join(pieces).decode("utf-8", "replace")

    def _serve(self, words: str) -> str:
        """Start the site, wait until it answers, and give what it said."""
        assert self._site is None, "a page serves one site"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._port = f":{port}"
        said = self._folder.parent / "served.txt"
        with said.open("wb") as out:
            self._site = subprocess.Popen(
                ["bash", "-c", f"exec {words.strip().replace(_SERVE, f'{_SERVE} --port {port}')}"],
                cwd=self._folder,
                env=environment(self._folder),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        until = time.monotonic() + _SECONDS
        while self._site.poll() is None and time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        return self._told(said.read_text("utf-8"))


def environment(folder: Path) -> Mapping[str, str]:
    """What the commands see: the program on the path, a plain terminal, nothing of the user's."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
