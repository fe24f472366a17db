"""What every template can say: labels, dates, parties, addresses. Loaded for all of them by the settings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, cast

from django.template import Library
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from servanda.publish.printable import one_line as on_one_line
from servanda.publish.printable import printable
from servanda_ledger.book.models import Commitment
from servanda_ledger.book.state import Review, ReviewState
from servanda_ledger.brief.dates import day_words, when_words
from servanda_ledger.brief.labels import FACETS
from servanda_ledger.catalogue import party_words
from servanda_ledger.pages import addresses
from servanda_ledger.pages.because import because, occurred
from servanda_ledger.pages.labels import label as in_words
from servanda_ledger.pages.told import english, reason_told
from servanda_ledger.pages.told import told as told_in_words

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


@register.filter
def party_name(code: str) -> str:
    """A party's usual name, in the reader's language where it has one there."""
    return named(party_words.party_name(code))


@register.filter
def named(name: str) -> str:
    """A party's name, given in English, in the reader's language; a name that is not known stays as it is."""
    return pgettext("party", name) if name else ""


def every_name(codes: Iterable[str]) -> str:
    """The usual names of parties, in English and in the reader's language, to look for words in."""
    names = [party_words.party_name(code) for code in codes]
    return " ".join([*names, *map(named, names)])


@register.filter
def facet(name: str) -> str:
    """In what two passages differ."""
    return str(FACETS.get(name, name))


@register.filter
def told(sentence: object) -> str:
    """A sentence of the library's in the reader's language."""
    return told_in_words(str(sentence or ""))


@register.filter
def why(reason: object) -> str:
    """The reason of an entry: a usual one in the reader's language, somebody's own words as they are."""
    return reason_told(str(reason or ""))


@register.simple_tag
def party_url(code: str) -> str:
    """The address of a party's page; empty when the site has none."""
    return address_of("party", code)


@register.filter
def edtf(value: str | date | None) -> str:
    """An EDTF date in words ("31 March 2033")."""
    if isinstance(value, date):
        value = value.isoformat()
    return on_one_line(when_words(value)) if value else ""


@register.filter
def day(value: date | None) -> str:
    """A day in words."""
    return day_words(value) if value else ""


@register.filter
def moment(value: str) -> str:
    """The day of a time of the book ("2031-05-04T10:00:00Z")."""
    parsed = parse_datetime(value) if value else None
    return day_words(parsed.date()) if parsed else value


@register.filter
def clock(value: str) -> str:
    """A time of the book, with hours and minutes in UTC."""
    parsed = parse_datetime(value) if value else None
    return f"{day_words(parsed.date())}, {date_format(parsed, 'H:i')} UTC" if parsed else value


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


_FILE = re.compile(r"\S+\.(?:txt|text|md|markdown|html?|xhtml|pdf|docx|eml|json)", re.I)
_NAMED = 3  # parties that stand in the place of a title; of more, how many they are


@register.filter
def document_title(row: Any) -> str:
    """The title of a document, from a row of it or of a commitment in it; without one, what kind of text it is and whose."""
    title = on_one_line(row.document_title if hasattr(row, "document_title") else row.title)
    if title and not _is_name(title):
        return title
    kind = in_words(row.document_kind if hasattr(row, "document_kind") else row.kind)
    between = codes(row.parties) if not hasattr(row, "document_title") else []
    if not between:
        return kind if _dated(row) else f"{kind} {short(getattr(row, 'document', '') or row.key)}"
    if len(between) > _NAMED:
        return _("%(kind)s of %(n)d parties") % {"kind": kind, "n": len(between)}
    return _("%(kind)s: %(parties)s") % {"kind": kind, "parties": ", ".join(map(party_name, between))}


@register.filter
def untitled(row: Any) -> bool:
    """Whether a document has no title of its own, so that the name of its source tells it."""
    return not row.title or _is_name(row.title)


def _is_name(title: str) -> bool:
    return is_web(title) or _FILE.fullmatch(title) is not None


def _dated(row: Any) -> bool:
    return any(getattr(row, name, None) for name in ("day", "made_on", "date", "first_day"))


_QUOTED = re.compile("(“[^”]*”)")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@register.filter
def days_in_words(sentence: str) -> str:
    """A sentence of ours in the reader's language, with its days in words; what it quotes stays as it is."""
    if not english():
        known = because(sentence) or occurred(sentence)
        if known is not None:
            return known
    parts = _QUOTED.split(sentence)
    return "".join(part if i % 2 else _ISO_DAY.sub(lambda found: when_words(found[0]), part) for i, part in enumerate(parts))


@register.filter
def grouped(number: int) -> str:
    """A count with its thousands set apart, as the language does."""
    return number_format(number, force_grouping=True)
