"""Fetching one http(s) address with limits: time in all, size, redirects, and public addresses only, at every hop."""

from __future__ import annotations

import http.client
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from servanda.text.hop import Answer, Hop, Rules
from servanda.text.refusal import UnreadableError, UnusableError

__all__ = ["Fetched", "Rules", "ask", "fetch", "fetched"]

_FOR_GOOD = frozenset([301, 308])


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: the bytes, their media type with parameters, and the address after redirects."""

    data: bytes
    media_type: str
    url: str


def fetch(url: str, rules: Rules | None = None) -> Fetched:
    """What `url` answers. Raises `UnreadableError` with one clear line for whatever goes wrong."""
    return fetched(url, ask(url, rules))


def fetched(url: str, answer: Answer) -> Fetched:
    """The body of an answer to `url`. Raises `UnreadableError` when its status is not 200."""
    if answer.status != 200:
        raise UnreadableError(url, f"answered {answer.status} {answer.reason}".rstrip() + "; check the address in a browser")
    return Fetched(answer.data, answer.media_type, answer.url)


def ask(
    url: str,
    rules: Rules | None = None,
    headers: Mapping[str, str] | None = None,
    before: Callable[[str], None] | None = None,
) -> Answer:
    """The answer of `url` after its redirects, whatever its status. Raises `UnreadableError` when there is none.

    `before` is called with each address before it is asked; what it raises is passed on, and its time does not count.
    """
    rules = rules or Rules()
    deadline = time.monotonic() + rules.seconds
    here, moved, for_good = url, None, True
    try:
        for _ in range(rules.max_redirects + 1):
            hop = Hop(here, rules, headers or {})
            if before is not None:
                waiting = time.monotonic()
                before(here)
                deadline += time.monotonic() - waiting
            answer = hop.ask(deadline)
            if answer.location is None:
                return replace(answer, moved=moved)
            if here.lower().startswith("https:") and not answer.location.lower().startswith("https:"):
                raise UnusableError(f"redirects from https to the unprotected {answer.location[:200]}; give that address if you trust it")
            here = answer.location
            for_good = for_good and answer.status in _FOR_GOOD
            moved = here if for_good else moved
        raise UnusableError(f"redirects more than {rules.max_redirects} times")
    except UnusableError as error:
        raise UnreadableError(url, str(error)) from error
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        raise UnreadableError(url, _told(error, deadline, rules)) from error


def _told(error: Exception, deadline: float, rules: Rules) -> str:
    """What went wrong on the wire, for people."""
    if time.monotonic() >= deadline or isinstance(error, TimeoutError):
        return f"took longer than {rules.seconds:g} seconds; try again later, or save the page and give the file"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"has a certificate that cannot be trusted ({error.verify_message}); check the address"
    if isinstance(error, http.client.IncompleteRead):
        return "broke off in the middle; try again"
    if isinstance(error, http.client.InvalidURL | ValueError):
        return "is not an address that can be asked; check the spelling"
    return f"could not be fetched ({type(error).__name__}: {' '.join(str(error).split())[:120]}); check the address and the connection"
