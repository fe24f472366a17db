"""JSON-LD of what the book holds: W3C Web Annotations for the words, PROV-O for who said what when, editors and reader alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote

from django.utils.dateparse import parse_datetime

from servanda.model.reading import Reading
from servanda.publish.annotations import context, document_iri, linked_data
from servanda_ledger.book import chain
from servanda_ledger.book.entries import Entry, Json
from servanda_ledger.catalogue.compared import reading
from servanda_ledger.catalogue.moments import NOW, Moment


def document_linked(document: str, base: str, moment: Moment = NOW) -> Json:
    """A document's reading and its history as one graph. `base` is the address of the site, ending in a slash."""
    entries = history(document, moment)
    return _graph(base, [*_annotated(reading(document, moment), base, entries), *_told(entries, base)])


def commitments_linked(found: Iterable[tuple[str, str]], base: str, moment: Moment = NOW) -> Json:
    """The commitments with these documents and ids, with what the book says of them."""
    wanted: dict[str, set[str]] = {}
    for document, identifier in found:
        wanted.setdefault(document, set()).add(identifier)
    nodes: list[Json] = []
    for document, ids in wanted.items():
        entries = history(document, moment)
        whole = reading(document, moment)
        some = replace(whole, commitments=tuple(c for c in whole.commitments if c.id in ids), claims=())
        decided = [e for e in entries if not e.kind.startswith("commitment.") or ids & {c["id"] for c in e.body["into"]}]
        nodes += [*_annotated(some, base, entries), *_told(decided, base)]
    return _graph(base, list({node["id"]: node for node in nodes}.values()))


def history_linked(entries: Sequence[Entry], base: str) -> Json:
    """Entries of the book as PROV-O activities."""
    return _graph(base, _told(entries, base))


def history(subject: str, moment: Moment) -> list[Entry]:
    """The entries about a subject up to a moment."""
    return [e for e in chain.history_of(subject) if moment.number is None or e.number <= moment.number]


def _graph(base: str, nodes: list[Json]) -> Json:
    added = {"reason": "dcterms:description", "specializationOf": {"@id": "prov:specializationOf", "@type": "@id"}}
    return {"@context": context(base) | added, "@graph": nodes}


def _annotated(found: Reading, base: str, entries: Sequence[Entry]) -> list[Json]:
    last = next(e for e in reversed(entries) if e.kind in ("document.added", "reading.made"))
    made: list[Json] = linked_data(found, base, version=last.body["reader"], read_at=parse_datetime(last.at))["@graph"]
    return made


def _told(entries: Sequence[Entry], base: str) -> list[Json]:
    """Each entry as an activity of its author; the commitments that a decision left are what it generated."""
    nodes: dict[str, Json] = {}
    for entry in entries:
        agent, act = f"{base}agents/{quote(entry.author, safe='')}", f"{base}api/v1/entries/{entry.number}"
        nodes[agent] = {"id": agent, "type": ["Agent"], "name": entry.author}
        node: Json = {
            "id": act,
            "type": ["Activity"],
            "title": entry.kind,
            "reason": entry.reason,
            "identifier": entry.hash,
            "endedAtTime": entry.at,
            "wasAssociatedWith": agent,
        }
        if entry.subject.startswith("sha256:"):
            node["used"] = document_iri(base, entry.subject)
        nodes[act] = node
        if entry.kind.startswith("commitment."):
            for each in entry.body["into"]:
                identifier = f"{document_iri(base, entry.subject)}#{quote(each['id'], safe='')}@{entry.number}"
                whole = f"{document_iri(base, entry.subject)}#{quote(each['id'], safe='')}"
                nodes[identifier] = {
                    "id": identifier,
                    "type": ["Entity"],
                    "specializationOf": whole,
                    "wasGeneratedBy": act,
                    "wasAttributedTo": agent,
                }
    return list(nodes.values())
