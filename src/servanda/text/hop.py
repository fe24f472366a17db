"""One request to one http(s) address, within limits of time and size, and to public addresses only.

The address is resolved once, checked, and connected to at the address that was checked, so that a second answer of the
name server changes nothing. Proxies of the environment are not used; any port of a public address may be asked.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from servanda.text.address import Allowed, Resolver, checked_address, is_public, resolve
from servanda.text.kinds import MEDIA_TYPES
from servanda.text.refusal import UnusableError

AGENT = "servanda"
_HEADERS = {
    "Accept": "text/html, application/pdf, text/plain, */*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits of a fetch. `resolver` and `allowed` can be replaced where another network is meant.

    `media_types` None takes every type; `cut` keeps the first `max_bytes` of a larger answer instead of refusing it.
    """

    seconds: float = 20.0
    max_bytes: int = 20_000_000
    max_redirects: int = 5
    media_types: frozenset[str] | None = MEDIA_TYPES
    resolver: Resolver = resolve
    allowed: Allowed = is_public
    agent: str = AGENT
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request came to: the status, the headers by lower-case name and, of a 200, the body and its media type.

    `location` is the whole address that a redirect leads to; `moved` the address of `url` for good, after permanent redirects alone.
    """

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    data: bytes = b""
    media_type: str = ""
    location: str | None = None
    moved: str | None = None


class Hop:
    """One request to one address of a chain of redirects. Raises `UnusableError` for an address that is not to be asked."""

    def __init__(self, url: str, rules: Rules, headers: Mapping[str, str]) -> None:
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            raise UnusableError(f"leads to {url[:200]!r}, which is no http or https address")
        if parts.username is not None or parts.password is not None:
            raise UnusableError("holds a user name or password; give the address without")
        self._secure = parts.scheme.lower() == "https"
        self._host = parts.hostname.encode("idna").decode("ascii") if not parts.hostname.isascii() else parts.hostname
        self._port = parts.port or (443 if self._secure else 80)
        self._path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
        self._url = url
        self._rules = rules
        self._headers = headers
        self._deadline = 0.0

    def ask(self, deadline: float) -> Answer:
        """The answer by `deadline`, of `time.monotonic`. Raises `UnusableError`, or what sockets, TLS, HTTP and zlib raise."""
        self._deadline = deadline
        address = checked_address(self._host, self._port, self._left(), self._rules.resolver, self._rules.allowed)
        line = socket.create_connection((address, self._port), timeout=self._left())
        try:
            if self._secure:
                line = ssl.create_default_context().wrap_socket(line, server_hostname=self._host, do_handshake_on_connect=False)
            # the limit of a socket counts anew with each byte; cutting the line does not
            cutter = threading.Timer(self._left(), _cut, (line,))
            cutter.daemon = True
            cutter.start()
            try:
                return self._talk(line)
            finally:
                cutter.cancel()
        finally:
            line.close()

    def _talk(self, line: socket.socket) -> Answer:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        connection = http.client.HTTPConnection(self._host, self._port)
        connection.sock = line
        # the client leaves out the default port of http only, so the host is written here
        host = f"[{self._host}]" if ":" in self._host else self._host
        default = self._port == (443 if self._secure else 80)
        own = {"User-Agent": self._rules.agent, "Host": host if default else f"{host}:{self._port}"}
        connection.request("GET", self._path, headers={**_HEADERS, **self._headers, **own})
        with connection.getresponse() as response:
            return self._answer(response)

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _answer(self, response: http.client.HTTPResponse) -> Answer:
        headers = {name.lower(): value for name, value in response.getheaders()}
        reason = " ".join(response.reason.split())[:60]
        location = response.getheader("Location")
        if response.status in _REDIRECTS and location:
            where = urljoin(self._url, location.strip().encode("latin-1", "replace").decode("utf-8", "replace"))
            return Answer(self._url, response.status, reason, headers, location=where)
        if response.status != 200:
            return Answer(self._url, response.status, reason, headers)
        media_type = response.getheader("Content-Type") or ""
        bare = media_type.partition(";")[0].strip().lower()
        if self._rules.media_types is not None and bare not in self._rules.media_types:
            raise UnusableError(f"is of type {bare[:60]}, which is not read; pages, texts, PDF, Word files and messages are")
        length = response.getheader("Content-Length") or ""
        if not self._rules.cut and length.isascii() and length.isdigit() and int(length[:18]) > self._rules.max_bytes:
            raise self._too_large()
        return Answer(self._url, 200, reason, headers, self._body(response), media_type)

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
        if encoding not in ("identity", "gzip", "x-gzip", "deflate"):
            raise UnusableError(f"is packed in a way that is not read ({encoding[:30]}); save the page and give the file")
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding != "identity" else None
        pieces: list[bytes] = []
        room = self._rules.max_bytes + 1
        while room > 0:
            self._left()
            piece = response.read1(65_536)
            if not piece:
                break
            if unpack is not None:
                piece = unpack.decompress(piece, room)
            pieces.append(piece)
            room -= len(piece)
        if room <= 0:
            if self._rules.cut:
                return b"".join(pieces)[: self._rules.max_bytes]
            raise self._too_large()
        self._left()
        if response.length or (unpack is not None and not unpack.eof):
            raise http.client.IncompleteRead(b"")
        return b"".join(pieces)

    def _too_large(self) -> UnusableError:
        return UnusableError(f"is larger than {self._rules.max_bytes / 1_000_000:g} MB; save it and give the part that matters")


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # below TLS, whose own way out would wait for the other side
