"""Sources and readings back from JSON: nothing is lost, and nothing that does not stand in the text comes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.model.claim import Claim
from servanda.model.commitment import Basis, Commitment
from servanda.model.document import Document, Landmark, Series, Source
from servanda.model.entities import Instrument, Meeting, Person
from servanda.model.labels import (
    ABOUTS,
    CONDUCTS,
    DOCUMENT_KINDS,
    INSTRUMENT_STATUSES,
    INSTRUMENT_TYPES,
    OBLIGATIONS,
    POLARITIES,
    Label,
    one_of,
)
from servanda.model.reading import Reading
from servanda.model.span import AnchorError, Span
from servanda.model.wire import READING_SCHEMA, Json


class WireError(ValueError):
    """Raised when JSON is not what it should be; the message names the field ("commitments[3].operator.start: ...")."""


@dataclass(frozen=True, slots=True)
class _Fields:
    """A JSON object at `path`, whose spans count in `text`. Every method raises `WireError` naming the field that is wrong."""

    values: Json
    path: str
    text: str

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def opt_string(self, name: str) -> str | None:
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise WireError(f"{self.at(name)}: not a string")
        return value

    def string(self, name: str) -> str:
        value = self.opt_string(name)
        if value is None:
            raise WireError(f"{self.at(name)}: missing")
        return value

    def opt_number(self, name: str) -> int | None:
        value = self.values.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise WireError(f"{self.at(name)}: not a whole number")
        return value

    def number(self, name: str) -> int:
        value = self.opt_number(name)
        if value is None:
            raise WireError(f"{self.at(name)}: missing")
        return value

    def opt_label(self, name: str, allowed: tuple[Label, ...]) -> Label | None:
        value = self.opt_string(name)
        try:
            return None if value is None else one_of(value, allowed, name)
        except ValueError as error:
            raise WireError(f"{self.at(name)}: {error}") from error

    def label(self, name: str, allowed: tuple[Label, ...]) -> Label:
        value = self.opt_label(name, allowed)
        if value is None:
            raise WireError(f"{self.at(name)}: missing")
        return value

    def _list(self, name: str) -> Iterator[tuple[str, object]]:
        value = self.values.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            raise WireError(f"{self.at(name)}: not an array")
        for place, item in enumerate(value):
            yield f"{self.at(name)}[{place}]", item

    def strings(self, name: str) -> tuple[str, ...]:
        found = []
        for path, item in self._list(name):
            if not isinstance(item, str):
                raise WireError(f"{path}: not a string")
            found.append(item)
        return tuple(found)

    def objects(self, name: str) -> Iterator[_Fields]:
        for path, item in self._list(name):
            yield _fields(item, path, self.text)

    def opt_object(self, name: str) -> _Fields | None:
        value = self.values.get(name)
        return None if value is None else _fields(value, self.at(name), self.text)

    def needed(self, name: str) -> _Fields:
        found = self.opt_object(name)
        if found is None:
            raise WireError(f"{self.at(name)}: missing")
        return found

    def as_span(self) -> Span:
        try:
            span = Span(self.number("start"), self.number("end"), self.string("text"))
            span.verify(self.text)
        except AnchorError as error:
            raise WireError(f"{self.path}: {error}") from error
        return span

    def opt_span(self, name: str) -> Span | None:
        found = self.opt_object(name)
        return None if found is None else found.as_span()

    def span(self, name: str) -> Span:
        return self.needed(name).as_span()

    def spans(self, name: str) -> tuple[Span, ...]:
        return tuple(one.as_span() for one in self.objects(name))

    def agree(self, name: str, expected: object) -> None:
        """A field that repeats what is known otherwise: absent or equal."""
        value = self.values.get(name)
        if value is not None and value != expected:
            raise WireError(f"{self.at(name)}: {value!r} where {expected!r} should be")


def _fields(value: object, path: str, text: str) -> _Fields:
    if not isinstance(value, dict):
        raise WireError(f"{path or 'the whole'}: not an object")
    return _Fields(value, path, text)


def source_from_json(json: Json, text: str) -> Source:
    """The source that `source_json` wrote, with its text. Raises `WireError` for a wrong field or a text of another length."""
    fields = _fields(json, "", text)
    fields.agree("length", len(text))
    return Source(
        id=fields.string("id"),
        name=fields.string("name"),
        text=text,
        language=fields.string("language"),
        title=fields.opt_string("title"),
        published=fields.opt_string("published"),
        landmarks=tuple(Landmark(one.number("start"), one.string("name")) for one in fields.objects("landmarks")),
    )


def reading_from_json(json: Json, source: Source) -> Reading:
    """The reading that `reading_json` wrote of `source`; its own name and language stand.

    Raises `WireError` for a wrong field, a reading of other bytes, or a span that is not verbatim in the text.
    """
    fields = _fields(json, "", source.text)
    schema = fields.string("schema")
    if schema != READING_SCHEMA:
        raise WireError(f"schema: {schema!r} is not {READING_SCHEMA!r}")
    return Reading(
        document=_document(fields.needed("document"), source),
        commitments=tuple(_commitment(c) for c in fields.objects("commitments")),
        claims=tuple(_claim(c) for c in fields.objects("claims")),
        meetings=tuple(_meeting(m) for m in fields.objects("meetings")),
        instruments=tuple(_instrument(i) for i in fields.objects("instruments")),
        people=tuple(_person(p) for p in fields.objects("people")),
    )


def _document(fields: _Fields, source: Source) -> Document:
    series = fields.opt_object("series")
    fields.agree("id", source.id)
    fields.agree("length", len(source.text))
    document = Document(
        source=source,
        kind=fields.label("kind", DOCUMENT_KINDS),
        title=fields.opt_string("title"),
        heading=fields.opt_span("heading"),
        date=fields.opt_string("date"),
        place=fields.opt_string("place"),
        parties=fields.strings("parties"),
        series=None if series is None else Series(series.string("name"), series.opt_number("round")),
        why=fields.strings("why"),
    )
    fields.agree("official", document.official)
    return document


def _commitment(fields: _Fields) -> Commitment:
    place = fields.opt_span("place_words")
    fields.agree("span", fields.values.get("action"))
    fields.agree("place", None if place is None else place.text)
    return Commitment(
        id=fields.string("id"),
        action=fields.span("action"),
        sentence=fields.span("sentence"),
        parties=fields.strings("parties"),
        polarity=fields.label("polarity", POLARITIES),
        obligation=fields.label("obligation", OBLIGATIONS),
        kind=fields.label("kind", CONDUCTS),
        operator=fields.opt_span("operator"),
        subject=fields.opt_span("subject"),
        deadline=fields.opt_string("deadline"),
        deadline_words=fields.opt_span("deadline_words"),
        place=place,
        basis=tuple(Basis(one.as_span(), one.opt_string("instrument")) for one in fields.objects("basis")),
        limits=fields.spans("limits"),
        why=fields.strings("why"),
    )


def _claim(fields: _Fields) -> Claim:
    fields.agree("span", fields.values.get("quote"))
    return Claim(
        id=fields.string("id"),
        quote=fields.span("quote"),
        about=fields.label("about", ABOUTS),
        attributed_to=fields.opt_span("attributed_to"),
        parties=fields.strings("parties"),
        polarity=fields.opt_label("polarity", POLARITIES),
        obligation=fields.opt_label("obligation", OBLIGATIONS),
        kind=fields.opt_label("kind", CONDUCTS),
        date=fields.opt_string("date"),
        date_words=fields.opt_span("date_words"),
        why=fields.strings("why"),
    )


def _meeting(fields: _Fields) -> Meeting:
    return Meeting(
        id=fields.string("id"),
        name=fields.string("name"),
        spans=fields.spans("spans"),
        round=fields.opt_number("round"),
        date=fields.opt_string("date"),
        place=fields.opt_string("place"),
        parties=fields.strings("parties"),
        people=fields.strings("people"),
    )


def _instrument(fields: _Fields) -> Instrument:
    return Instrument(
        id=fields.string("id"),
        title=fields.string("title"),
        type=fields.label("type", INSTRUMENT_TYPES),
        spans=fields.spans("spans"),
        parties=fields.strings("parties"),
        status=fields.label("status", INSTRUMENT_STATUSES),
    )


def _person(fields: _Fields) -> Person:
    return Person(
        name=fields.string("name"),
        spans=fields.spans("spans"),
        native_name=fields.opt_string("native_name"),
        office=fields.opt_string("office"),
        party=fields.opt_string("party"),
    )
