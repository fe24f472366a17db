"""The one ladder of what came of a commitment, and how other ways of counting map onto it.

Three rungs are kept apart on purpose: nobody has looked (`not_checked`), somebody looked and found nothing (`nothing_found`), and it
cannot be told (`cannot_be_judged`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from servanda.model.labels import one_of

Status = Literal[
    "not_checked",
    "nothing_found",
    "under_way",
    "kept",
    "partly_kept",
    "broken",
    "superseded",
    "lapsed",
    "cannot_be_judged",
]
STATUSES: tuple[Status, ...] = get_args(Status)

# While a commitment is one of these it is open: it can fall due.
OPEN: frozenset[Status] = frozenset(["not_checked", "nothing_found", "under_way", "partly_kept"])
# A decision for one of these asserts something of the world and must show the words of a document.
NEEDS_EVIDENCE: frozenset[Status] = frozenset(["under_way", "kept", "partly_kept", "broken", "superseded"])


def as_rung(value: str) -> Status:
    """A word of the ladder. Raises `ValueError` for any other."""
    return one_of(value, STATUSES, "status")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Another way to count the same thing: its name, where it comes from, and its word for each rung (None: it has none)."""

    name: str
    source: str
    words: dict[Status, str | None]


# The G7 and G20 Research Groups score compliance +1 (full), 0 (partial, or work in progress), -1 (none, or the opposite); they score what
# they have looked at, so a commitment that nobody checked, or that cannot be judged, has no score. "Nothing found" has none either:
# whether it is -1 depends on a deadline's having passed and is for the analyst to say.
COMPLIANCE = Mapping(
    "G7/G20 Research Group compliance score",
    "G7 Research Group and G20 Research Group, Compliance Coding Manual",
    {
        "not_checked": None,
        "nothing_found": None,
        "under_way": "0",
        "kept": "+1",
        "partly_kept": "0",
        "broken": "-1",
        "superseded": None,
        "lapsed": None,
        "cannot_be_judged": None,
    },
)

# The words that promise trackers of the press have in common (Promise Kept, Compromise, Promise Broken, Stalled, In the Works).
TRACKER = Mapping(
    "promise tracker",
    "the ratings of PolitiFact's promise meters",
    {
        "not_checked": "Not Yet Rated",
        "nothing_found": "Stalled",
        "under_way": "In the Works",
        "kept": "Promise Kept",
        "partly_kept": "Compromise",
        "broken": "Promise Broken",
        "superseded": None,
        "lapsed": None,
        "cannot_be_judged": None,
    },
)
MAPPINGS = (COMPLIANCE, TRACKER)
