"""Asking many addresses as a good guest: robots.txt is heeded at every hop, and each host gets time between requests."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from servanda.text.fetch import Fetched, Rules, ask, fetched
from servanda.text.hop import Answer
from servanda.text.refusal import UnreadableError
from servanda.text.robots import MAX_ROBOTS, Robots

_HOSTS = 10_000  # hosts whose last request is remembered


@dataclass(frozen=True, slots=True)
class Manners:
    """How long to leave a host alone between requests, and how long a wait is sat out; in seconds."""

    gap: float = 5.0
    patience: float = 30.0


class TooSoonError(UnreadableError):
    """Raised when a host wants a longer wait than is sat out: `seconds` from now it may be asked."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(name, f"wants {seconds:.0f} seconds between requests; try again later")
        self.seconds = seconds


class Polite:
    """Fetches within `rules` and `manners`. `clock` gives seconds that never run back. Not to be shared by threads."""

    def __init__(
        self,
        rules: Rules | None = None,
        manners: Manners | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.rules = rules or Rules()
        self.manners = manners or Manners()
        self._clock = clock
        self._sleep = sleep
        own = replace(self.rules, max_bytes=MAX_ROBOTS, cut=True, media_types=None)
        self._robots = Robots(lambda url: ask(url, own), clock)
        self._last: dict[str, float] = {}

    def ask(self, url: str, headers: Mapping[str, str] | None = None, rules: Rules | None = None) -> Answer:
        """As `servanda.text.fetch.ask`. Raises `ForbiddenError`, `TooSoonError`, else `UnreadableError`."""
        visited: set[str] = set()  # a redirect within a host belongs to the same visit
        return ask(url, rules or self.rules, headers, lambda here: self._before(here, visited))

    def fetch(self, url: str) -> Fetched:
        """As `servanda.text.fetch.fetch`. Raises `ForbiddenError`, `TooSoonError`, else `UnreadableError`."""
        return fetched(url, self.ask(url))

    def _before(self, url: str, visited: set[str]) -> None:
        delay = max(self._robots.delay(url), self.manners.gap)
        host = (urlsplit(url).hostname or "").lower()
        if host not in visited:
            self._wait(url, host, delay)
        visited.add(host)
        if len(self._last) >= _HOSTS:
            self._last.clear()
        self._last[host] = self._clock()

    def _wait(self, url: str, host: str, delay: float) -> None:
        last = self._last.get(host)
        wait = 0.0 if last is None else last + delay - self._clock()
        if wait > self.manners.patience:
            raise TooSoonError(url, wait)
        if wait > 0:
            self._sleep(wait)
