"""Whom commitments bind, and which texts are whose: counted and sorted in the index of search, without reading rows of the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, overload

import numpy as np

from servanda_ledger.book.models import Commitment
from servanda_ledger.catalogue.commitments import CommitmentLine, commitment_lines
from servanda_ledger.catalogue.moments import NOW, Moment
from servanda_ledger.search.codes import code
from servanda_ledger.search.columns import Columns, Ints, Mask
from servanda_ledger.search.present import current

Bound = Literal["any", "both", "first", "second"]
BOUND: tuple[Bound, ...] = ("any", "both", "first", "second")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many commitments of a set there are of each kind."""

    number: int
    refrain: int
    dated: int
    binding: int
    firm: int
    soft: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Commitments(Sequence[CommitmentLine]):
    """Commitments of which only those that are looked at are read: the latest first, within a text in its order."""

    columns: Columns
    rows: Ints

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> CommitmentLine: ...
    @overload
    def __getitem__(self, at: slice) -> list[CommitmentLine]: ...
    def __getitem__(self, at: int | slice) -> CommitmentLine | list[CommitmentLine]:
        if isinstance(at, int):
            return self[at : at + 1 or None][0]
        ids: list[int] = self.columns.ids[self.rows[at]].tolist()
        places = {id_: place for place, id_ in enumerate(ids)}
        found = Commitment.objects.filter(pk__in=ids).order_by("pk")
        numbered = zip(sorted(ids), commitment_lines(found), strict=True)
        return [line for _, line in sorted(numbered, key=lambda pair: places[pair[0]])]

    def tally(self) -> Tally:
        """Counts of all of them."""
        arrays = self.columns.arrays
        firmness = np.bincount(arrays["obligation"][self.rows], minlength=8)
        days = arrays["day"][self.rows]
        days = days[days > 0]
        return Tally(
            number=len(self.rows),
            refrain=int((arrays["polarity"][self.rows] == code("polarity", "refrain")).sum()),
            dated=int(arrays["has_deadline"][self.rows].sum()),
            binding=int(firmness[code("obligation", "binding")]),
            firm=int(firmness[code("obligation", "firm")]),
            soft=int(firmness[code("obligation", "soft")]),
            first_day=date.fromordinal(int(days.min())) if len(days) else None,
            last_day=date.fromordinal(int(days.max())) if len(days) else None,
        )


def binding(party: str, moment: Moment = NOW) -> Commitments:
    """The commitments that bind a party."""
    columns = current("search_item")
    return _sorted(columns, _standing(columns, moment) & _with(columns, party))


def together(first: str, second: str, bound: Bound = "any", *, alone: bool = False, moment: Moment = NOW) -> Commitments:
    """The commitments of texts that both are party to (`alone`: and nobody else) that bind one of them, both, or only one."""
    columns, papers = current("search_item"), current("search_paper")
    sets = _sets_with(papers, first) & _sets_with(papers, second)
    if alone:
        sets &= np.array([len(each) == 2 for each in papers.party_sets], np.bool_)
    texts = papers.arrays["document"][_held(papers, moment) & sets[papers.arrays["parties"]]]
    one, other = _sets_with(columns, first), _sets_with(columns, second)
    wanted = {"any": one | other, "both": one & other, "first": one & ~other, "second": other & ~one}[bound]
    mask = _standing(columns, moment) & wanted[columns.arrays["parties"]]
    rows = np.flatnonzero(mask)
    rows = rows[np.isin(columns.arrays["document"][rows], texts)]
    return _in_order(columns, rows)


def numbers(moment: Moment = NOW) -> dict[str, tuple[int, int]]:
    """For each party how many texts are its own, and how many commitments bind it."""
    columns, papers = current("search_item"), current("search_paper")
    texts = _by_party(papers, _held(papers, moment))
    made = _by_party(columns, _standing(columns, moment))
    return {each: (texts.get(each, 0), made.get(each, 0)) for each in texts.keys() | made.keys()}


def beside(party: str, moment: Moment = NOW) -> dict[str, int]:
    """For each party how many texts are its and `party`'s, itself included."""
    papers = current("search_paper")
    return _by_party(papers, _held(papers, moment) & _with(papers, party))


def _by_party(columns: Columns, mask: Mask) -> dict[str, int]:
    by_set = np.bincount(columns.arrays["parties"][mask], minlength=len(columns.party_sets))
    counts = columns.parties.counts(by_set).tolist()
    return {name: count for name, count in zip(columns.parties.names, counts, strict=True) if count}


def _held(columns: Columns, moment: Moment) -> Mask:
    return columns.holding if moment.number is None else columns.held(min(moment.number, columns.number))


def _standing(columns: Columns, moment: Moment) -> Mask:
    mask: Mask = _held(columns, moment) & (columns.arrays["review"] != code("review", "rejected"))
    return mask


def _sets_with(columns: Columns, party: str) -> Mask:
    return columns.parties.sets_with(party, len(columns.party_sets))


def _with(columns: Columns, party: str) -> Mask:
    mask: Mask = _sets_with(columns, party)[columns.arrays["parties"]]
    return mask


def _sorted(columns: Columns, mask: Mask) -> Commitments:
    return _in_order(columns, np.flatnonzero(mask))


def _in_order(columns: Columns, rows: Ints) -> Commitments:
    arrays = columns.arrays
    return Commitments(columns, rows[np.lexsort((rows, arrays["position"][rows], columns.document_order[rows], -arrays["day"][rows]))])
