"""What is followed: parties, pairs, dialogues, instruments and searches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, get_args

from servanda.corpus.relevance import Followed
from servanda_ledger.catalogue.party_codes import UnknownPartyError, party_code
from servanda_ledger.catalogue.party_words import codes_of, party_name
from servanda_ledger.watch.models import Follow

Kind = Literal["party", "pair", "series", "instrument", "search"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_LONGEST = 500


class FollowError(ValueError):
    """Raised for what cannot be followed; its message says why, for people."""


def follow(kind: Kind, value: str, *, by: str, now: datetime) -> Follow:
    """Follow something from now on; known is fine. Raises `FollowError`."""
    row, _ = Follow.objects.get_or_create(kind=kind, value=checked(kind, value), defaults={"added_at": now, "added_by": by[:200]})
    return row


def unfollow(kind: str, value: str) -> bool:
    """Follow it no more; whether it was followed."""
    return bool(Follow.objects.filter(kind=kind, value=value).delete()[0])


def checked(kind: Kind, value: str) -> str:
    """The value as it is kept. Raises `FollowError`."""
    plain = " ".join(value.split())
    if not plain:
        raise FollowError("say what to follow")
    if len(plain) > _LONGEST:
        raise FollowError(f"what is followed may have {_LONGEST} characters at most")
    if kind == "party":
        return _code(plain)
    if kind == "pair":
        codes = sorted({_code(code) for code in codes_of(plain)})
        if len(codes) != 2:
            raise FollowError(f"{plain!r} is no pair: give the codes of two parties, such as CAN CHN")
        return " ".join(codes)
    return plain


def _code(given: str) -> str:
    """The code of a party. Raises `FollowError`."""
    try:
        return party_code(given, ahead=True)
    except UnknownPartyError as error:
        raise FollowError(str(error)) from error


def followed(rows: Iterable[Follow] | None = None) -> Followed:
    """All that is followed, as `bears` takes it."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for row in Follow.objects.all() if rows is None else rows:
        by_kind[row.kind].append(row.value)
    return Followed(
        parties=tuple(by_kind["party"]),
        pairs=tuple((codes[0], codes[1]) for codes in map(codes_of, by_kind["pair"])),
        series=tuple(by_kind["series"]),
        instruments=tuple((title, (title,)) for title in by_kind["instrument"]),
        searches=tuple(by_kind["search"]),
    )


def shown(row: Follow) -> str:
    """A follow in words, for people."""
    if row.kind == "party":
        return party_name(row.value)
    if row.kind == "pair":
        return ", ".join(party_name(code) for code in codes_of(row.value))
    return row.value
