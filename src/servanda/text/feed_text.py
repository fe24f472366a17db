"""The text of a feed or page of links: its encoding told by marks, by UTF-8 itself, by the sender, by the file."""

from __future__ import annotations

import re

from servanda.text.charset import decode
from servanda.text.feed_items import MAX_FEED

_PARAMETER = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_XML = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)


def feed_text(data: bytes, media_type: str | None) -> tuple[str, list[str]]:
    """The first `MAX_FEED` bytes as text, and a problem if there were more. Raises `UnusableError` for binary data."""
    problems = []
    if len(data) > MAX_FEED:
        data = data[:MAX_FEED]
        problems.append(f"is larger than {MAX_FEED // 1_000_000} MB; only its beginning was read")
    declared = _PARAMETER.search(media_type or "")
    inside = _XML.search(data[:1024]) or _META.search(data[:4096])
    encoding = declared.group(1) if declared else inside.group(1).decode("ascii") if inside else None
    return decode(data, encoding).lstrip("\ufeff \t\r\n"), problems
