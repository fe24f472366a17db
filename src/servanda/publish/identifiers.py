"""Identifiers of a page's elements: stable, safe in a URL and an attribute, and never twice on one page."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


class Identifiers:
    """Hands out identifiers for one page. The same readings in the same order get the same ones."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._current: dict[str, str] = {}

    def new(self, prefix: str, wanted: str) -> str:
        """`wanted` as an identifier that begins with `prefix` and a hyphen; a number is added if the page has it already."""
        clean = _UNSAFE.sub("-", wanted).strip("-") or "0"
        base = clean if clean.startswith(prefix + "-") else f"{prefix}-{clean}"
        found, number = base, 1
        while found in self._taken:
            number += 1
            found = f"{base}-{number}"
        self._taken.add(found)
        self._current[wanted] = found
        return found

    def known(self, wanted: str | None) -> str | None:
        """The identifier last handed out for `wanted`, or None."""
        return None if wanted is None else self._current.get(wanted)
