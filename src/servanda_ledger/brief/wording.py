"""A brief in words: one or two plain sentences an item, put together from fields and quoted words. Nothing is added to what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda.publish.printable import one_line
from servanda_ledger.brief import links
from servanda_ledger.brief.dates import day_words, span_words, when_words
from servanda_ledger.brief.labels import ACTIONS, FACETS, LABELS, SECTIONS, STATUSES, firmness, party, quoted, scope_words, tone
from servanda_ledger.brief.parts import Brief, Difference, Item, Ref, Section, What

_LONGEST = 420  # of quoted words; the link leads to all of them
_SHORT = 90  # of the words of a difference
_SHOWN = 3  # differences that are told


@dataclass(frozen=True, slots=True)
class Told:
    """An item in words. `who` and `words` make its first sentence, `facts` the rest; `other` are the words of the other side."""

    what: What
    label: str
    tone: str
    who: str
    words: str
    url: str
    facts: tuple[str, ...] = ()
    other_label: str = ""
    other: str = ""
    other_url: str = ""
    source: str = ""
    source_url: str = ""

    @property
    def lead(self) -> str:
        """Who and what, on one line."""
        words = quoted(self.words) if self.words else ""
        return _("%(who)s: %(words)s") % {"who": self.who, "words": words} if self.who and words else self.who or words


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one document under its title; a group without title holds items of many."""

    title: str
    url: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A section in words; `more` says what is not shown."""

    name: str
    title: str
    note: str
    groups: tuple[Group, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Worded:
    """A brief in the words of `language`."""

    language: str
    title: str
    about: str
    summary: str
    url: str
    sections: tuple[Shown, ...]
    closing: tuple[str, ...]


def worded(brief: Brief, language: str = "en") -> Worded:
    """A brief in words of a language that the site knows."""
    with translation.override(language):
        first = brief.day - timedelta(days=max(brief.days - 1, 0))
        title = _("Brief of %(days)s") % {"days": span_words(first, brief.day)}
        about = scope_words(brief.scope)
        url = links.page("brief", brief.day.isoformat())
        sections = tuple(_section(section, brief) for section in brief.sections)
        closing = (_("Words in quotation marks are verbatim from their source. Machines compare and propose, editors decide."),)
        return Worded(language, title, about, summary(brief), url, sections, closing)


def summary(brief: Brief) -> str:
    """The sections with their counts, on one line."""
    counts: dict[str, Callable[[int], str]] = {
        "new": lambda n: ngettext("%(n)d new commitment", "%(n)d new commitments", n),
        "changed": lambda n: ngettext("%(n)d change between rounds", "%(n)d changes between rounds", n),
        "coverage": lambda n: ngettext("%(n)d departure in reports", "%(n)d departures in reports", n),
        "due": lambda n: ngettext("%(n)d deadline", "%(n)d deadlines", n),
        "outcomes": lambda n: ngettext("%(n)d decision", "%(n)d decisions", n),
        "evidence": lambda n: ngettext("%(n)d piece of evidence", "%(n)d pieces of evidence", n),
    }
    parts = [counts[s.name](s.total) % {"n": s.total} for s in brief.sections if s.total]
    return ", ".join(parts) if parts else _("Nothing new.")


def _section(section: Section, brief: Brief) -> Shown:
    groups: list[Group] = []
    if section.name in ("new", "changed", "coverage"):
        for _key, items in groupby(section.items, key=_texts):
            together = list(items)
            title, url = _heading(together[0])
            groups.append(Group(title, url, tuple(told(item, grouped=True) for item in together)))
    else:
        groups.append(Group("", "", tuple(told(item) for item in section.items)))
    return Shown(section.name, str(SECTIONS[section.name]), _note(section, brief), tuple(groups), " ".join(_more(section)))


def _texts(item: Item) -> tuple[str, ...]:
    """The texts that an item stands on, the new one first for what changed."""
    if item.what == "dropped" and item.against:
        return item.against.id, item.document.id
    return (item.document.id, item.against.id) if item.against else (item.document.id,)


def _heading(item: Item) -> tuple[str, str]:
    left, right = item.document, item.against
    if item.what == "dropped" and right is not None:
        left, right = right, left
    if right is None:
        return titled(left), links.document(left.id)
    if left.kind == "report":
        return _("%(report)s, held against %(text)s") % {"report": titled(left), "text": titled(right)}, links.document(left.id)
    return _("%(new)s, held against %(old)s") % {"new": titled(left), "old": titled(right)}, links.document(left.id)


def titled(ref: Ref) -> str:
    """A document's title and day."""
    title = cut(ref.title, 160) or _("a text without a title")
    return f"{title} ({day_words(ref.day)})" if ref.day else title


def _note(section: Section, brief: Brief) -> str:
    if section.name == "new":
        return (
            _("From texts that bear a date of this period.")
            if brief.new_by == "dated"
            else _("From texts that came into the ledger in this period.")
        )
    if section.name == "due":
        days = brief.ahead
        return ngettext(
            "Open commitments whose last day is in the next %(n)d day, or has passed in this period.",
            "Open commitments whose last day is in the next %(n)d days, or has passed in this period.",
            days,
        ) % {"n": days}
    return ""


def _more(section: Section) -> Iterator[str]:
    missing = section.total - len(section.items)
    if missing > 0:
        yield ngettext("%(n)d more is not shown here.", "%(n)d more are not shown here.", missing) % {"n": missing}
    if section.waiting:
        yield ngettext(
            "%(n)d further text has not been compared yet.", "%(n)d further texts have not been compared yet.", section.waiting
        ) % {"n": section.waiting}


def told(item: Item, *, grouped: bool = False) -> Told:
    """An item in words of the active language; where it stands under its document's title, its source is not repeated."""
    who = ", ".join(party(code) for code in item.parties)
    label = str(LABELS[item.what])
    if item.what == "decided":
        label = _("Judged: %(status)s") % {"status": STATUSES.get(item.status, item.status)}
    words, url = cut(item.words.text), links.words(item.words)
    if item.what == "action":  # its name is an editor's, not words of a text
        who = _("%(who)s: %(words)s") % {"who": who, "words": cut(item.instrument)}
    source = "" if grouped or not item.document.id else titled(item.document)
    return Told(
        item.what,
        label,
        tone(item),
        who,
        words,
        url,
        tuple(_facts(item)),
        _("%(label)s:") % {"label": _other_label(item)} if item.other else "",
        cut(item.other.text) if item.other else "",
        links.words(item.other) if item.other else "",
        source,
        links.document(item.document.id) if source else "",
    )


def _facts(item: Item) -> Iterator[str]:
    if item.what in ("new", "entered", "introduced", "carried", "dropped", "unsupported"):
        yield from _alone(item)
    elif item.differences:
        yield _differs(item)
    elif item.what in ("due", "overdue"):
        yield _deadline(item)
    elif item.what == "decided":
        if item.reason:
            yield _("%(editor)s gives as reason: %(reason)s") % {"editor": item.by, "reason": quoted(cut(item.reason, 240))}
    elif item.what == "fulfils":
        yield _("A newer text may show that it was kept; nobody has checked that yet.")
    elif item.what == "accepted":
        yield _("%(editor)s accepted words of another text as evidence.") % {"editor": item.by}
    elif item.what == "action":
        act = str(ACTIONS.get(item.status, item.status))
        when = when_words(item.deadline)
        yield _("Recorded: %(act)s, %(day)s.") % {"act": act, "day": when} if when else _("Recorded: %(act)s.") % {"act": act}


def _alone(item: Item) -> Iterator[str]:
    how = firmness(item)
    if item.what == "unsupported":
        yield _("No passage of the official text was found that bears this out.")
    elif item.what == "dropped":
        yield _("%(how)s of the earlier text, for which none was found in the later one.") % {"how": how}
    elif item.deadline:
        yield _("%(how)s, deadline %(day)s.") % {"how": how, "day": _day_and_words(item)}
    elif how:
        yield f"{how}."


def _deadline(item: Item) -> str:
    day = day_words(item.last_day)
    words = f" ({quoted(cut(item.deadline_words, _SHORT))})" if item.deadline_words else ""
    if item.what == "due":
        return _("The last day is %(day)s%(words)s.") % {"day": day, "words": words}
    return _("The last day was %(day)s%(words)s; nobody has recorded it as kept.") % {"day": day, "words": words}


def _day_and_words(item: Item) -> str:
    day = when_words(item.deadline)
    return f"{day} ({quoted(cut(item.deadline_words, _SHORT))})" if item.deadline_words else day


def _differs(item: Item) -> str:
    parts = [_difference(d, reported=item.what.startswith("report_")) for d in item.differences[:_SHOWN]]
    return _("Difference in %(what)s.") % {"what": _("; ").join(parts)}


def _difference(difference: Difference, *, reported: bool) -> str:
    told = {
        "what": str(FACETS.get(difference.facet, difference.facet)),
        "left": quoted(cut(difference.left, _SHORT)),
        "right": quoted(cut(difference.right, _SHORT)),
    }
    if difference.left and difference.right:
        return (
            _("%(what)s (%(left)s in the report, %(right)s in the text)") if reported else _("%(what)s (%(left)s became %(right)s)")
        ) % told
    if difference.left:
        return (_("%(what)s (only the report has %(left)s)") if reported else _("%(what)s (no longer %(left)s)")) % told
    return (_("%(what)s (only the text has %(right)s)") if reported else _("%(what)s (now %(right)s)")) % told


def _other_label(item: Item) -> str:
    if item.what.startswith("report_"):
        return _("Official text")
    if item.what in ("strengthened", "weakened", "contradicted"):
        return _("Before")
    return _("Evidence, from %(text)s") % {"text": titled(item.against)} if item.against else _("Evidence")


def cut(words: str, longest: int = _LONGEST) -> str:
    """Words on one line, ended with "…" where they are too long."""
    line = one_line(words)
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"
