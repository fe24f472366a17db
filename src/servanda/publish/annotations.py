"""Readings as linked data: W3C Web Annotations for the words, PROV-O for who said what and what read it, in one JSON-LD document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from servanda.model.claim import Claim
from servanda.model.commitment import Commitment
from servanda.model.document import Document
from servanda.model.reading import Reading
from servanda.model.span import Span
from servanda.model.wire import Json

_AROUND = 32  # code points of text before and after a quotation, which tell apart places with the same words
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_OWN_LINKS = ("subject", "operator", "deadlineWords", "place", "basis", "limit", "attributedTo", "dateWords", "party")
_OWN_VALUES = ("polarity", "obligation", "kind", "about", "documentKind", "official", "length", "series", "round", "placeName")
_OWN_TYPES = ("Commitment", "Claim", "Document", "Reading", "Party")


def context(base: str) -> Json:
    """The JSON-LD context, whole, so that nothing is fetched to read it; our own terms stand under `{base}vocabulary#`."""
    own = {name: f"sv:{name}" for name in (*_OWN_VALUES, *_OWN_TYPES)}
    return {
        "@version": 1.1,
        "sv": f"{base}vocabulary#",
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "dcterms": "http://purl.org/dc/terms/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "schema": "http://schema.org/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": "@id",
        "type": "@type",
        # The terms of http://www.w3.org/ns/anno.jsonld that are used here, with the same meaning.
        **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "TextualBody")},
        **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix", "tagging", "classifying")},
        "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
        "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "value": "rdf:value",
        "creator": {"@id": "dcterms:creator", "@type": "@id"},
        "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
        # Provenance.
        **{name: f"prov:{name}" for name in ("Entity", "Activity", "Agent", "SoftwareAgent")},
        **{
            name: {"@id": f"prov:{name}", "@type": "@id"}
            for name in ("used", "wasAssociatedWith", "wasAttributedTo", "wasGeneratedBy", "wasQuotedFrom")
        },
        "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
        "title": "dcterms:title",
        "identifier": "dcterms:identifier",
        "sourceName": "dcterms:source",
        "language": "dcterms:language",
        "name": "foaf:name",
        "softwareVersion": "schema:softwareVersion",
        # Our own.
        **own,
        **{name: {"@id": f"sv:{name}", "@type": "@id"} for name in _OWN_LINKS},
        **{name: {"@id": f"sv:{name}", "@type": _EDTF} for name in ("deadline", "date")},
        "why": {"@id": "sv:why", "@container": "@list"},
    }


def document_iri(base: str, identifier: str) -> str:
    """The IRI of the document with this id (`sha256:...`): `{base}documents/{digest}`."""
    return f"{base}documents/{quote(identifier.removeprefix('sha256:'), safe='')}"


def party_iri(base: str, code: str) -> str:
    """The IRI of a party: `{base}parties/{code}`."""
    return f"{base}parties/{quote(code, safe='')}"


@dataclass(frozen=True, slots=True)
class _Home:
    """Where the annotations of one document live, and what they share."""

    base: str
    document: Document
    version: str
    read_at: str | None

    @property
    def iri(self) -> str:
        return document_iri(self.base, self.document.source.id)

    @property
    def software(self) -> str:
        return f"{self.base}software/servanda/{quote(self.version, safe='')}"

    @property
    def activity(self) -> str:
        return f"{self.iri}#reading-{quote(self.version, safe='')}"


def linked_data(reading: Reading, base: str, *, version: str, read_at: datetime | None = None) -> Json:
    """A reading as JSON-LD under the IRI `base` (ending in `/`): document, activity, software, parties, one annotation for each find.

    `version` is the reader's, `read_at` when it read. Raises `ValueError` for a base without its slash or a time without a zone.
    """
    if not base.endswith("/"):
        raise ValueError(f"the base {base!r} does not end in a slash")
    if read_at is not None and read_at.tzinfo is None:
        raise ValueError(f"the time {read_at} has no time zone")
    time = None if read_at is None else read_at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    home = _Home(base, reading.document, version, time)
    found = [_annotation(home, c.id, c.action, _commitment(home, c), (c.polarity, c.obligation, c.kind)) for c in reading.commitments]
    found += [_annotation(home, c.id, c.quote, _claim(home, c), (c.about, c.polarity, c.obligation, c.kind)) for c in reading.claims]
    return {"@context": context(base), "@graph": [_document(home), *_provenance(home), *_parties(home, reading), *found]}


def _document(home: _Home) -> Json:
    document = home.document
    series = document.series
    return {
        "id": home.iri,
        "type": ["Document", "Entity"],
        **_given(title=document.title),
        "identifier": document.source.id,
        "sourceName": document.source.name,
        "documentKind": document.kind,
        "official": document.official,
        **_given(date=document.date, placeName=document.place),
        "language": document.source.language,
        "length": len(document.text),
        **(_given(series=series.name, round=series.round) if series else {}),
        "party": _party_iris(home, document.parties),
        # An official document speaks for its parties; who issued a press report is not read.
        **({"wasAttributedTo": _party_iris(home, document.parties)} if document.official else {}),
    }


def _provenance(home: _Home) -> list[Json]:
    activity = {
        "id": home.activity,
        "type": ["Reading", "Activity"],
        "used": home.iri,
        "wasAssociatedWith": home.software,
        **_given(endedAtTime=home.read_at),
    }
    return [activity, {"id": home.software, "type": "SoftwareAgent", "name": "Servanda", "softwareVersion": home.version}]


def _parties(home: _Home, reading: Reading) -> list[Json]:
    bound = [c.parties for c in reading.commitments] + [c.parties for c in reading.claims] + [home.document.parties]
    codes = {code for some in bound for code in some}
    return [{"id": party_iri(home.base, code), "type": ["Party", "Agent"], "identifier": code} for code in sorted(codes)]


def _annotation(home: _Home, identifier: str, words: Span, body: Json, labels: Iterable[str | None]) -> Json:
    return {
        "id": f"{home.iri}#{quote(identifier, safe='')}",
        "type": "Annotation",
        "motivation": "classifying",
        # The labels once more as plain tags, for programs that know Web Annotations and not our terms.
        "body": [body, *({"type": "TextualBody", "value": label, "purpose": "tagging"} for label in labels if label)],
        "target": _target(home, words),
        "creator": home.software,
        **_given(created=home.read_at),
        "wasGeneratedBy": home.activity,
    }


def _commitment(home: _Home, c: Commitment) -> Json:
    return {
        "type": ["Commitment", "Entity"],
        "wasQuotedFrom": home.iri,
        "party": _party_iris(home, c.parties),
        "polarity": c.polarity,
        "obligation": c.obligation,
        "kind": c.kind,
        **_given(deadline=c.deadline),
        **_targets(home, subject=c.subject, operator=c.operator, deadlineWords=c.deadline_words, place=c.place),
        "basis": [_target(home, b.span) for b in c.basis],
        "limit": [_target(home, limit) for limit in c.limits],
        "why": list(c.why),
    }


def _claim(home: _Home, c: Claim) -> Json:
    return {
        "type": ["Claim", "Entity"],
        "wasQuotedFrom": home.iri,
        "about": c.about,
        "party": _party_iris(home, c.parties),
        **_given(polarity=c.polarity, obligation=c.obligation, kind=c.kind, date=c.date),
        **_targets(home, attributedTo=c.attributed_to, dateWords=c.date_words),
        "why": list(c.why),
    }


def _target(home: _Home, span: Span) -> Json:
    text = home.document.text
    around = _given(prefix=text[max(0, span.start - _AROUND) : span.start] or None, suffix=text[span.end : span.end + _AROUND] or None)
    return {
        "type": "SpecificResource",
        "source": home.iri,
        "selector": [
            {"type": "TextQuoteSelector", "exact": span.text, **around},
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def _targets(home: _Home, **spans: Span | None) -> Json:
    return {name: _target(home, span) for name, span in spans.items() if span is not None}


def _party_iris(home: _Home, codes: tuple[str, ...]) -> list[str]:
    return [party_iri(home.base, code) for code in codes]


def _given(**fields: object) -> Json:
    return {name: value for name, value in fields.items() if value is not None}
