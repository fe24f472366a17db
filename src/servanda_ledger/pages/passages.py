"""Passages of the ledger's documents that have some words: to cite, so verbatim and whole sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.model.segments import segments
from servanda_ledger.book import chain
from servanda_ledger.book.models import Document
from servanda_ledger.search.find import find_documents
from servanda_ledger.search.query import Query, QueryError

_WORD = re.compile(r"\w{2,}")
_DOCUMENTS = 6
_EACH = 2  # passages of one document
_LONGEST = 900


@dataclass(frozen=True, slots=True)
class Passage:
    """Exact words of a document."""

    document: Document
    words: str


def passages(words: str) -> list[Passage]:
    """Sentences that have the most of these words, from the documents that search finds for them. Empty for words that cannot be sought."""
    try:
        hits = find_documents(Query.from_params({"q": words, "per_page": str(_DOCUMENTS)})).items
    except QueryError:
        return []
    wanted = {word.casefold()[:6] for word in _WORD.findall(words)}
    found = []
    for hit in hits:
        text = chain.blob(hit.row.text_blob).decode()
        scored = [(len(wanted & {w.casefold()[:6] for w in _WORD.findall(text[s.start : s.end])}), -s.start, s) for s in segments(text)]
        best = sorted((each for each in scored if each[0]), key=lambda each: each[:2], reverse=True)[:_EACH]
        found += [Passage(hit.row, text[s.start : s.end]) for _, _, s in best if s.end - s.start <= _LONGEST]
    return found
