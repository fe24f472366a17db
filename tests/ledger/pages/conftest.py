"""What the tests of the pages share."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    """Visitors are counted anew in every test."""
    cache.clear()
