"""Small numbers for the values of closed fields, and numbers for names, as the index keeps them.

The index is full of these numbers: add new values at the end, never between. What is not known has the code 0.
"""

from __future__ import annotations

import hashlib
from datetime import date

VALUES: dict[str, tuple[str, ...]] = {
    "obligation": ("", "binding", "firm", "soft"),
    "kind": ("", "meet", "consult", "conclude", "establish", "provide", "cooperate", "uphold", "act"),
    "polarity": ("", "do", "refrain"),
    "review": ("", "machine", "confirmed", "corrected", "added", "rejected"),
    "document_kind": (
        "",
        "communique",
        "joint_statement",
        "declaration",
        "readout",
        "fact_sheet",
        "treaty",
        "mou",
        "resolution",
        "press_release",
        "report",
    ),
    "has_deadline": ("no", "yes"),
}
_CODES = {field: {value: code for code, value in enumerate(values)} for field, values in VALUES.items()}
LAST_DAY = date.max.toordinal()


def code(field: str, value: str) -> int:
    """The code of a value of a closed field."""
    return _CODES[field].get(value, 0)


def number(name: str) -> int:
    """The number of a name: 63 bits of its BLAKE2b digest, 0 for no name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big") >> 1 if name else 0


def day(value: date | None, otherwise: int = 0) -> int:
    """A day as its number since the first of January of the year 1."""
    return value.toordinal() if value else otherwise
