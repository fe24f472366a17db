"""What came of commitments: what editors decided, what the machine proposes as evidence, what parties did to instruments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from servanda_ledger.book.entries import Json
from servanda_ledger.brief.arrivals import item, labelled, references
from servanda_ledger.brief.parts import NOWHERE, Choice, Gathered, Item, Period, Quote, What
from servanda_ledger.brief.scope import Members
from servanda_ledger.catalogue.party_words import codes_of
from servanda_ledger.follow.models import Action, Candidate, Status

_PROPOSED: dict[str, What] = {"fulfils": "fulfils"}
_FIRST = ("broken", "kept", "partly_kept", "under_way", "superseded", "lapsed", "nothing_found", "cannot_be_judged")


def decided(period: Period, choice: Choice, members: Members) -> Gathered:
    """What editors decided in the period and still held at its end, what was broken or kept first."""
    rows = list(_new(Status, period, members))
    of = labelled({row.key for row in rows}, members.moment)
    cited = {row.key: json.loads(row.evidence) for row in rows}
    names = references({str(v["document"]) for v in of.values()} | {e["document"] for each in cited.values() for e in each}, members.moment)
    found = []
    for row in rows:
        values = of.get(row.key)
        if values is None or not _fits(values, members) or str(values["document"]) not in names:
            continue
        evidence: list[Json] = cited[row.key]
        told = evidence[0] if evidence else None
        found.append(
            replace(
                item(values, names[str(values["document"])], what="decided"),
                status=row.status,
                by=row.decided_by,
                reason=row.reason,
                other=Quote(told["text"], told["document"]) if told else None,
                against=names.get(told["document"]) if told else None,
            )
        )
    found.sort(key=lambda i: (_FIRST.index(i.status) if i.status in _FIRST else len(_FIRST), i.words.commitment))
    return Gathered(found[: choice.most], total=len(found))


def evidence(period: Period, choice: Choice, members: Members) -> Gathered:
    """Passages that may show a commitment kept, as the machine proposed or an editor accepted them; and acts on instruments."""
    found = [*_candidates(period, members), *_actions(period, members)]
    return Gathered(found[: choice.most], total=len(found))


def _candidates(period: Period, members: Members) -> Iterator[Item]:
    rows = [r for r in _new(Candidate, period, members) if r.state == "accepted" or (r.state == "open" and r.relation in _PROPOSED)]
    of = labelled({row.commitment for row in rows}, members.moment)
    names = references({str(v["document"]) for v in of.values()} | {row.document for row in rows}, members.moment)
    for row in rows:
        values = of.get(row.commitment)
        if values is None or not _fits(values, members) or not {str(values["document"]), row.document} <= names.keys():
            continue
        yield replace(
            item(values, names[str(values["document"])], what="accepted" if row.state == "accepted" else "fulfils"),
            other=Quote(str(json.loads(row.data)["right"]["text"]), row.document),
            against=names[row.document],
            by=row.settled_by,
            reason=row.settled_reason,
        )


def _actions(period: Period, members: Members) -> Iterator[Item]:
    rows = [row for row in _new(Action, period, members) if members.instrument(row.instrument_key, row.party)]
    cited = {row.id: json.loads(row.evidence) for row in rows}
    names = references({e["document"] for e in cited.values() if e.get("document")}, members.moment)
    for row in rows:
        told = cited[row.id]
        document = names.get(told.get("document", ""))
        if document is None:  # recorded from a list, without a text in the ledger
            yield Item("action", Quote("", ""), NOWHERE, (row.party,), status=row.action, deadline=row.date, instrument=row.instrument,
                       by=row.recorded_by)  # fmt: skip
        else:
            quote = Quote(str(told.get("text", "")), document.id)
            yield Item("action", quote, document, (row.party,), status=row.action, deadline=row.date, instrument=row.instrument,
                       by=row.recorded_by)  # fmt: skip


def _new(model: Any, period: Period, members: Members) -> Any:
    """The rows that began to hold in the period and still held at its end."""
    return members.moment.rows(model).filter(entered__gt=period.after, entered__lte=period.until).order_by("id")


def _fits(values: dict[str, object], members: Members) -> bool:
    return members.commitment(str(values["key"]), codes_of(str(values["parties"])), str(values["document"]))
