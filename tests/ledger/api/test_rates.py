"""Nobody asks too often."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from servanda_ledger.api.rates import Limiter, Rate, parse_rate


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_all_may_come_at_once_and_then_one_at_a_time() -> None:
    clock = Clock()
    limiter = Limiter(clock)
    rate = Rate(3, 60)
    assert [limiter.wait("a", rate) for _ in range(4)] == [0, 0, 0, 20]
    assert limiter.wait("b", rate) == 0
    clock.now += 20
    assert [limiter.wait("a", rate), limiter.wait("a", rate)] == [0, 20]


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 10), st.integers(1, 60))
def test_whoever_waits_as_told_is_let_in(pauses: list[float], count: int, seconds: int) -> None:
    clock = Clock()
    limiter = Limiter(clock)
    rate = Rate(count, seconds)
    let_in = []
    for pause in pauses:
        clock.now += pause
        wait = limiter.wait("a", rate)
        if wait:
            clock.now += wait
            assert limiter.wait("a", rate) == 0
        let_in.append(clock.now)
    # In any window of the rate's length twice the count at most: a full bucket, and what leaked out meanwhile.
    assert all(sum(start <= t <= start + seconds for t in let_in) <= 2 * count + 1 for start in let_in)


@pytest.mark.parametrize("text", ["", "many", "0/minute", "10/day", "-1/minute", "10"])
def test_a_rate_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="300/minute"):
        parse_rate(text)


def test_too_many_requests_are_told_when_to_come_back(db: None, client: Client, settings: object, token: str) -> None:
    settings.API_RATE = "2/minute"  # type: ignore[attr-defined]
    assert [client.get("/api/v1/documents").status_code for _ in range(2)] == [200, 200]
    refused = client.get("/api/v1/documents")
    assert refused.status_code == 429
    assert refused["Retry-After"] == "30"
    assert "wait 30 seconds" in refused.json()["detail"]
    assert client.get("/api/v1/documents", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert client.get("/api/v1/documents", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_a_comparison_counts_as_many(db: None, client: Client, settings: object) -> None:
    settings.API_RATE = "12/minute"  # type: ignore[attr-defined]
    assert client.get("/api/v1/comparisons?left=00000000&right=00000000").status_code == 404
    assert client.get("/api/v1/comparisons?left=00000000&right=00000000").status_code == 429
    assert client.get("/api/v1/documents").status_code == 200
