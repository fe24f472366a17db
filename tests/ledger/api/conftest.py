"""What the tests of the API share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from servanda_ledger.accounts.access import SCOPES, give_role
from servanda_ledger.accounts.models import User
from servanda_ledger.accounts.tokens import make
from servanda_ledger.api.middleware import LIMITER


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> Iterator[None]:
    LIMITER.forget()
    yield
    LIMITER.forget()


@pytest.fixture
def editor(db: None) -> User:
    """An editor."""
    user = User.objects.create_user("edith", password="a long pass phrase")
    give_role(user, "editor")
    return user


@pytest.fixture
def token(editor: User) -> str:
    """The secret of a token of the editor that may do everything."""
    return make(editor, "tests", SCOPES, datetime.now(UTC)).secret


@pytest.fixture
def get(client: Client) -> Callable[..., Any]:
    """Asks the API, without credentials."""
    return lambda path, **headers: client.get(f"/api/v1/{path}", headers=headers)


@pytest.fixture
def post(client: Client, token: str) -> Callable[..., Any]:
    """Sends JSON to the API with the token, or with other credentials."""

    def send(path: str, body: dict[str, Any], authorization: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {token}" if authorization is None else authorization}
        return client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)

    return send
