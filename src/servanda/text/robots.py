"""What a site's robots.txt allows, by RFC 9309, asked for once a day and host."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from servanda.text.charset import decode
from servanda.text.hop import AGENT, Answer
from servanda.text.refusal import UnreadableError, UnusableError

if TYPE_CHECKING:
    from protego import Protego

MAX_ROBOTS = 500_000  # bytes that are read, as RFC 9309 asks for at least 500 KiB of parsing; the rest is left
_KEPT = 86_400.0  # seconds
_RETRIED = 600.0  # seconds until a robots.txt that could not be had is asked for again
_HOSTS = 5_000  # robots.txt files that are remembered


class ForbiddenError(UnreadableError):
    """Raised for an address that the site's robots.txt does not allow."""


@dataclass(frozen=True, slots=True)
class _Known:
    until: float
    found: Protego | None  # None: everything is allowed
    trouble: str | None = None  # why nothing may be asked for now


class Robots:
    """The robots.txt of every host met; `ask` fetches one, `clock` gives seconds that never run back."""

    def __init__(self, ask: Callable[[str], Answer], clock: Callable[[], float]) -> None:
        self._ask = ask
        self._clock = clock
        self._known: dict[str, _Known] = {}

    def delay(self, url: str) -> float:
        """The seconds that the site wants between requests (0 when it says nothing).

        Raises `ForbiddenError` for an address that is not allowed, and `UnreadableError` when the site's robots.txt cannot be had now.
        """
        known = self._of(url)
        if known.trouble is not None:
            raise UnreadableError(url, known.trouble)
        if known.found is None:
            return 0.0
        if not known.found.can_fetch(url, AGENT):
            raise ForbiddenError(url, "is not to be read by programs, says the site's robots.txt; ask the site, or give the file")
        rate = known.found.request_rate(AGENT)
        spacing = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
        return max(float(known.found.crawl_delay(AGENT) or 0.0), float(spacing), 0.0)

    def _of(self, url: str) -> _Known:
        parts = urlsplit(url)
        site = f"{parts.scheme.lower()}://{parts.netloc.lower()}"
        known = self._known.get(site)
        if known is None or self._clock() >= known.until:
            if len(self._known) >= _HOSTS:
                self._known.clear()
            known = self._known[site] = self._fetched(site)
        return known

    def _fetched(self, site: str) -> _Known:
        """RFC 9309, 2.3.1: no such file allows everything; a site that cannot tell allows nothing for now."""
        now = self._clock()
        try:
            answer = self._ask(f"{site}/robots.txt")
        except UnreadableError as error:
            return _Known(now + _RETRIED, None, f"could not be asked what programs may read: robots.txt {error.reason}")
        if answer.status == 429 or answer.status >= 500:
            return _Known(now + _RETRIED, None, f"could not be asked what programs may read: robots.txt answered {answer.status}")
        if answer.status != 200:
            return _Known(now + _KEPT, None)
        return _Known(now + _KEPT, _parsed(answer.data))


def _parsed(data: bytes) -> Protego | None:
    from protego import Protego

    try:
        return Protego.parse(decode(data[:MAX_ROBOTS], "utf-8").lstrip("\ufeff"))
    except (UnusableError, ValueError):
        return None  # no robots.txt but a picture or the like
