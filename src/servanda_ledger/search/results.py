"""What a search found: hits with their marked words, counts by facet, and pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.search.query import Query


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text; `found` when it is a word that was looked for. Plain text: whoever shows it escapes it."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A commitment that was found. `sentence` is its sentence in parts, shortened around what was found where it is long."""

    row: Commitment
    sentence: tuple[Part, ...]
    title: tuple[Part, ...]
    score: float | None = None


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """A document that was found. `snippet` are a few passages of its text in parts, empty when nothing is found in it."""

    row: Document
    title: tuple[Part, ...]
    snippet: tuple[Part, ...]
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet: how many results it would leave, or add, were it chosen. `label` is a name where the ledger knows one."""

    value: str
    count: int
    selected: bool = False
    label: str | None = None


Item = TypeVar("Item", Hit, DocumentHit)


@dataclass(frozen=True, slots=True)
class Results(Generic[Item]):
    """One page of what was found.

    `facets` are the buckets by field, the largest first. `ranked` is false when relevance was asked for but so many were found that the
    newest stand first instead. `number` is the entry after which the ledger looked like this.
    """

    query: Query
    items: tuple[Item, ...]
    total: int
    facets: dict[str, tuple[Bucket, ...]] = field(default_factory=dict)
    ranked: bool = True
    number: int = 0

    @property
    def page(self) -> int:
        """The number of this page, from 1."""
        return self.query.page

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.query.per_page))

    @property
    def first(self) -> int:
        """The place of the first item of this page among all results, from 1; 0 when the page is empty."""
        return (self.page - 1) * self.query.per_page + 1 if self.items else 0

    @property
    def last(self) -> int:
        """The place of the last item of this page; 0 when the page is empty."""
        return self.first + len(self.items) - 1 if self.items else 0
