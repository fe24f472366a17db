"""Feeds out: briefs and new commitments as Atom and JSON Feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from urllib.parse import urlsplit

from django.db.models import Max, Min
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from servanda.publish.feeds import Feed, FeedItem, tag_uri
from servanda_ledger.book.models import Commitment, Entry
from servanda_ledger.brief import links
from servanda_ledger.brief.arrivals import item, references
from servanda_ledger.brief.choose import brief_of
from servanda_ledger.brief.labels import scope_words
from servanda_ledger.brief.parts import Choice, Scope
from servanda_ledger.brief.wording import Shown, Told, told, worded
from servanda_ledger.catalogue.moments import NOW
from servanda_ledger.search.find import ids
from servanda_ledger.search.query import Query

_DAYS = 14  # days with entries whose briefs a feed holds
_COMMITMENTS = 60
_BORN = date(2026, 1, 1)  # of the tag URIs; any day on which the site had its name would do
_FEW = Choice(compare=1)


@dataclass(frozen=True, slots=True)
class Where:
    """The address of the feed itself, and of the page it is about."""

    own: str
    page: str


@dataclass(frozen=True, slots=True)
class BookDay:
    """A day (UTC) on which the book grew: its first and last entry."""

    day: date
    first: int
    last: int


def book_days(before: date | None = None, most: int | None = None) -> list[BookDay]:
    """The days on which the book grew, the latest first."""
    rows = Entry.objects.annotate(day=Substr("at", 1, 10)).values("day").annotate(first=Min("number"), last=Max("number")).order_by("-day")
    if before is not None:
        rows = rows.filter(at__lt=before.isoformat())
    return [BookDay(date.fromisoformat(row["day"]), row["first"], row["last"]) for row in (rows[:most] if most else rows)]


def briefs_feed(scope: Scope, where: Where, language: str, now: datetime) -> Feed:
    """The briefs of the last days that are over and on which something came into the book."""
    found = []
    for each in book_days(before=now.astimezone(UTC).date(), most=_DAYS):
        brief = brief_of(each.day, 1, scope, _FEW)
        if brief.empty:
            continue
        shown = worded(brief, language)
        over = datetime.combine(each.day + timedelta(days=1), time(), UTC)
        found.append(
            FeedItem(
                id=_tag("brief", each.day.isoformat(), scope.kind, scope.value),
                title=shown.title,
                url=shown.url,
                published=over,
                updated=over,
                summary=shown.summary,
                html="".join(_html(shown.sections)),
            )
        )
    about = scope_words(scope)
    title = _("Servanda: briefs on %(scope)s") % {"scope": about} if about else _("Servanda: briefs")
    return _feed(("briefs", scope.kind, scope.value), title, where, language, found)


def commitments_feed(query: Query, where: Where, language: str) -> Feed:
    """The commitments that a search finds, those that came into the book last first."""
    newest = sorted(ids(query), reverse=True)[:_COMMITMENTS]
    fields = ("id", "key", "document", "action", "parties", "polarity", "obligation", "deadline", "deadline_words", "due_last", "entered")
    rows = sorted(Commitment.objects.filter(pk__in=newest).values(*fields), key=lambda row: -int(row["id"]))
    of = references({row["document"] for row in rows}, NOW)
    firsts = dict(Entry.objects.filter(number__in={row["entered"] for row in rows}).values_list("number", "at"))
    found = []
    for row in rows:
        if row["document"] not in of:
            continue
        words = told(item(row, of[row["document"]]))
        at = datetime.fromisoformat(firsts[row["entered"]])
        found.append(
            FeedItem(
                id=_tag("commitment", row["key"]),
                title=words.lead,
                url=links.page("commitment", row["key"]),
                published=at,
                updated=at,
                summary=" ".join((words.lead, *words.facts)),
                html="".join(_item(words)),
                tags=(row["obligation"],),
            )
        )
    asked = "&".join(f"{name}={value}" for name, value in query.to_params())
    return _feed(("commitments", asked), _("Servanda: new commitments"), where, language, found)


def _feed(kind: Sequence[str], title: str, where: Where, language: str, found: list[FeedItem]) -> Feed:
    updated = max((each.updated for each in found), default=datetime(1970, 1, 1, tzinfo=UTC))
    return Feed(_tag("feed", *kind), title, where.page, where.own, updated, "Servanda", language=language, items=tuple(found))


def _tag(*specific: str) -> str:
    host = urlsplit(links.site()).hostname or "localhost"
    return tag_uri(host, _BORN, ":".join(part for part in specific if part))


def _html(sections: Sequence[Shown]) -> Iterator[str]:
    for section in sections:
        yield f"<h2>{escape(section.title)}</h2>"
        for group in section.groups:
            if group.title:
                yield f'<h3><a href="{escape(group.url)}">{escape(group.title)}</a></h3>'
            yield "<ul>"
            for each in group.told:
                yield from ("<li>", *_item(each), "</li>")
            yield "</ul>"
        if section.more:
            yield f"<p>{escape(section.more)}</p>"


def _item(words: Told) -> Iterator[str]:
    label = "" if words.what == "new" else f"<strong>{escape(words.label)}.</strong> "
    lead = escape(words.lead)
    yield f"<p>{label}" + (f'<a href="{escape(words.url)}">{lead}</a>' if words.url else lead) + "</p>"
    if words.facts:
        yield f"<p>{escape(' '.join(words.facts))}</p>"
    if words.other:
        yield f'<blockquote>{escape(words.other_label)} <a href="{escape(words.other_url)}">{escape(words.other)}</a></blockquote>'
    if words.source:
        yield f'<p><a href="{escape(words.source_url)}">{escape(words.source)}</a></p>'
