"""Why a deadline stands as it does, in the reader's language: the sentences of `servanda.model.resolution` and `follow.reasons`.

They are put together of parts, so each part is told by itself; where one has no known form, the whole stays in English.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from servanda_ledger.brief.dates import when_words
from servanda_ledger.brief.labels import party, quoted
from servanda_ledger.pages.catalogue_tags import act

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "winter": "24"}
_SAID = rf"(?:\d{{1,2}} )?(?:(?:{'|'.join((*_MONTHS, *_SEASONS))}) )?\d{{4}}"
_DAY = rf"(?:[\d~?%/.-]{{4,}}|{_SAID})"
_LENGTH = r"\d+ (?:working day|day|week|month|year|hour)s?"
Forms = tuple[tuple[str, "str | Promise"], ...]

_HEADS: Forms = (
    (r"an editor set the deadline", _("an editor set the deadline")),
    (r"the text gives no deadline", _("the text gives no deadline")),
    (
        r"the text says “(?P<words>[^”]*)”, counted from the day that the text itself bears, as no other is recorded",
        _("the text says %(words)s, counted from the day that the text itself bears, as no other is recorded"),
    ),
    (
        r"the text says “(?P<words>[^”]*)”, and the ledger does not know yet when that came",
        _("the text says %(words)s, and the ledger does not know yet when that came"),
    ),
    (r"the text says “(?P<words>[^”]*)”, which gives no day", _("the text says %(words)s, which gives no day")),
    (r"the text says “(?P<words>[^”]*)”", _("the text says %(words)s")),
    (r"“(?P<words>[^”]*)” gives (?P<day>_DAY)", _("%(words)s gives %(day)s")),
    (
        r"“(?P<words>[^”]*)”: the document is dated (?P<day>_DAY); (?P<counted>.+)",
        _("%(words)s: the document is dated %(day)s; %(counted)s"),
    ),
    (r"“(?P<words>[^”]*)”: it counts from (?P<day>_DAY); (?P<counted>.+)", _("%(words)s: it counts from %(day)s; %(counted)s")),
    (
        r"“(?P<words>[^”]*)”: “(?P<event>[^”]*)” is dated (?P<day>_DAY); (?P<counted>.+)",
        _("%(words)s: %(event)s is dated %(day)s; %(counted)s"),
    ),
)
_COUNTED: Forms = (
    (r"so it is due by then", _("so it is due by then")),
    (r"so it is due then", _("so it is due then")),
    (r"so it runs from then on", _("so it runs from then on")),
    (r"so it lasts until then", _("so it lasts until then")),
    (r"that is beyond the calendar", _("that is beyond the calendar")),
    (r"(?P<length>_LENGTH) after that day(?:, [^“”]*,)? is (?P<day>_DAY)", _("%(length)s after that day is %(day)s")),
    (r"(?P<length>_LENGTH) before that day(?:, [^“”]*,)? is (?P<day>_DAY)", _("%(length)s before that day is %(day)s")),
    (r"(?P<length>_LENGTH) after that is (?P<day>_DAY)", _("%(length)s after that is %(day)s")),
    (r"(?P<length>_LENGTH) before that is (?P<day>_DAY)", _("%(length)s before that is %(day)s")),
    (
        r"(?P<length>_LENGTH) of which that day is the first end on (?P<day>_DAY)",
        _("%(length)s of which that day is the first end on %(day)s"),
    ),
    (
        r"(?P<length>_LENGTH) of which that day is the last begin on (?P<day>_DAY)",
        _("%(length)s of which that day is the last begin on %(day)s"),
    ),
    (r"its day must be known to count (?P<length>_LENGTH) (?:after|before) it", _("its day must be known to count %(length)s from it")),
)
_KNOWN: Forms = (
    (r"the text itself bears that date", _("the text itself bears that date")),
    (r"(?P<name>.+) \(round (?P<n>\d+)\) was held on (?P<day>_DAY)", _("%(name)s (round %(n)s) was held on %(day)s")),
    (r"(?P<name>.+) was held on (?P<day>_DAY)", _("%(name)s was held on %(day)s")),
    (r"(?P<name>.+) bears the date (?P<day>_DAY)", _("%(name)s bears the date %(day)s")),
    (r"(?P<by>\S+) recorded (?P<name>.+) for (?P<day>_DAY)", _("%(by)s recorded %(name)s for %(day)s")),
    (r"(?P<name>.+): (?P<act>[a-z ]+) on (?P<day>_DAY); (?P<parties>[^;]+)", _("%(name)s: %(act)s, %(day)s; %(parties)s")),
    (r"(?P<name>.+): (?P<act>[a-z ]+) on (?P<day>_DAY)", _("%(name)s: %(act)s, %(day)s")),
)
_TAILS: Forms = (
    (r"; the period has no end", _("; the period has no end")),
    (r"; until it can, the day that the text bears counts", _("; until it can, the day that the text bears counts")),
    (
        r"; its last day, (?P<day>_DAY), was (?P<length>_LENGTH) before (?P<other>_DAY), and nobody has recorded it as kept",
        _("; its last day, %(day)s, was %(length)s before %(other)s, and nobody has recorded it as kept"),
    ),
    (r"; its last day is (?P<day>_DAY), today", _("; its last day is %(day)s, today")),
    (r"; its last day is (?P<day>_DAY), in (?P<length>_LENGTH)", _("; its last day is %(day)s, in %(length)s")),
)


def _compiled(forms: Forms, ending: str = "") -> tuple[tuple[re.Pattern[str], str | Promise], ...]:
    return tuple((re.compile(form.replace("_DAY", _DAY).replace("_LENGTH", _LENGTH) + ending), words) for form, words in forms)


_HEAD, _COUNT, _EVENT, _TAIL = _compiled(_HEADS), _compiled(_COUNTED), _compiled(_KNOWN), _compiled(_TAILS, r"\Z")


def because(sentence: str) -> str | None:
    """The sentence in the reader's language; None for one of another form."""
    tails: list[str] = []
    rest, found = sentence, True
    while found:
        found = False
        for pattern, words in _TAIL:
            tail = pattern.search(rest)
            if tail:
                rest, found = rest[: tail.start()], True
                tails.insert(0, str(words) % _said(tail))
    head = _matched(rest, _HEAD)
    if head is None and rest.endswith(")"):
        start, _paren, known = rest[:-1].partition(" (") if rest.count(" (") == 1 else _last(rest)
        said, event = _matched(start, _HEAD), occurred(known)
        head = f"{said} ({event})" if said and event else None
    return None if head is None else head + "".join(tails)


def occurred(sentence: str) -> str | None:
    """How the ledger knows that an event came, in the reader's language; None for a sentence of another form."""
    return _matched(sentence, _EVENT)


def _last(rest: str) -> tuple[str, str, str]:
    """A sentence with what its last bracket holds, brackets in it included."""
    depth = 0
    for at in range(len(rest) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(rest[at], 0)
        if depth == 0:
            return rest[:at].rstrip(), " (", rest[at + 1 : -1]
    return rest, "", ""


def _matched(sentence: str, forms: tuple[tuple[re.Pattern[str], str | Promise], ...]) -> str | None:
    for pattern, words in forms:
        found = pattern.fullmatch(sentence)
        if found:
            parts = _said(found)
            if "counted" in parts:
                counted = _matched(parts["counted"], _COUNT)
                if counted is None:
                    continue
                parts["counted"] = counted
            return str(words) % parts
    return None


def _said(found: re.Match[str]) -> dict[str, str]:
    tell = {"words": quoted, "event": quoted, "day": _day, "other": _day, "length": _length, "act": act, "parties": _parties}
    return {name: tell.get(name, str)(part) for name, part in found.groupdict().items()}


def _day(said: str) -> str:
    """An EDTF date, or a day in English words, in the words of the language."""
    *rest, year = said.split()
    if not rest:
        return when_words(said)
    *day, month = rest
    number = _SEASONS.get(month) or f"{_MONTHS.index(month) + 1:02d}"
    return when_words("-".join([year, number, *(f"{int(d):02d}" for d in day)]))


def _parties(codes: str) -> str:
    return ", ".join(party(code) for code in codes.split(", "))


def _length(length: str) -> str:
    count, _blank, unit = length.partition(" ")
    n = int(count)
    told: dict[str, Callable[[], str]] = {
        "working day": lambda: ngettext("%(n)d working day", "%(n)d working days", n),
        "day": lambda: ngettext("%(n)d day", "%(n)d days", n),
        "week": lambda: ngettext("%(n)d week", "%(n)d weeks", n),
        "month": lambda: ngettext("%(n)d month", "%(n)d months", n),
        "year": lambda: ngettext("%(n)d year", "%(n)d years", n),
        "hour": lambda: ngettext("%(n)d hour", "%(n)d hours", n),
    }
    return told[unit.removesuffix("s")]() % {"n": n}
