"""Whose turn it is to have a text read: a visitor may ask so many times a minute, and few texts are read at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from servanda_ledger.accounts.access import may_edit
from servanda_ledger.accounts.requests import client_address, network

PER_MINUTE = 20
AT_ONCE = 2  # reading keeps a core busy; the other threads go on showing pages
_PATIENCE = 20.0  # seconds to wait for a turn
_reading = threading.BoundedSemaphore(AT_ONCE)


class NotNow(Exception):
    """Raised when a text is not read now; the message says when to come back."""


@contextmanager
def turn(request: HttpRequest) -> Iterator[None]:
    """The right to have one text read. Raises `NotNow`."""
    if not may_edit(request.user):
        _count(request)
    if not _reading.acquire(timeout=_PATIENCE):
        raise NotNow(_("Other texts are being read just now. Try again in a minute."))
    try:
        yield
    finally:
        _reading.release()


def _count(request: HttpRequest) -> None:
    key = f"read:{network(client_address(request))}"
    try:
        asked = 1 if cache.add(key, 1, 60) else cache.incr(key)
    except ValueError:  # the minute was over between the two
        asked = 1
    if asked > PER_MINUTE:
        raise NotNow(_("You had %(count)s texts read within a minute. Wait a minute and try again.") % {"count": PER_MINUTE})
