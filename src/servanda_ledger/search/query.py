"""What somebody looks for: words and fields, read from the parameters of an address and written back as a permalink."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol, TypeVar

from django.utils.translation import gettext as _

from servanda.model.labels import CONDUCTS, DOCUMENT_KINDS, OBLIGATIONS, POLARITIES

Sort = Literal["relevance", "newest", "oldest", "due", "document"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "due", "document")
REVIEWS = ("machine", "confirmed", "corrected", "added", "rejected")
PER_PAGE = 25
MOST_PER_PAGE = 200
_LONGEST = 500  # characters of a query by words
_YEARS = range(1000, 10000)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z)?", re.ASCII)
_DIGITS = re.compile(r"\d{1,15}", re.ASCII)

Value = TypeVar("Value")


class QueryError(ValueError):
    """Raised when parameters of a search mean nothing; `problems` says of each what is wrong, for the user."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class Lists(Protocol):
    """Parameters of which each may come several times (Django's QueryDict)."""

    def getlist(self, key: str) -> list[str]:
        """Every value of `key`."""


@dataclass(frozen=True, slots=True)
class Query:
    """A search. Fields left empty do not narrow it; several values of one field widen it, but of `party` all must be bound.

    `words` is user syntax ("a phrase", -excluded, OR, prefix*). `pair` is two parties. `document` is a document's id, `instrument` and
    `series` are keys of the book. Dates are days of the document, due dates the days within which a deadline falls. Without `review`,
    rejected commitments are left out. `as_of` is a day, a moment in UTC or the number of an entry: the ledger as it stood then.
    """

    words: str = ""
    party: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    obligation: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    polarity: tuple[str, ...] = ()
    document_kind: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    review: tuple[str, ...] = ()
    has_deadline: bool | None = None
    date_from: date | None = None
    date_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    document: str = ""
    instrument: str = ""
    as_of: str = ""
    sort: Sort | None = None
    page: int = 1
    per_page: int = PER_PAGE

    @property
    def order(self) -> Sort:
        """How the results are sorted: as asked, else by relevance where there are words, else the newest first."""
        return self.sort or ("relevance" if self.words else "newest")

    @property
    def parties(self) -> tuple[str, ...]:
        """Every party that must be bound."""
        return tuple(dict.fromkeys((*self.party, *(self.pair or ()))))

    @classmethod
    def from_params(cls, params: Lists | Mapping[str, str | Sequence[str]]) -> Query:
        """The query that parameters ask for; unknown ones are passed over. Raises `QueryError` with every problem."""
        given = _Given(params)
        query = cls(
            words=given.one("q", _words, ""),
            party=given.several("party", _text),
            pair=given.one("pair", _pair, None),
            obligation=given.several("obligation", _among(OBLIGATIONS)),
            kind=given.several("kind", _among(CONDUCTS)),
            polarity=given.several("polarity", _among(POLARITIES)),
            document_kind=given.several("document_kind", _among(DOCUMENT_KINDS)),
            series=given.several("series", _text),
            year=given.several("year", _number(_YEARS)),
            review=given.several("review", _among(REVIEWS)),
            has_deadline=given.one("has_deadline", _yes_or_no, None),
            date_from=given.one("date_from", _day, None),
            date_to=given.one("date_to", _day, None),
            due_from=given.one("due_from", _day, None),
            due_to=given.one("due_to", _day, None),
            document=given.one("document", _text, ""),
            instrument=given.one("instrument", _text, ""),
            as_of=given.one("as_of", _moment, ""),
            sort=given.one("sort", _sort, None),
            page=given.one("page", _number(range(1, 10_000_001)), 1),
            per_page=given.one("per_page", _number(range(1, MOST_PER_PAGE + 1)), PER_PAGE),
        )
        for first, last, name in ((query.date_from, query.date_to, "date"), (query.due_from, query.due_to, "due")):
            if first and last and first > last:
                given.problems.append(_("%(name)s_from is later than %(name)s_to") % {"name": name})
        if given.problems:
            raise QueryError(given.problems)
        return query

    def to_params(self) -> list[tuple[str, str]]:
        """The parameters of this query in one fixed order, without those that change nothing: its permalink."""
        several = ("party", "obligation", "kind", "polarity", "document_kind", "series", "year", "review")
        single = ("date_from", "date_to", "due_from", "due_to", "document", "instrument", "as_of", "sort")
        made: list[tuple[str, str]] = [("q", self.words)] if self.words else []
        for name in several[:1]:
            made += [(name, str(value)) for value in sorted(set(getattr(self, name)))]
        if self.pair:
            made.append(("pair", ",".join(self.pair)))
        for name in several[1:]:
            made += [(name, str(value)) for value in sorted(set(getattr(self, name)))]
        if self.has_deadline is not None:
            made.append(("has_deadline", "yes" if self.has_deadline else "no"))
        made += [(name, str(getattr(self, name))) for name in single if getattr(self, name)]
        if self.per_page != PER_PAGE:
            made.append(("per_page", str(self.per_page)))
        if self.page != 1:
            made.append(("page", str(self.page)))
        return made

    def toggled(self, facet: str, value: str) -> Query:
        """This query with one value of a facet added, or taken away where it is there; from the first page."""
        return replace(self, **{facet: self._without_or_with(facet, value), "page": 1})  # type: ignore[arg-type]

    def _without_or_with(self, facet: str, value: str) -> object:
        if facet == "pair":
            pair = _pair(value)
            return None if self.pair == pair else pair
        if facet == "has_deadline":
            wanted = _yes_or_no(value)
            return None if self.has_deadline is wanted else wanted
        made = int(value) if facet == "year" else value
        now: tuple[object, ...] = getattr(self, facet)
        return tuple(each for each in now if each != made) if made in now else (*now, made)


class _Given:
    """Parameters, and what was found wrong with them."""

    def __init__(self, params: Lists | Mapping[str, str | Sequence[str]]) -> None:
        self._params = params
        self.problems: list[str] = []

    def one(self, name: str, read: Callable[[str], Value], otherwise: Value) -> Value:
        """The last value of a parameter."""
        return next(reversed(self._read(name, read)), otherwise)

    def several(self, name: str, read: Callable[[str], Value]) -> tuple[Value, ...]:
        """Every value of a parameter, once."""
        return tuple(dict.fromkeys(self._read(name, read)))

    def _read(self, name: str, read: Callable[[str], Value]) -> list[Value]:
        if isinstance(self._params, Mapping) and not hasattr(self._params, "getlist"):
            found = self._params.get(name, ())
            values: Sequence[str] = (found,) if isinstance(found, str) else found
        else:
            values = self._params.getlist(name)
        made: list[Value] = []
        for value in values:
            clean = value.replace("\x00", " ").strip()
            if not clean:
                continue
            try:
                made.append(read(clean))
            except ValueError as error:
                self.problems.append(f"{name}: {error}")
        return made


def _text(value: str) -> str:
    if len(value) > _LONGEST:
        raise ValueError(_("longer than %(count)d characters") % {"count": _LONGEST})
    return value


_words = _text


def _among(choices: Sequence[str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(_("“%(value)s” is not one of %(choices)s") % {"value": value[:40], "choices": ", ".join(choices)})
        return value

    return read


def _number(allowed: range) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not _DIGITS.fullmatch(value) or int(value) not in allowed:
            values = {"value": value[:40], "first": allowed[0], "last": allowed[-1]}
            raise ValueError(_("“%(value)s” is not a number from %(first)d to %(last)d") % values)
        return int(value)

    return read


def _pair(value: str) -> tuple[str, str]:
    parts = sorted({part.strip() for part in value.split(",")} - {""})
    if len(parts) != 2:
        raise ValueError(_("“%(value)s” is not two parties with a comma between them") % {"value": value[:40]})
    return parts[0], parts[1]


def _yes_or_no(value: str) -> bool:
    answers = {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}
    if value.lower() not in answers:
        raise ValueError(_("“%(value)s” is neither yes nor no") % {"value": value[:40]})
    return answers[value.lower()]


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(_("“%(value)s” is not a day such as 2031-05-04") % {"value": value[:40]}) from None


def _moment(value: str) -> str:
    if _DIGITS.fullmatch(value):
        return value
    if not _MOMENT.fullmatch(value):
        raise ValueError(_("“%(value)s” is neither a day such as 2031-05-04 nor the number of an entry") % {"value": value[:40]})
    _day(value[:10])
    return value


def _sort(value: str) -> Sort:
    for choice in SORTS:
        if value == choice:
            return choice
    raise ValueError(_("“%(value)s” is not one of %(choices)s") % {"value": value[:40], "choices": ", ".join(SORTS)})
