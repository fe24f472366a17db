"""The day of the book that a question is about: now, or an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda_ledger.book import chain
from servanda_ledger.book.models import Version


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the book: after the entry `number`, asked for as the end of `day`; both None for the present."""

    number: int | None = None
    day: date | None = None

    @classmethod
    def at(cls, day: date | None) -> Moment:
        """The book at the end of a day (UTC); the present for None."""
        return cls() if day is None else cls(chain.number_at(day.isoformat()), day)

    def rows(self, model: type[Version]) -> Any:
        """The rows of a table that hold at this moment."""
        return model.objects.current() if self.number is None else model.objects.as_of(self.number)


NOW = Moment()
