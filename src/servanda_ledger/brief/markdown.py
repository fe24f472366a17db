"""A brief as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from servanda_ledger.brief.wording import Told, Worded

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown(brief: Worded) -> str:
    """The brief as Markdown (CommonMark)."""
    with translation.override(brief.language):
        return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Worded) -> Iterator[str]:
    yield f"# {_safe(brief.title)}"
    yield ""
    if brief.about:
        yield _safe(_("About: %(scope)s") % {"scope": brief.about})
        yield ""
    yield _safe(brief.summary)
    for section in brief.sections:
        yield from ("", f"## {_safe(section.title)}", "")
        if section.note:
            yield from (_safe(section.note), "")
        for group in section.groups:
            if group.title:
                yield from (f"### [{_safe(group.title)}]({group.url})", "")
            for told in group.told:
                yield from _item(told)
            yield ""
        if section.more:
            yield _safe(section.more)
    yield from ("", "---", "")
    for closing in brief.closing:
        yield f"*{_safe(closing)}*"


def _item(told: Told) -> Iterator[str]:
    label = "" if told.what == "new" else f"**{_safe(told.label)}.** "
    words = _safe(_("“%(words)s”") % {"words": told.words}) if told.words else ""
    linked = f"[{words}]({told.url})" if told.url and words else words
    lead = _("%(who)s: %(words)s") % {"who": _safe(told.who), "words": linked} if told.who and linked else _safe(told.who) or linked
    rest = " ".join(_safe(fact) for fact in told.facts)
    yield f"- {label}{lead}" + (f" {rest}" if rest else "")
    if told.other:
        yield f"  - {_safe(told.other_label)} [{_safe(told.other)}]({told.other_url})"
    if told.source:
        yield f"  - [{_safe(told.source)}]({told.source_url})"


def _safe(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)
