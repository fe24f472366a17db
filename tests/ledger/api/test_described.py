"""The description holds: whatever is asked, no answer is a fault of the server, and none is one that it does not name."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from servanda_ledger.api.middleware import LIMITER
from servanda_ledger.book.models import Claim, Commitment
from servanda_ledger.book.record import Recorded
from servanda_ledger.catalogue.dialogues import dialogues
from servanda_ledger.catalogue.instruments import instruments
from servanda_ledger.catalogue.meetings import meetings
from servanda_ledger.catalogue.people import people
from servanda_ledger.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 12  # of each operation
FEWEST = 2  # of each, however slow the machine
SECONDS = 40


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Requests do not close the connection that the test's transaction lives in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_people_are_shown_every_operation(db: None, client: Client) -> None:
    page = client.get("/api/").content.decode()
    description = client.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    for path in description["paths"]:
        assert f"<code>{path}</code>" in page


@pytest.mark.usefixtures("_one_connection")
def test_no_answer_is_a_fault_or_undocumented(recorded: list[Recorded], token: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    known = {
        "document": [each.document for each in recorded],
        "identifier": [*Commitment.objects.values_list("key", flat=True)[:3], *Claim.objects.values_list("key", flat=True)[:2]],
        "number": [1, 2],
        "key": [each.key for listed in (dialogues, instruments, meetings, people) for each in listed()],
        "code": ["VAL"],
        "first": ["VAL"],
        "second": ["MRN"],
    }
    began, tried, asked = time.monotonic(), 0, 0
    for result in schema.get_all_operations():
        operation = result.ok()
        strategy = st.tuples(operation.as_strategy(), st.booleans(), st.booleans(), st.randoms(use_true_random=False))

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
            verbosity=Verbosity.quiet,
        )
        @given(strategy)
        def ask(drawn: tuple[Any, bool, bool, Any]) -> None:
            nonlocal asked
            case, real, with_token, random = drawn
            if asked >= FEWEST and time.monotonic() - began > SECONDS:
                return
            asked += 1
            LIMITER.forget()
            if real:
                for name in case.path_parameters or {}:
                    case.path_parameters[name] = random.choice(known.get(name, ["1"]))
                for name in {"left", "right", "document"} & (case.query or {}).keys():
                    case.query[name] = random.choice(known["document"])
            credentials = {"Authorization": f"Bearer {token}"} if with_token or real else {}
            case.call_and_validate(checks=CHECKS, headers=credentials)

        asked = 0
        ask()
        tried += 1
    assert tried >= 40
