"""Addresses that go into calendars and feeds: whole, and nothing in them that could end a line or a quotation."""

from __future__ import annotations

import re

_WEB = re.compile(r'https?://[^\x00-\x20\x7f-\xa0"<>\\^`{|}\u2028\u2029\ud800-\udfff]+')


def web_address(url: str) -> str:
    """`url`, if it is a whole http(s) address that needs no quoting. Raises `ValueError` otherwise."""
    if not _WEB.fullmatch(url):
        raise ValueError(f"{url!r} is not a whole web address (https://...), or holds characters that must be escaped")
    return url
