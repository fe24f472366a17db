"""A brief as plain text for mail: 72 columns, addresses on lines of their own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from servanda_ledger.brief.wording import Group, Shown, Told, Worded

WIDTH = 72


def text(brief: Worded, foot: Sequence[str] = ()) -> str:
    """The brief as text; `foot` are paragraphs after it, in which an address stands alone."""
    with translation.override(brief.language):
        return "\n".join(_lines(brief, foot)) + "\n"


def _lines(brief: Worded, foot: Sequence[str]) -> Iterator[str]:
    yield "SERVANDA"
    yield from _wrapped(brief.title)
    if brief.about:
        yield from _wrapped(_("About: %(scope)s") % {"scope": brief.about})
    yield "=" * WIDTH
    yield from _wrapped(brief.summary)
    for section in brief.sections:
        yield ""
        yield ""
        yield from _section(section)
    yield ""
    yield ""
    yield "-" * WIDTH
    for closing in brief.closing:
        yield from _wrapped(closing)
    yield ""
    yield from _wrapped(_("On the web:"))
    yield brief.url
    for paragraph in foot:
        yield ""
        yield from _wrapped(paragraph)


def _section(section: Shown) -> Iterator[str]:
    title = section.title.upper()
    yield title
    yield "-" * len(title)
    if section.note:
        yield from _wrapped(section.note)
    for group in section.groups:
        yield from _group(group)
    if section.more:
        yield ""
        yield from _wrapped(section.more)


def _group(group: Group) -> Iterator[str]:
    if group.title:
        yield ""
        yield from _wrapped(group.title)
        yield group.url
    for told in group.told:
        yield ""
        yield from _item(told)


def _item(told: Told) -> Iterator[str]:
    label = "" if told.what == "new" else f"{told.label}. "
    yield from _wrapped(f"{label}{told.lead}", "* ", "  ")
    if told.facts:
        yield from _wrapped(" ".join(told.facts), "  ", "  ")
    if told.other:
        yield from _wrapped(f"{told.other_label} {_quoted(told.other)}", "  ", "  ")
    if told.source:
        yield from _wrapped(told.source, "  ", "  ")
    if told.url:
        yield f"  {bare(told.url)}"


def bare(url: str) -> str:
    """An address without its text fragment, which only lengthens it for the eye: a commitment's page shows its words at the top."""
    return url.partition("#:~:")[0]


def _quoted(words: str) -> str:
    return _("“%(words)s”") % {"words": words}


def _wrapped(words: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
