"""Many copies of one communiqué, to see that pages do not ask more as the book grows."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from servanda.pipeline import Kept
from servanda.text import Loaded
from servanda_ledger.book import record


def copy_of(kept: Kept, number: int) -> Kept:
    """The same text as another document."""
    data = kept.loaded.data + b"\n" * number
    source = replace(kept.reading.document.source, id=f"sha256:{hashlib.sha256(data).hexdigest()}", name=f"copy-{number}.txt")
    reading = replace(kept.reading, document=replace(kept.reading.document, source=source))
    return Kept(Loaded(data, f"copy-{number}.txt"), reading)


@pytest.fixture
def grow(db: None, communique: Kept):  # type: ignore[no-untyped-def]
    """Record so many copies of the communiqué of 2031."""
    made = iter(range(1, 1000))

    def grown(number: int) -> None:
        for _ in range(number):
            record.record(copy_of(communique, next(made)), author="tests")

    return grown
