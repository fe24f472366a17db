"""Queries are read from parameters and written back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.labels import CONDUCTS, DOCUMENT_KINDS, OBLIGATIONS, POLARITIES
from servanda_ledger.search.query import REVIEWS, SORTS, Query, QueryError

_NAMES = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).map(str.strip).filter(lambda t: t and "," not in t)
)


def _some(values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=3).map(lambda v: tuple(sorted(v)))


_QUERIES = st.builds(
    Query,
    words=st.just("") | _NAMES,
    party=st.lists(_NAMES, unique=True, max_size=3).map(lambda v: tuple(sorted(v))),
    pair=st.none() | st.lists(_NAMES, min_size=2, max_size=2, unique=True).map(lambda v: tuple(sorted(v))),
    obligation=_some(OBLIGATIONS),
    kind=_some(CONDUCTS),
    polarity=_some(POLARITIES),
    document_kind=_some(DOCUMENT_KINDS),
    year=_some(range(1900, 2050)),
    review=_some(REVIEWS),
    has_deadline=st.none() | st.booleans(),
    date_from=st.none() | st.dates(max_value=date(2000, 1, 1)),
    date_to=st.none() | st.dates(min_value=date(2000, 1, 2)),
    as_of=st.sampled_from(["", "12", "2031-05-04", "2031-05-04T10:00:00Z"]),
    sort=st.none() | st.sampled_from(SORTS),
    page=st.integers(1, 1000),
    per_page=st.integers(1, 200),
)


@given(_QUERIES)
def test_a_permalink_gives_the_query_again(query: Query) -> None:
    made = QueryDict(mutable=True)
    for name, value in query.to_params():
        made.appendlist(name, value)
    assert Query.from_params(QueryDict(made.urlencode())) == query


def test_the_permalink_does_not_depend_on_the_order_asked_in() -> None:
    first = Query.from_params(QueryDict("party=MRN&party=VAL&q=treaty&page=1&utm=x"))
    second = Query.from_params(QueryDict("q=treaty&party=VAL&party=MRN"))
    assert first.to_params() == second.to_params() == [("q", "treaty"), ("party", "MRN"), ("party", "VAL")]


def test_every_problem_is_told() -> None:
    with pytest.raises(QueryError) as caught:
        Query.from_params(
            QueryDict("obligation=hard&date_from=soon&page=0&per_page=9999&pair=VAL&year=x&as_of=then&sort=up&has_deadline=maybe")
        )
    assert [problem.partition(":")[0] for problem in caught.value.problems] == [
        "pair", "obligation", "year", "has_deadline", "date_from", "as_of", "sort", "page", "per_page",
    ]  # fmt: skip
    with pytest.raises(QueryError, match="date_from is later than date_to"):
        Query.from_params({"date_from": "2032-01-01", "date_to": "2031-01-01"})


def test_a_value_of_a_facet_is_added_and_taken_away() -> None:
    query = Query(page=3).toggled("obligation", "firm").toggled("pair", "VAL,MRN").toggled("year", "2031").toggled("has_deadline", "yes")
    assert (query.obligation, query.pair, query.year, query.has_deadline, query.page) == (("firm",), ("MRN", "VAL"), (2031,), True, 1)
    for facet, value in (("obligation", "firm"), ("pair", "MRN,VAL"), ("year", "2031"), ("has_deadline", "yes")):
        query = query.toggled(facet, value)
    assert query == Query()
