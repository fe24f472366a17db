"""What every template can say: labels, dates, parties, addresses. Loaded for all of them by the settings."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, cast

from django.template import Library
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from servanda.publish.printable import one_line as on_one_line
from servanda.publish.printable import printable
from servanda.publish.words import date_words
from servanda_ledger.book.models import Commitment, Document
from servanda_ledger.book.state import Review, ReviewState
from servanda_ledger.catalogue import party_words
from servanda_ledger.pages import addresses
from servanda_ledger.pages.labels import label as in_words

register = Library()


@register.filter
def label(value: object) -> str:
    """A label of the codebook in plain words."""
    return in_words(value)


@register.filter
def one_line(value: object) -> str:
    """Foreign words on one line, with nothing in them that steers what stands around."""
    return on_one_line(str(value or ""))


@register.filter
def codes(value: str | Sequence[str] | None) -> Sequence[str]:
    """Party codes as a list, from a list or from the tables' " CAN CHN "."""
    if not value:
        return []
    return party_words.codes_of(value) if isinstance(value, str) else value


register.filter("party_name", party_words.party_name)


@register.simple_tag
def party_url(code: str) -> str:
    """The address of a party's page; empty when the site has none."""
    return address_of("party", code)


@register.filter
def edtf(value: str | date | None) -> str:
    """An EDTF date in words ("31 March 2033")."""
    if isinstance(value, date):
        value = value.isoformat()
    return on_one_line(date_words(value)) if value else ""


@register.filter
def day(value: date | None) -> str:
    """A day in words."""
    return date_format(value, "j F Y") if value else ""


@register.filter
def moment(value: str) -> str:
    """The day of a time of the book ("2031-05-04T10:00:00Z")."""
    parsed = parse_datetime(value) if value else None
    return date_format(parsed, "j F Y") if parsed else value


@register.filter
def clock(value: str) -> str:
    """A time of the book, with hours and minutes in UTC."""
    parsed = parse_datetime(value) if value else None
    return f"{date_format(parsed, 'j F Y, H:i')} UTC" if parsed else value


@register.filter
def review(row: Commitment) -> Review:
    """The review of a row of `book.Commitment`, as `partials/review_badge.html` takes it."""
    return Review(cast(ReviewState, row.review), row.reviewed_by, row.reviewed_at, row.review_reason)


@register.filter
def action_words(item: Any) -> str:
    """What is undertaken, from anything that has a commitment as JSON in `data`."""
    return on_one_line(json.loads(item.data)["action"]["text"])


@register.filter
def document_url(key: str) -> str:
    """The address of a document's page."""
    return addresses.document(key)


@register.filter
def short(value: str) -> str:
    """The first digits of a digest, to tell it by eye."""
    return value.removeprefix("sha256:")[:12]


@register.filter
def get(mapping: Any, key: object) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key) if mapping else None


@register.simple_tag(takes_context=True)
def with_parameter(context: Any, name: str, value: object) -> str:
    """The address of this page with one parameter set, or taken away when `value` is empty; a new choice begins at the first page."""
    parameters = context["request"].GET.copy()
    if name != "page":
        parameters.pop("page", None)
    if value in (None, ""):
        parameters.pop(name, None)
    else:
        parameters[name] = str(value)
    query = parameters.urlencode()
    return f"?{query}" if query else str(context["request"].path)


def address_of(name: str, *arguments: object) -> str:
    """The address of a page by its name; empty when the site has no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


@register.simple_tag
def page_url(name: str, *arguments: object) -> str:
    """The address of a page by its name; empty when the site has no such page."""
    return address_of(name, *arguments)


@register.filter
def is_web(value: str) -> bool:
    """Whether this is a web address that may be linked."""
    return value.startswith(("https://", "http://"))


@register.filter
def is_document(subject: str) -> bool:
    """Whether an entry's subject is a document."""
    return subject.startswith("sha256:")


@register.filter
def digits(key: str) -> str:
    """All the digits of a document's id."""
    return key.removeprefix("sha256:")


_SPACES = re.compile(r"\s+")


@register.filter
def one_space(value: str) -> str:
    """A piece of a line: as `one_line`, but the blanks at its ends stay."""
    return _SPACES.sub(" ", printable(value))


@register.filter
def source_name(name: str) -> str:
    """The name of a source as the site shows it: a web address whole, of a file no more than its own name."""
    return on_one_line(name if is_web(name) else PurePath(name).name or name)


@register.filter
def document_title(row: Document) -> str:
    """The title of a row of `book.Document`; without one, the name of its source."""
    return on_one_line(row.title) or source_name(row.name)
