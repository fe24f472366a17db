"""What a party can do to an instrument in its life (terms of the Vienna Convention on the Law of Treaties, 1969)."""

from __future__ import annotations

from typing import Literal, get_args

Action = Literal[
    "negotiated",
    "adopted",
    "signed",
    "ratified",
    "accepted",
    "approved",
    "acceded",
    "succeeded",
    "provisionally applied",
    "in force",
    "reserved",
    "objected",
    "reservation withdrawn",
    "signature withdrawn",
    "ratification withdrawn",  # taken back before the instrument was in force: the party never was bound
    "withdrawn",  # left a treaty that was in force for it (articles 54 and 56)
    "suspended",
    "terminated",
]
ACTIONS: tuple[Action, ...] = get_args(Action)

# From each of these on the party is bound once the instrument is in force (article 2.1(b), article 16).
CONSENT: frozenset[Action] = frozenset(["ratified", "accepted", "approved", "acceded", "succeeded"])
# These end the being bound; withdrawing a ratification, a signature or a reservation does not.
ENDS: frozenset[Action] = frozenset(["withdrawn", "terminated"])
