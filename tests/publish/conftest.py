"""The handmade readings as fixtures."""

from __future__ import annotations

import pytest

from servanda.model.reading import Reading

from . import handmade


@pytest.fixture(scope="session")
def round_one() -> Reading:
    return handmade.round_one()


@pytest.fixture(scope="session")
def round_two() -> Reading:
    return handmade.round_two()


@pytest.fixture(scope="session")
def press() -> Reading:
    return handmade.press()


@pytest.fixture(scope="session")
def treaty() -> Reading:
    return handmade.treaty()


@pytest.fixture(scope="session")
def hostile() -> Reading:
    return handmade.hostile()
