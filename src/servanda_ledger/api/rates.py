"""How often may somebody ask: a bucket that leaks (the generic cell rate algorithm, ITU-T I.371), one time kept for each asker."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

_FORM = re.compile(r"(\d{1,7})\s*/\s*(second|minute|hour)", re.ASCII)
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_MOST_ASKERS = 50_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds; all of them may come at once."""

    count: int
    seconds: int


def parse_rate(text: str) -> Rate | None:
    """`300/minute` as a rate; None for `off`. Raises `ValueError`."""
    if text.strip().lower() == "off":
        return None
    match = _FORM.fullmatch(text.strip().lower())
    if match is None or int(match[1]) == 0:
        raise ValueError(f"{text!r} is no rate; write it like 300/minute (second, minute, hour), or off")
    return Rate(int(match[1]), _SECONDS[match[2]])


@dataclass
class Limiter:
    """Says who must wait. It lives in the memory of one process; several processes each allow the rate."""

    clock: Callable[[], float]
    _due: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, asker: str, rate: Rate, cost: int = 1) -> int:
        """Seconds that `asker` must wait before this request (0: none, and the request is counted). A dear request counts as `cost`."""
        each = rate.seconds / rate.count
        now = self.clock()
        with self._lock:
            full = max(self._due.get(asker, now), now) + each * min(cost, rate.count)
            if full - now > rate.seconds + 1e-9:
                return max(1, math.ceil(full - now - rate.seconds))
            if len(self._due) >= _MOST_ASKERS:
                self._due = {who: when for who, when in self._due.items() if when > now}
            self._due[asker] = full
        return 0

    def forget(self) -> None:
        """Let everybody begin anew."""
        with self._lock:
            self._due.clear()
