"""What a brief is made of: sections of items, each with the words it stands on. No sentence here: `wording` makes those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal, get_args

Json = dict[str, Any]

SectionName = Literal["new", "changed", "coverage", "due", "outcomes", "evidence"]
SECTIONS: tuple[SectionName, ...] = get_args(SectionName)
What = Literal[
    "new",  # a commitment of a document that came in
    "entered",  # one that an editor added
    "strengthened", "weakened", "contradicted", "dropped",  # between two rounds
    "introduced", "carried",  # new, and not in the round before; in it as well
    "report_more", "report_less", "report_differs", "unsupported",  # a press report against the official text
    "due", "overdue",
    "decided",  # an editor decided what came of it
    "fulfils",  # the machine proposes evidence
    "accepted",  # an editor accepted it
    "action",  # a party signed, ratified, left ... an instrument
]  # fmt: skip
ScopeKind = Literal["everything", "party", "pair", "dialogue", "instrument", "search"]
SCOPES: tuple[ScopeKind, ...] = get_args(ScopeKind)
NewBy = Literal["added", "dated"]  # new is what came into the ledger in the period, or what bears a date in it


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose brief: `value` is a party, two parties with a comma between them, a key of a dialogue or instrument, parameters of a search."""

    kind: ScopeKind = "everything"
    value: str = ""

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties that must be bound."""
        return tuple(p for p in self.value.split(",") if p) if self.kind in ("party", "pair") else ()


@dataclass(frozen=True, slots=True)
class Period:
    """What a brief covers: the entries after number `after` up to `until`, and the days after `since` up to `day`."""

    after: int
    until: int
    since: date
    day: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.day - self.since).days


@dataclass(frozen=True, slots=True)
class Ref:
    """A document as an item names it; `day` is ISO 8601 or empty."""

    id: str
    title: str
    kind: str
    day: str


NOWHERE = Ref("", "", "", "")  # of an item that stands on no document


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, verbatim; `commitment` is the commitment that they are of (empty for none)."""

    text: str
    document: str
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two passages differ, with the words of each side (empty: that side says nothing of it)."""

    facet: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tell. `words` are those of `document`, `other` those of `against` that they are held against.

    `status`, `by` and `reason` are of an editor's decision; for an action `status` is the act. `fresh` is what makes a brief worth
    sending: a deadline that was told before is not. Fields that do not apply are empty.
    """

    what: What
    words: Quote
    document: Ref
    parties: tuple[str, ...] = ()
    obligation: str = ""
    polarity: str = ""
    deadline: str = ""
    deadline_words: str = ""
    last_day: str = ""
    other: Quote | None = None
    against: Ref | None = None
    differences: tuple[Difference, ...] = ()
    status: str = ""
    by: str = ""
    reason: str = ""
    instrument: str = ""
    loose: bool = False
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Items of one kind, the first so many; `total` counts all. `waiting` counts comparisons that were not made yet."""

    name: SectionName
    items: tuple[Item, ...]
    total: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief of the `days` days up to `day`, for a scope, from the ledger as it stood after the entry `until`."""

    day: date
    days: int
    scope: Scope
    sections: tuple[Section, ...]
    ahead: int
    after: int = 0
    until: int = 0
    new_by: NewBy = "added"

    def items(self) -> Iterator[Item]:
        """Every item."""
        for section in self.sections:
            yield from section.items

    @property
    def empty(self) -> bool:
        """Whether it holds nothing that was not told before; an empty brief is not sent."""
        return not any(item.fresh for item in self.items())


@dataclass(frozen=True, slots=True)
class Choice:
    """How a brief is chosen: days to look ahead, the most items of a section, how many comparisons may be made anew, what counts as new."""

    ahead: int = 7
    most: int = 40
    compare: int = 12
    new_by: NewBy = "added"


@dataclass(slots=True)
class Gathered:
    """Items of a section while they are being gathered."""

    items: list[Item] = field(default_factory=list)
    waiting: int = 0
    total: int | None = None


def brief_json(brief: Brief) -> Json:
    """A brief as JSON, without empty fields."""
    return {
        "schema": "servanda.brief/1",
        "day": brief.day.isoformat(),
        "days": brief.days,
        "ahead": brief.ahead,
        "scope": {"kind": brief.scope.kind, "value": brief.scope.value},
        "new_by": brief.new_by,
        "entries": {"after": brief.after, "until": brief.until},
        "empty": brief.empty,
        "sections": [
            {"name": s.name, "total": s.total, "waiting": s.waiting, "items": [item_json(i) for i in s.items]} for s in brief.sections
        ],
    }


def item_json(item: Item) -> Json:
    """An item as JSON, without empty fields."""
    return {name: value for name, value in asdict(item).items() if value not in ("", None, (), [])}


def brief_back(value: Json) -> Brief:
    """The brief that `brief_json` wrote."""
    return Brief(
        day=date.fromisoformat(value["day"]),
        days=value["days"],
        scope=Scope(value["scope"]["kind"], value["scope"]["value"]),
        sections=tuple(Section(s["name"], tuple(_item_back(i) for i in s["items"]), s["total"], s["waiting"]) for s in value["sections"]),
        ahead=value["ahead"],
        after=value["entries"]["after"],
        until=value["entries"]["until"],
        new_by=value["new_by"],
    )


def _item_back(value: Json) -> Item:
    made = dict(value)
    made["words"] = Quote(**value["words"])
    made["document"] = Ref(**value["document"])
    made["parties"] = tuple(value.get("parties", ()))
    made["other"] = Quote(**value["other"]) if "other" in value else None
    made["against"] = Ref(**value["against"]) if "against" in value else None
    made["differences"] = tuple(Difference(**d) for d in value.get("differences", ()))
    made["loose"], made["fresh"] = value.get("loose", False), value.get("fresh", True)
    return Item(**made)
