"""What the tests of accounts share."""

from __future__ import annotations

import pytest

from servanda_ledger.accounts.access import give_role
from servanda_ledger.accounts.models import User
from servanda_ledger.api.middleware import LIMITER

PASSWORD = "seven quiet harbours"


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> None:
    LIMITER.forget()


@pytest.fixture
def editor(db: None) -> User:
    """An editor."""
    user = User.objects.create_user("edith", "edith@example.org", PASSWORD)
    give_role(user, "editor")
    return user


@pytest.fixture
def administrator(db: None) -> User:
    """An administrator."""
    user = User.objects.create_user("ada", "ada@example.org", PASSWORD)
    give_role(user, "administrator")
    return user
