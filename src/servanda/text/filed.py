"""The day that a file name or web address carries: archives file texts under it ("2031-05-04-communique.txt", ".../2031/05/04/...")."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)([-_/])(\d\d)\2(\d\d)(?!\d)")


def filed_under(name: str) -> str | None:
    """The last whole day (ISO 8601) in the last parts of `name`, or None."""
    found = None
    for match in _DAY.finditer(name if "://" in name else re.split(r"[\\/]", name)[-1]):
        try:
            found = date(int(match[1]), int(match[3]), int(match[4])).isoformat()
        except ValueError:
            continue
    return found
