"""Faults are logged with where they were, secrets are not."""

from __future__ import annotations

import logging
import sys

from servanda_ledger.logs import NoSecrets, without_secrets

TOKEN = "servanda_0123456789ab_" + "s" * 43


def test_secrets_are_left_out() -> None:
    assert without_secrets("Internal Server Error: /subscriptions/abcdef0123/") == "Internal Server Error: /subscriptions/.../"
    assert (
        without_secrets("/subscriptions/confirm/a:b:c/ and /subscriptions/asked/")
        == "/subscriptions/confirm/.../ and /subscriptions/asked/"
    )
    assert without_secrets(f"Bearer {TOKEN} is odd") == "Bearer servanda_0123456789ab_... is odd"
    assert without_secrets("/documents/abc/") == "/documents/abc/"


def test_those_of_a_traceback_too() -> None:
    try:
        raise ValueError(f"no such token {TOKEN}")
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "at %s", ("/subscriptions/x1/",), sys.exc_info())
    assert NoSecrets().filter(record)
    told = logging.Formatter().format(record)
    assert "at /subscriptions/.../" in told
    assert "ValueError: no such token servanda_0123456789ab_..." in told
    assert TOKEN not in told
