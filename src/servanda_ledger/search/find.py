"""Finding commitments and documents: `find`, `find_documents`, and `stream` for all that is found."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from servanda_ledger.book import chain
from servanda_ledger.book.models import Blob, Commitment, Document, Mention
from servanda_ledger.search import matches
from servanda_ledger.search.codes import number
from servanda_ledger.search.columns import Columns, Ints, Mask
from servanda_ledger.search.facets import Narrowed, counted, hard, narrowed
from servanda_ledger.search.matched import matched
from servanda_ledger.search.models import Rest
from servanda_ledger.search.order import sorted_rows
from servanda_ledger.search.present import current
from servanda_ledger.search.query import Query
from servanda_ledger.search.results import Bucket, DocumentHit, Hit, Item, Results
from servanda_ledger.search.snippets import marked, passages
from servanda_ledger.search.syntax import Sought, parse

_SENTENCE = 600  # characters of a sentence that a hit shows
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Found:
    """What a query found: the rows after every filter, and their scores by key where they are ranked."""

    columns: Columns
    number: int
    sought: Sought
    narrowed: Narrowed
    rows: Ints
    scores: dict[int, float] | None


def find(query: Query) -> Results[Hit]:
    """One page of commitments, with the count of all and the facets."""
    found = _found(query, matches.ITEMS)
    ids = _page(found, query)
    rows = Commitment.objects.in_bulk(ids)
    scores = found.scores or {}
    hits = tuple(
        Hit(row, marked(row.sentence, found.sought, _SENTENCE), marked(row.document_title, found.sought), scores.get(id_))
        for id_ in ids
        if (row := rows.get(id_)) is not None
    )
    return _results(query, found, hits)


def find_documents(query: Query) -> Results[DocumentHit]:
    """One page of documents whose title or text has the words. Fields that only commitments have do not narrow it."""
    found = _found(query, matches.PAPERS)
    ids = _page(found, query)
    rows = Document.objects.in_bulk(ids)
    scores = _by_id(found) if found.scores else {}
    texts = _texts(rows.values()) if found.sought.groups else {}
    hits = tuple(
        DocumentHit(row, marked(row.title, found.sought), passages(texts.get(row.text_blob, ""), found.sought), scores.get(id_))
        for id_ in ids
        if (row := rows.get(id_)) is not None
    )
    return _results(query, found, hits)


def stream(query: Query) -> Iterator[Commitment]:
    """Every commitment that is found, in order, a few hundred in memory at a time; pages do not matter."""
    for chunk in _chunks(_found(query, matches.ITEMS), query):
        rows = Commitment.objects.in_bulk(chunk)
        yield from (rows[id_] for id_ in chunk if id_ in rows)


def stream_documents(query: Query) -> Iterator[Document]:
    """Every document that is found, as `stream`."""
    for chunk in _chunks(_found(query, matches.PAPERS), query):
        rows = Document.objects.in_bulk(chunk)
        yield from (rows[id_] for id_ in chunk if id_ in rows)


def ids(query: Query) -> list[int]:
    """The ids of every row of a commitment that is found, in no order. An id tells when the row entered (see `book.Version`)."""
    columns, rows = places(query)
    every: list[int] = columns.ids[rows].tolist()
    return every


def places(query: Query) -> tuple[Columns, Ints]:
    """The index's columns of commitments as they are now, and the places in them of all that is found, in the order of their ids."""
    found = _found(replace(query, sort="newest"), matches.ITEMS)
    return found.columns, found.rows


def _found(query: Query, index: matches.Index) -> _Found:
    items = index is matches.ITEMS
    columns = current(index.table)
    at, mask = _moment(columns, query)
    sought = parse(query.words)
    rows: Ints | None = None if mask.all() else np.flatnonzero(mask)
    number_matched = 0
    if sought:
        there = matched(columns, index, sought)
        number_matched = there.number
        if there.others:
            inverse = mask.copy()
            inverse[there.rows] = False
            rows = np.flatnonzero(inverse)
        else:
            rows = there.rows[mask[there.rows]].astype(np.int64)
    if query.instrument:
        wanted = _resting(columns, query.instrument, at, items=items)
        rows = wanted if rows is None else np.intersect1d(rows, wanted)
    left = narrowed(columns, query, hard(columns, query, rows, items=items), items=items)
    final = left.without()
    final = np.arange(len(columns)) if final is None else final
    scores = _scores(query, index, sought, columns, final, number_matched)
    return _Found(columns, at, sought, left, final, scores)


def _moment(columns: Columns, query: Query) -> tuple[int, Mask]:
    """The entry that the query looks back to, and the versions that held then."""
    if not query.as_of:
        return columns.number, columns.holding
    at = int(query.as_of) if query.as_of.isdigit() else chain.number_at(query.as_of)
    at = min(at, columns.number)
    return at, columns.held(at)


def _resting(columns: Columns, instrument: str, at: int, *, items: bool) -> Ints:
    """The rows that rest on an instrument: commitments whose basis it is, documents that speak of it."""
    if items:
        ids = Rest.objects.filter(instrument=number(instrument)).values_list("item", flat=True)
        places = np.sort(columns.places(np.fromiter(ids, np.int64)))
        return places[columns.held(at)[places]]
    keys = Mention.objects.as_of(at).filter(instrument_key=instrument).values_list("document", flat=True)
    there = np.isin(columns.arrays["document"], [number(key) for key in set(keys)])
    return np.flatnonzero(there & columns.held(at))


def _scores(query: Query, index: matches.Index, sought: Sought, columns: Columns, rows: Ints, matched: int) -> dict[int, float] | None:
    """How well each row matches, by key; None when nobody asks, or when too many match to be ranked in time."""
    if query.order != "relevance" or not sought.groups:
        return None
    return matches.scores(index, sought, np.unique(columns.arrays[index.key][rows]).tolist(), matched)


def _page(found: _Found, query: Query) -> list[int]:
    first = (query.page - 1) * query.per_page
    if first >= len(found.rows):
        return []
    ordered = _ordered(found, query, first + query.per_page)
    ids: list[int] = found.columns.ids[ordered[first:]].tolist()
    return ids


def _ordered(found: _Found, query: Query, most: int | None) -> Ints:
    scores = None
    if found.scores is not None:
        key = "text" if "text" in found.columns.arrays else "id"
        scores = np.array([found.scores.get(k, 0.0) for k in found.columns.arrays[key][found.rows].tolist()])
    return sorted_rows(found.columns, found.rows, query.order, scores, most)


def _chunks(found: _Found, query: Query) -> Iterator[Sequence[int]]:
    ids = found.columns.ids[_ordered(found, query, None)]
    for first in range(0, len(ids), _CHUNK):
        yield ids[first : first + _CHUNK].tolist()


def _by_id(found: _Found) -> dict[int, float]:
    scores = found.scores or {}
    texts = found.columns.arrays["text"][found.rows].tolist()
    return {id_: scores[text] for id_, text in zip(found.columns.ids[found.rows].tolist(), texts, strict=True) if text in scores}


def _texts(rows: Iterable[Document]) -> dict[str, str]:
    """The texts of documents by the names of their blobs."""
    blobs = Blob.objects.filter(pk__in={row.text_blob for row in rows}).values_list("sha256", "data")
    return {sha256: zlib.decompress(bytes(data)).decode() for sha256, data in blobs}


def _results(query: Query, found: _Found, hits: tuple[Item, ...]) -> Results[Item]:
    facets = counted(found.narrowed, query)
    keys = [bucket.value for bucket in facets["series"]]
    named = Document.objects.current().filter(series_key__in=keys).order_by("-id").values_list("series_key", "series_name")
    names = dict(named[: 50 * len(keys)]) if keys else {}
    facets["series"] = tuple(_labelled(bucket, names) for bucket in facets["series"])
    ranked = found.scores is not None or query.order != "relevance" or not found.sought.groups
    return Results(query, hits, len(found.rows), facets, ranked, found.number)


def _labelled(bucket: Bucket, names: dict[str, str]) -> Bucket:
    return replace(bucket, label=names.get(bucket.value))
