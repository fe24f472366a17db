"""What belongs to a scope: documents and commitments, as the ledger stood."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import parse_qs

from servanda_ledger.book.models import Commitment, Document, Mention
from servanda_ledger.brief.parts import Scope, ScopeKind
from servanda_ledger.catalogue.dialogues import TEXTS, dialogues
from servanda_ledger.catalogue.instruments import MENTIONS
from servanda_ledger.catalogue.moments import Moment
from servanda_ledger.catalogue.party_codes import UnknownPartyError, party_code
from servanda_ledger.search.find import ids
from servanda_ledger.search.query import Query, QueryError


class ScopeError(ValueError):
    """Raised when a scope means nothing; the message says why."""


def scope_of(kind: ScopeKind, value: str) -> Scope:
    """A scope, checked and in one way to write it. Raises `ScopeError`, whose argument names the field at fault."""
    value = " ".join(value.replace("\x00", " ").split())[:500]
    if kind == "everything":
        return Scope()
    if not value:
        raise ScopeError("nothing")
    if kind in ("party", "pair"):
        codes = sorted({each.strip() for each in value.split(",") if each.strip()})
        codes = sorted({_known(each) for each in codes})
        if len(codes) != (1 if kind == "party" else 2):
            raise ScopeError("count")
        return Scope(kind, ",".join(codes))
    if kind == "search":
        try:
            query = query_of(value)
        except QueryError as error:
            raise ScopeError("search") from error
        if not query.to_params():
            raise ScopeError("nothing")
    return Scope(kind, value)


def _known(code: str) -> str:
    """A party's code as the ledger writes it. Raises `ScopeError` for one that neither the word lists nor the ledger have."""
    try:
        return party_code(code)
    except UnknownPartyError as error:
        raise ScopeError("party") from error


def query_of(value: str) -> Query:
    """The search that a scope means: parameters of an address, or mere words. Raises `QueryError`."""
    params = parse_qs(value.removeprefix("?")) if "=" in value else {"q": [value]}
    return replace(Query.from_params(params), page=1, as_of="", sort=None)


@dataclass(frozen=True)
class Members:
    """Who belongs to a scope at a moment of the book."""

    scope: Scope
    moment: Moment

    @property
    def all(self) -> bool:
        """Whether everything does."""
        return self.scope.kind == "everything"

    def commitment(self, key: str, parties: Collection[str], document: str) -> bool:
        """Whether a commitment does."""
        kind = self.scope.kind
        if kind in ("party", "pair"):
            return all(party in parties for party in self.scope.parties)
        if kind == "dialogue":
            return document in self._documents
        if kind in ("instrument", "search"):
            return key in self._commitments
        return True

    def document(self, key: str, parties: Collection[str]) -> bool:
        """Whether a document does, or may hold something that does."""
        kind = self.scope.kind
        if kind in ("party", "pair"):
            return all(party in parties for party in self.scope.parties)
        if kind in ("dialogue", "instrument"):
            return key in self._documents
        if kind == "search":
            return key in self._documents_found
        return True

    def instrument(self, key: str, party: str) -> bool:
        """Whether what a party did to an instrument does."""
        if self.scope.kind == "party":
            return party == self.scope.value
        if self.scope.kind == "pair":
            return party in self.scope.parties
        return self.all or (self.scope.kind == "instrument" and key == self.scope.value)

    @cached_property
    def _documents(self) -> frozenset[str]:
        if self.scope.kind == "instrument":
            return frozenset(self._mentioning(self.scope.value))
        return TEXTS.of(self.scope.value) | frozenset(
            self.moment.rows(Document).filter(series_key=self.scope.value).values_list("key", flat=True)
        )

    def _mentioning(self, key: str) -> set[str]:
        return set(self.moment.rows(Mention).filter(instrument_key__in={key, *MENTIONS.of(key)}).values_list("document", flat=True))

    @cached_property
    def _found(self) -> dict[str, str]:
        """The commitments that the search finds, with their documents."""
        as_of = "" if self.moment.number is None else str(self.moment.number)
        if self.scope.kind == "instrument":
            keys = {self.scope.value, *MENTIONS.of(self.scope.value)}
            queries = [Query(instrument=key, as_of=as_of) for key in sorted(keys)]
        else:
            queries = [replace(query_of(self.scope.value), as_of=as_of)]
        found = [number for query in queries for number in ids(query)]
        rows: dict[str, str] = {}
        for start in range(0, len(found), 900):
            rows.update(Commitment.objects.filter(pk__in=found[start : start + 900]).values_list("key", "document"))
        return rows

    @cached_property
    def _commitments(self) -> frozenset[str]:
        return frozenset(self._found)

    @cached_property
    def _documents_found(self) -> frozenset[str]:
        return frozenset(self._found.values())


def dialogue_names() -> list[tuple[str, str]]:
    """Every dialogue's key and name, by name."""
    return sorted(((d.key, d.name) for d in dialogues()), key=lambda each: each[1].casefold())


__all__ = ["Members", "ScopeError", "dialogue_names", "query_of", "scope_of"]
