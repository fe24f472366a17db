"""What editors recorded of parties' acts, as stages in the life of an instrument."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from servanda_ledger.book.keys import instrument_key
from servanda_ledger.catalogue.instruments import MentionLine
from servanda_ledger.catalogue.instruments import key_of as instrument_of
from servanda_ledger.catalogue.life import Act, Stage
from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.follow.models import Action

# What a recorded act comes to in a life as the catalogue draws it. Acts that leave a party where it stood (reservations and objections, a
# signature taken back) have none and are listed beside it.
ACTS: dict[str, Act] = {
    "negotiated": "negotiated",
    "adopted": "negotiated",
    "signed": "signed",
    "ratified": "ratified",
    "accepted": "ratified",
    "approved": "ratified",
    "acceded": "ratified",
    "succeeded": "ratified",
    "in force": "in force",
    "ratification withdrawn": "ratification withdrawn",
    "withdrawn": "withdrawn",
    "terminated": "withdrawn",
}


def recorded_stages(key: str, mentions: Sequence[MentionLine], moment: Moment) -> Iterator[Stage]:
    """The recorded acts on the instrument with this key, as the catalogue asks for them (`catalogue.instruments.add_source`)."""
    for row in acts_on(key, (m.title for m in mentions), moment):
        act = ACTS.get(row.action)
        if act is not None:
            evidence = json.loads(row.evidence)
            words = evidence.get("text") or evidence.get("source", "")
            yield Stage(
                act,
                row.party,
                date=row.date,
                day=row.day,
                words=words if act == row.action else f"{row.action}: {words}",
                document=evidence.get("document", ""),
                title=row.instrument,
                start=evidence.get("start", 0),
                entry=row.entry,
                source="editor",
            )


def acts_on(key: str, titles: Iterable[str], moment: Moment) -> list[Action]:
    """Everything recorded on an instrument, under its own key or one of the titles that texts give it; the earliest first."""
    names = {key, *(instrument_key(title) for title in titles)}
    rows = [row for row in moment.rows(Action).order_by("day", "id") if row.instrument_key in names or instrument_of(row.instrument) == key]
    return list(rows)
